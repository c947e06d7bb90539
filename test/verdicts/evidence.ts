/** Signal results and clusters made to order, for the tests of this room. */
import fc from 'fast-check';
import { EVIDENCE_KINDS, type EvidenceKind, type SignalResult } from '../../src/contract/index.ts';
import type { ClusterView, Gathering } from '../../src/signals/index.ts';
import { members, view } from '../support/cluster-views.ts';

export const result = (
  id: string,
  kind: EvidenceKind,
  weight_nats: number,
  value: number | null = weight_nats > 0 ? 1 : 0,
): SignalResult => ({
  id,
  kind,
  value,
  weight_nats,
  abstained: value === null ? 'not known' : null,
  evidence: [],
});

const nats = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 400, noNaN: true }),
  fc.integer({ min: 0, max: 800 }).map((hundredths) => hundredths / 100),
);

/** Any number of signals of any kinds; `batch_registration` among them now and then. */
export const anySignals: fc.Arbitrary<SignalResult[]> = fc
  .tuple(
    fc.array(fc.record({ kind: fc.constantFrom(...EVIDENCE_KINDS), weight: nats }), {
      maxLength: 12,
      size: 'max',
    }),
    fc.option(nats, { nil: null }),
  )
  .map(([list, batch]) => [
    ...list.map(({ kind, weight }, n) => result(`signal_${n}`, kind, weight)),
    ...(batch === null ? [] : [result('batch_registration', 'registration', batch)]),
  ]);

/** What speaks against, in the steps in which the model's reasons come. */
export const anyAgainst = fc
  .array(fc.integer({ min: 0, max: 16 }), { maxLength: 5 })
  .map((halves) =>
    halves.map((half, n) => ({ id: `reason_${n}`, en: 'a reason', zh: '理由', weight_nats: half / 2 })),
  );

export const gathering = (trace: string, members: readonly number[], natsPerMember = 2): Gathering => ({
  trace,
  label: { en: 'did it', zh: '做了' },
  bucket: 'p1',
  owner: null,
  from: 0,
  to: 1_000,
  members,
  population: members.length,
  natsPerMember,
});

/** A cluster of which only the gatherings and their evidence are known, and that its accounts came from many networks. */
export const cluster = (
  together: { readonly evidenceNats: number; readonly priceNats: number },
  gatherings: readonly Gathering[] = [],
): ClusterView =>
  view({ members: members(5, (n) => ({ registrationNetwork: `net ${n}` })), gatherings, together });

export const PROVEN = { evidenceNats: 100, priceNats: 20 };
export const UNPROVEN = { evidenceNats: 20, priceNats: 20 };
