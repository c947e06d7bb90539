import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minePairs } from '../../src/mining/index.ts';
import { crowd, edgesOf, seeded, tracesOf } from './traces.ts';

test('a bar for pairs alone leaves all edges above it and all between joined accounts, digit for digit', () => {
  let seen = 0;
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 3, max: 12 }), fc.boolean(), (seed, bar, isOwned) => {
      const rng = seeded(seed);
      const traces = tracesOf(crowd(rng, { rows: 4_000, accounts: 120, targets: 200, days: 2 }));
      const family = Uint32Array.from({ length: 200 }, () => Math.floor(rng() * 20));
      const joined = Uint8Array.from({ length: 100 }, () => (rng() < 0.4 ? 1 : 0));
      const options = { windowMs: 600_000, minSurprise: 2, ...(isOwned ? { family } : {}) };
      const all = edgesOf(minePairs(traces, options).edges);
      const fewer = minePairs(traces, { ...options, alone: { minSurprise: bar, joined } }).edges;
      seen += all.length;
      expect(edgesOf(fewer)).toEqual(
        all.filter(({ a, b, surprise }) => surprise >= bar || (joined[a] === 1 && joined[b] === 1)),
      );
    }),
    { numRuns: 25 },
  );
  expect(seen).toBeGreaterThan(0);
});
