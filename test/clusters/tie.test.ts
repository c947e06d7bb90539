import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TieTrace, tieOf } from '../../src/clusters/index.ts';

const shared = (partner: string, family: string, nats: number, isCore = true): TieTrace => ({
  partner,
  isCore,
  family,
  source: ['target', 'text'].includes(family) ? 'acts' : family,
  nats,
});

/** By hand: b 12 (its 12 of acts, not 12 + 9) + 5 of the device = 17; c 9; d 4; e is no core account. */
const TRACES = [
  shared('b', 'target', 12),
  shared('b', 'text', 9),
  shared('b', 'device', 5),
  shared('c', 'text', 9),
  shared('d', 'device', 4),
  shared('e', 'target', 30, false),
];

test('a tie is the sum of the edges to core accounts, each weighed as clustering weighs it', () => {
  const tie = tieOf(TRACES, 8);
  expect(tie).toMatchObject({ nats: 30, corePartners: 3, tiedTo: 2 });
  expect(tie.edges).toEqual([
    { partner: 'e', nats: 30, left: { nats: 30, tiedTo: 2 } },
    { partner: 'b', nats: 17, left: { nats: 13, tiedTo: 1 } },
    { partner: 'c', nats: 9, left: { nats: 21, tiedTo: 1 } },
    { partner: 'd', nats: 4, left: { nats: 26, tiedTo: 2 } },
  ]);
});

test('without a family the next one of the same acts takes its place', () => {
  expect(tieOf(TRACES, 8).families).toEqual([
    // b 12, c 9
    { family: 'device', left: { nats: 21, tiedTo: 2 } },
    // b 9 + 5, c 9, d 4
    { family: 'target', left: { nats: 27, tiedTo: 2 } },
    // b 12 + 5, d 4
    { family: 'text', left: { nats: 21, tiedTo: 1 } },
  ]);
});

test('an account without edges is tied by nothing', () => {
  expect(tieOf([], 8)).toEqual({ nats: 0, tiedTo: 0, corePartners: 0, edges: [], families: [] });
});

test('what is left is never more than the whole, in whatever order the traces come', () => {
  const trace = fc
    .record({
      partner: fc.constantFrom('b', 'c', 'd'),
      family: fc.constantFrom('target', 'text', 'device'),
      nats: fc.integer({ min: 1, max: 400_000 }).map((value) => value / 1e4),
    })
    .map(({ partner, family, nats }) => shared(partner, family, nats, partner !== 'd'));
  fc.assert(
    fc.property(fc.array(trace, { maxLength: 12 }), (traces) => {
      const tie = tieOf(traces, 8);
      for (const { left } of [...tie.edges, ...tie.families]) {
        expect(left.nats).toBeLessThanOrEqual(tie.nats);
        expect(left.tiedTo).toBeLessThanOrEqual(tie.tiedTo);
      }
      expect(tieOf([...traces].reverse(), 8)).toEqual(tie);
    }),
  );
});
