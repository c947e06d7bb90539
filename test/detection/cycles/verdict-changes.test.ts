import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type VerdictLine, VerdictMessage } from '../../../src/contract/index.ts';
import {
  type PublishedCluster,
  probabilityBand,
  verdictChanges,
} from '../../../src/detection/cycles/verdict-changes.ts';
import { applied, line, runs } from './changes.ts';

const NOTHING: ReadonlyMap<string, PublishedCluster> = new Map();
const NAMES = Array.from({ length: 10 }, (_, i) => `u${i}`);

function changesFrom(
  state: ReadonlyMap<string, PublishedCluster>,
  verdicts: readonly VerdictLine[],
  cycle = 1,
): readonly PublishedCluster[] {
  const all = [...state.values()];
  return verdictChanges({
    horizon: 'hour',
    runId: `run ${cycle}`,
    asOf: cycle * 30_000,
    verdicts,
    published: all.filter(({ message }) => message.change !== 'gone'),
    goneKeys: new Map(
      all
        .filter(({ message }) => message.change === 'gone')
        .map(({ message }) => [message.cluster_id, message.idempotency_key]),
    ),
  });
}

/** Publishes runs one after another; the messages of each. */
function publishAll(...cycles: readonly (readonly VerdictLine[])[]): readonly (readonly VerdictMessage[])[] {
  let state = NOTHING;
  return cycles.map((verdicts, cycle) => {
    const changes = changesFrom(state, verdicts, cycle + 1);
    state = applied(state, changes);
    return changes.map(({ message }) => message);
  });
}

describe('what changed', () => {
  test('a first cycle says all, the same again says nothing', () => {
    const run = [line({ accounts: NAMES })];
    const [first, second] = publishAll(run, run);
    expect(first?.map(({ change, previous_key }) => ({ change, previous_key }))).toEqual([
      { change: 'new', previous_key: null },
    ]);
    expect(second).toEqual([]);
    expect(VerdictMessage.parse(first?.[0])).toEqual(first?.[0]);
    expect(first?.[0]?.campaign_id).toBe(run[0]?.campaign_id);
    const { campaign_id: _, ...old } = VerdictMessage.parse(first?.[0]);
    expect(VerdictMessage.parse(old).campaign_id).toBe('');
  });

  test.each([
    ['verdict', line({ accounts: NAMES, verdict: 'coordinated' })],
    ['patterns', line({ accounts: NAMES, patterns: ['comment_control'] })],
    ['accounts', line({ accounts: [...NAMES, 'u99'], campaign: line({ accounts: NAMES }).campaign_id })],
    ['probability', line({ accounts: NAMES, probability: 0.2 })],
    ['campaign_id', line({ accounts: NAMES, campaign: 'k_of_old' })],
  ])('another %s is a change, named, under the same cluster', (field, after) => {
    const [first, second] = publishAll([line({ accounts: NAMES })], [after]);
    expect(second).toHaveLength(1);
    expect(second?.[0]).toMatchObject({
      change: 'changed',
      changed: [field],
      cluster_id: first?.[0]?.cluster_id,
      campaign_id: after.campaign_id,
      found_as: after.cluster_id,
      previous_key: first?.[0]?.idempotency_key,
    });
  });

  test('a probability that stays in its band, and a new model with the same verdict, are no news', () => {
    expect(probabilityBand(0.95)).toBe(probabilityBand(0.91));
    const [, second, third] = publishAll(
      [line({ accounts: NAMES })],
      [line({ accounts: NAMES, probability: 0.91 })],
      [line({ accounts: NAMES, model: 'm2' })],
    );
    expect([second, third]).toEqual([[], []]);
  });

  test('a cluster that is not found any more is gone, with its last members, once', () => {
    const [, second, third] = publishAll([line({ accounts: NAMES })], [], []);
    expect(second).toMatchObject([{ change: 'gone', verdict: 'water_army', accounts_in_all: 10 }]);
    expect(third).toEqual([]);
  });

  test('there and back again are three messages with three keys', () => {
    const a = line({ accounts: NAMES });
    const b = line({ accounts: NAMES, verdict: 'coordinated' });
    const keys = publishAll([a], [b], [a], [b])
      .flat()
      .map(({ idempotency_key }) => idempotency_key);
    expect(new Set(keys).size).toBe(4);
    const returned = publishAll([a], [], [a], [], [a])
      .flat()
      .map(({ idempotency_key }) => idempotency_key);
    expect(new Set(returned).size).toBe(5);
  });

  test('a new cluster never takes the name of another that has changed since', () => {
    const [first, second] = publishAll(
      [line({ accounts: NAMES })],
      [
        line({ accounts: NAMES.slice(4).concat('x1', 'x2', 'x3', 'x4', 'x5') }),
        line({ accounts: NAMES.slice(0, 4) }),
      ],
      [line({ accounts: NAMES })],
    );
    const ids = second?.map(({ cluster_id }) => cluster_id) ?? [];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(first?.[0]?.cluster_id);
  });
});

describe('for any runs one after another', () => {
  test('readers who apply the messages know exactly the clusters of the last run', () => {
    fc.assert(
      fc.property(fc.array(runs, { minLength: 1, maxLength: 6 }), (cycles) => {
        let state = NOTHING;
        cycles.forEach((verdicts, cycle) => {
          state = applied(state, changesFrom(state, verdicts, cycle + 1));
        });
        const known = [...state.values()].filter(({ message }) => message.change !== 'gone');
        const shape = (accounts: readonly string[], verdict: string) =>
          `${verdict} ${[...accounts].sort().join()}`;
        expect(known.map((one) => shape(one.accountIds, one.message.verdict)).sort()).toEqual(
          (cycles.at(-1) ?? [])
            .map((one) =>
              shape(
                one.accounts.map(({ account_id }) => account_id),
                one.verdict,
              ),
            )
            .sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('no two messages have the same key', () => {
    fc.assert(
      fc.property(fc.array(runs, { minLength: 1, maxLength: 8 }), (cycles) => {
        const keys = publishAll(...cycles)
          .flat()
          .map(({ idempotency_key }) => idempotency_key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 60 },
    );
  });

  test('cut off after any number of messages, the rest comes as it would have', () => {
    fc.assert(
      fc.property(runs, runs, fc.nat(12), (before, after, cut) => {
        const state = applied(NOTHING, changesFrom(NOTHING, before, 1));
        const whole = changesFrom(state, after, 2);
        const rest = changesFrom(applied(state, whole.slice(0, cut)), after, 2);
        expect(rest).toEqual(whole.slice(cut));
      }),
      { numRuns: 200 },
    );
  });

  test('the order of verdicts changes nothing', () => {
    fc.assert(
      fc.property(runs, runs, (before, after) => {
        const state = applied(NOTHING, changesFrom(NOTHING, before, 1));
        expect(changesFrom(state, [...after].reverse(), 2)).toEqual(changesFrom(state, after, 2));
      }),
      { numRuns: 60 },
    );
  });
});
