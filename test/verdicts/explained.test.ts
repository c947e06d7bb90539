import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvidenceKind } from '../../src/contract/index.ts';
import { addEvidence } from '../../src/verdicts/add-evidence.ts';
import { explainedAway } from '../../src/verdicts/explained.ts';
import { MODEL } from '../../src/verdicts/index.ts';
import { members, view } from '../support/cluster-views.ts';
import { gathering, result } from './evidence.ts';

const COUNT = 20;
const HOUR = 3_600_000;
const EVERYBODY = Array.from({ length: COUNT }, (_, n) => n);

/** Accounts with networks of their own, of one network, or of unknown ones. */
const group = (networks: 'own' | 'one' | 'unknown', strangers = 0, fields = {}) =>
  view({
    members: members(COUNT, (n) => ({
      registeredAt: 0,
      registrationNetwork: networks === 'unknown' ? null : networks === 'one' ? 'net' : `net ${n}`,
      ...fields,
    })),
    gatherings: Array.from({ length: 2 * strangers }, (_, n) => ({
      ...gathering('co-like', EVERYBODY),
      owner: n % strangers,
      from: (100 + n) * HOUR,
    })),
  });
const evidence = (nats: Partial<Record<EvidenceKind, number>>) =>
  Object.entries(nats).map(([kind, weight]) => result(kind, kind as EvidenceKind, weight));
const cause = (of: ReturnType<typeof group>, nats: Partial<Record<EvidenceKind, number>>) =>
  explainedAway(of, evidence(nats), addEvidence(evidence(nats), [], MODEL), MODEL);

describe('an honest cause takes back what it explains', () => {
  test('one hand all that it gives but the strongest', () => {
    expect(cause(group('own'), { registration: 4.5, identity: 3.2 })).toMatchObject({
      id: 'one_hand',
      weight_nats: 3.2,
    });
    expect(cause(group('own'), { registration: 4.5 })).toBeNull();
  });

  test('one hand nothing where another kind is present, or where they work for strangers', () => {
    expect(cause(group('own'), { registration: 4.5, identity: 3.2, infrastructure: 4 })).toBeNull();
    expect(cause(group('own', 6), { registration: 4.5, identity: 3.2 })).toBeNull();
  });

  test('a place batches, names and devices, and nothing else', () => {
    expect(
      cause(group('one'), { registration: 4, identity: 3, infrastructure: 2, content: 5 }),
    ).toMatchObject({ id: 'one_place', weight_nats: 9 });
  });

  test('an open operator all that is strange about the accounts, not what they do', () => {
    expect(
      cause(group('own', 0, { verified: true, operator: 'publisher' }), {
        content: 4,
        identity: 3,
        targets: 1,
      }),
    ).toMatchObject({ id: 'hides_nothing', weight_nats: 7 });
  });
});

test('more evidence of any kind never lowers what is left', () => {
  const kinds = [...MODEL.inauthentic, 'synchrony', 'targets'] as const;
  const weights = fc.record(
    Object.fromEntries(kinds.map((kind) => [kind, fc.integer({ min: 0, max: 600 }).map((n) => n / 100)])),
  ) as fc.Arbitrary<Record<EvidenceKind, number>>;
  fc.assert(
    fc.property(
      weights,
      fc.constantFrom(...kinds),
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom(group('own'), group('one'), group('unknown'), group('own', 6), group('unknown', 6)),
      (nats, kind, more, of) => {
        const left = (given: Record<EvidenceKind, number>) => {
          const against = cause(of, given);
          return addEvidence(evidence(given), against === null ? [] : [against], MODEL).totalNats;
        };
        expect(left({ ...nats, [kind]: nats[kind] + more / 100 })).toBeGreaterThanOrEqual(left(nats) - 1e-9);
      },
    ),
    { numRuns: 2_000 },
  );
});
