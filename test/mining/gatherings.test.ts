import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DistinctCounter } from '../../src/mining/distinct-counter.ts';
import { findGatherings, indexTraces } from '../../src/mining/index.ts';
import { accountBound, baseRatesOf, populationsOf } from '../../src/mining/populations.ts';
import { crowd, type Row, seeded, tracesOf } from './traces.ts';

test('gatherings of some accounts are the same with the rows of only those at hand', () => {
  fc.assert(
    fc.property(fc.nat(1e6), (seed) => {
      const rng = seeded(seed);
      const traces = tracesOf(crowd(rng, { rows: 2_000, accounts: 60, targets: 50, days: 1 }));
      const members = [3, 7, 20, 41].map((least) => least + Math.floor(rng() * 4));
      const only = new Uint8Array(60);
      for (const member of members) only[member] = 1;
      const minute = indexTraces(traces, 60_000, { only });
      const hour = indexTraces(traces, 3_600_000, { only, other: minute });
      expect(hour).toMatchObject({ rows: 2_000, activity: indexTraces(traces, 3_600_000).activity });
      expect(findGatherings(minute, members)).toEqual(findGatherings(indexTraces(traces, 60_000), members));
      const found = findGatherings(hour, members);
      expect(found.length).toBeGreaterThan(0);
      expect(found).toEqual(findGatherings(indexTraces(traces, 3_600_000), members));
      const population = populationsOf(traces, 3_600_000, accountBound(traces));
      for (const gathering of found) {
        const first = traces.account.findIndex(
          (who, row) =>
            who === gathering.members[0] &&
            traces.bucket[row] === gathering.bucket &&
            traces.at[row] === gathering.from,
        );
        expect(gathering.population).toBe(population[first]);
      }
    }),
    { numRuns: 30 },
  );
});

test('base rates leave out the rows at public events, and no other row of their buckets', () => {
  const viral = Array.from({ length: 5_001 }, (_, who): Row => [7, who, who]);
  const quiet: Row[] = [
    [7, 10_000_000, 1],
    [7, 10_000_001, 2],
    [9, 0, 1],
  ];
  const traces = tracesOf([...viral, ...quiet]);
  const { rows, activity } = baseRatesOf(traces, 60_000, accountBound(traces));
  expect(rows).toBe(3);
  expect([...activity.subarray(0, 4)]).toEqual([0, 2, 1, 0]);
  expect(baseRatesOf(tracesOf([...viral.slice(1), ...quiet]), 60_000, 5_001).rows).toBe(5_003);
});

test('distinct numbers are counted up to one more than the limit, over and over', () => {
  const counter = new DistinctCounter(20);
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 ** 32 - 1 }), { maxLength: 30 }), (numbers) => {
      counter.clear();
      for (const number of [...numbers, ...numbers]) if (!counter.isFull) counter.add(number);
      expect(counter.count).toBe(Math.min(21, new Set(numbers).size));
    }),
  );
});
