import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rhythm } from '../../src/redteam/clock.ts';
import { createIdMaker, isoTime } from '../../src/redteam/ids.ts';
import {
  createRng,
  createWeightedPicker,
  normal,
  pareto,
  poisson,
  sample,
  shuffle,
  upperBound,
} from '../../src/redteam/rng.ts';

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the generator', () => {
  test('one seed gives one sequence, close seeds give unrelated ones', () => {
    const first = createRng(1);
    const sequence = draws(20, () => first.next());
    const again = createRng(1);
    expect(draws(20, () => again.next())).toEqual(sequence);
    for (const seed of [2, 2 ** 32 + 1, 2 ** 40 + 1]) {
      const other = createRng(seed);
      expect(
        draws(20, () => other.next()).filter((value, i) => Math.abs(value - (sequence[i] ?? 0)) < 1e-4),
      ).toEqual([]);
    }
  });

  test('a fork does not depend on how much was drawn before, nor on other forks', () => {
    const fresh = createRng(9).fork('a');
    const used = createRng(9);
    draws(100, () => used.next());
    used.fork('b').next();
    expect(used.fork('a').next()).toBe(fresh.next());
    expect(createRng(9).fork('b').next()).not.toBe(createRng(9).fork('a').next());
    expect(createRng(9).fork('a').fork('b').next()).not.toBe(createRng(9).fork('b').fork('a').next());
  });

  test('values are uniform: 256 cells by chi-square', () => {
    const rng = createRng(11);
    const cells = new Array<number>(256).fill(0);
    for (let i = 0; i < 256_000; i++) {
      const cell = rng.int(256);
      cells[cell] = (cells[cell] as number) + 1;
    }
    const chiSquare = cells.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    // 255 degrees of freedom: mean 255, standard deviation 22.6; five of them to each side.
    expect(chiSquare).toBeGreaterThan(142);
    expect(chiSquare).toBeLessThan(368);
  });
});

describe('the draws', () => {
  test('normal, Poisson and Pareto have their moments', () => {
    const rng = createRng(5);
    const normals = draws(50_000, () => normal(rng));
    expect(Math.abs(mean(normals))).toBeLessThan(0.03);
    expect(Math.abs(mean(normals.map((x) => x * x)) - 1)).toBeLessThan(0.04);
    for (const expected of [0.3, 4, 80])
      expect(Math.abs(mean(draws(20_000, () => poisson(rng, expected))) / expected - 1)).toBeLessThan(0.05);
    const tail = draws(50_000, () => pareto(rng, 1.5)).filter((x) => x > 4).length / 50_000;
    expect(Math.abs(tail - 4 ** -1.5)).toBeLessThan(0.01);
  });

  test('a weighted picker draws in proportion and never what weighs nothing', () => {
    const rng = createRng(6);
    const picker = createWeightedPicker([0, 1, 0, 3, 0]);
    const drawn = draws(8000, () => picker(rng));
    expect(new Set(drawn)).toEqual(new Set([1, 3]));
    expect(Math.abs(mean(drawn.map((i) => (i === 3 ? 1 : 0))) - 0.75)).toBeLessThan(0.03);
  });

  test('upperBound is the first greater value, as a scan finds it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 })),
        fc.integer({ min: -1, max: 51 }),
        (values, value) => {
          const sorted = values.toSorted((a, b) => a - b);
          const scan = sorted.findIndex((x) => x > value);
          expect(upperBound(sorted, value)).toBe(scan < 0 ? sorted.length : scan);
        },
      ),
    );
  });

  test('a shuffle is a permutation, a sample has no repeats, and neither touches its input', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.nat(30), fc.nat(), (items, count, seed) => {
        const before = [...items];
        const shuffled = shuffle(createRng(seed), items);
        expect(shuffled.toSorted()).toEqual(before.toSorted());
        const drawn = sample(createRng(seed), items, count);
        expect(drawn).toHaveLength(Math.min(count, items.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(items).toEqual(before);
      }),
    );
  });
});

describe('ids and times', () => {
  test('200,000 ids of two kinds are all different and look alike', () => {
    const [a, b] = [createIdMaker('x', 'account'), createIdMaker('y', 'account')];
    const ids = new Set<string>();
    for (let i = 0; i < 100_000; i++) ids.add(a(i)).add(b(i));
    expect(ids.size).toBe(200_000);
    expect([...ids].filter((id) => !/^[0-9a-f]{16}$/.test(id))).toEqual([]);
  });

  test('times are written as toISOString writes them', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2099, 0) }), (at) => {
        expect(isoTime(at)).toBe(new Date(at).toISOString());
      }),
    );
  });

  test('the city sleeps at local four and is busiest in the evening', () => {
    const at = (hour: number): number => rhythm(Date.UTC(2026, 4, 6, hour) - 8 * 3_600_000);
    expect(at(4)).toBeLessThan(at(12) / 5);
    expect(at(21)).toBeGreaterThan(at(15));
  });
});
