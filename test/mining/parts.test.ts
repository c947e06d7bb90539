import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeEdges, minePairs } from '../../src/mining/index.ts';
import { crowd, edgesOf, seeded, tracesOf } from './traces.ts';

test('any number of parts has the edges of the whole, digit for digit, in their order', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 9 }), fc.boolean(), (seed, of, isOwned) => {
      const rng = seeded(seed);
      const traces = tracesOf(crowd(rng, { rows: 4_000, accounts: 120, targets: 200, days: 2 }));
      const family = Uint32Array.from({ length: 200 }, () => Math.floor(rng() * 20));
      const options = { windowMs: 600_000, minSurprise: 0, ...(isOwned ? { family } : {}) };
      const whole = minePairs(traces, options);
      const parts = Array.from({ length: of }, (_, index) =>
        minePairs(traces, { ...options, part: { index, of } }),
      );
      const merged = mergeEdges(parts.map(({ edges }) => edges));
      expect(whole.edges.length).toBeGreaterThan(0);
      expect(edgesOf(merged)).toEqual(edgesOf(whole.edges));
      for (const { stats } of parts) expect(stats).toEqual(whole.stats);
    }),
    { numRuns: 25 },
  );
});

test('parts share the work: none of four has more than half of the pairs', () => {
  const traces = tracesOf(crowd(seeded(1), { rows: 20_000, accounts: 600, targets: 300, days: 1 }));
  const lengths = [0, 1, 2, 3].map(
    (index) => minePairs(traces, { windowMs: 600_000, minSurprise: 0, part: { index, of: 4 } }).edges.length,
  );
  const all = lengths.reduce((sum, length) => sum + length, 0);
  expect(Math.max(...lengths)).toBeLessThan(all / 2);
});
