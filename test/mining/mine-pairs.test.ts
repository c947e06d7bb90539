import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgesThatCount, minePairs, NO_OWNER, pairSupport, pairThreshold } from '../../src/mining/index.ts';
import { slowRawPairs, slowSurprise } from './oracle.ts';
import { crowd, edgesOf, type Row, seeded, tracesOf } from './traces.ts';

const minute = 60_000;
/** One row per account and bucket, as likes are. */
const likesArbitrary = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 12 }), fc.nat({ max: 100 })), {
    selector: ([bucket, account]) => `${bucket} ${account}`,
    minLength: 20,
    maxLength: 150,
  })
  .map((rows) => rows.map(([bucket, account, at]): Row => [bucket, at, account]));

/** A group in which every member meets every other within `spreadMs` on each of `targets`. */
function planted(
  first: number,
  size: number,
  targets: readonly number[],
  startMs: number,
  spreadMs: number,
): Row[] {
  return targets.flatMap((target, m) =>
    Array.from({ length: size }, (_, j): Row => {
      return [target, startMs + m * 10 * minute + Math.floor((j * spreadMs) / size), first + j];
    }),
  );
}

/** A quarter of all pairs, with up to 6 nats each. */
function someSupport(rng: () => number, accounts: number) {
  const chosen = Array.from({ length: accounts * accounts }, (_, place) => {
    return { a: Math.floor(place / accounts), b: place % accounts, nats: rng() * 6 };
  }).filter(({ a, b }) => a < b && rng() < 0.25);
  return {
    length: chosen.length,
    a: Uint32Array.from(chosen, ({ a }) => a),
    b: Uint32Array.from(chosen, ({ b }) => b),
    weight: Float64Array.from(chosen, ({ nats }) => nats),
  };
}

describe('mined pairs', () => {
  it('have the surprise of the definition, and every pair at or above the bar is there', () => {
    fc.assert(
      fc.property(likesArbitrary, fc.constantFrom(0.1, 1, 3, 6), (rows, minSurprise) => {
        const traces = tracesOf(rows);
        const { edges } = minePairs(traces, { windowMs: 10, minSurprise });
        const found = new Map(edgesOf(edges).map((edge) => [`${edge.a} ${edge.b}`, edge.surprise]));
        for (const { a, b } of slowRawPairs(traces, 10)) {
          const expected = slowSurprise(traces, a, b, 10);
          const surprise = found.get(`${a} ${b}`);
          if (surprise !== undefined) expect(surprise).toBeCloseTo(expected, 4);
          else expect(expected).toBeLessThan(minSurprise + 1e-4);
          found.delete(`${a} ${b}`);
        }
        expect([...found]).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('keep their surprise when accounts are renamed, however often they come back to a bucket', () => {
    const commentsArbitrary = fc.array(
      fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 100 }), fc.nat({ max: 12 })).map((row): Row => row),
      { minLength: 20, maxLength: 150 },
    );
    fc.assert(
      fc.property(commentsArbitrary, (rows) => {
        const keyed = (list: readonly Row[], name: (who: number) => number) =>
          edgesOf(minePairs(tracesOf(list), { windowMs: 10, minSurprise: 0.5 }).edges)
            .map((e) =>
              [...[name(e.a), name(e.b)].sort((p, q) => p - q), e.meetings, e.surprise.toFixed(6)].join(),
            )
            .sort();
        const turned = rows.map(([bucket, at, account]): Row => [bucket, at, 12 - account]);
        expect(keyed(turned, (who) => 12 - who)).toEqual(keyed(rows, (who) => who));
      }),
    );
  });

  it('of a higher bar are those of a lower bar that reach it', () => {
    const base = crowd(seeded(3), { rows: 20_000, accounts: 500, targets: 400, days: 2 });
    const traces = tracesOf([...base, ...planted(500, 5, [400, 401], 0, 20_000)]);
    const low = edgesOf(minePairs(traces, { windowMs: minute, minSurprise: 1 }).edges);
    const high = edgesOf(minePairs(traces, { windowMs: minute, minSurprise: 4 }).edges);
    expect(high.length).toBeGreaterThan(5);
    expect(high).toEqual(low.filter((edge) => edge.surprise >= 4));
  });

  it('among an honest crowd of busy accounts and popular targets are no more than chance allows', () => {
    let falsePairs = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const traces = tracesOf(crowd(seeded(seed), { rows: 20_000, accounts: 1_000, targets: 500, days: 3 }));
      falsePairs += minePairs(traces, { windowMs: minute, minSurprise: pairThreshold(1_000) }).edges.length;
    }
    // One a run is expected at this threshold.
    expect(falsePairs).toBeLessThanOrEqual(20);
  });

  it('are not hidden by liking what everybody likes', () => {
    const base = crowd(seeded(5), { rows: 20_000, accounts: 1_000, targets: 500, days: 3 });
    const ring = planted(1_000, 5, [500, 501, 502, 503, 504], 0, 20_000);
    const popular = Array.from({ length: 3_000 }, (_, i): Row => [600, i * 10, i % 1_000]);
    const weak = planted(1_000, 5, [600], 0, 20_000);
    const surpriseOf = (rows: readonly Row[]) =>
      edgesOf(minePairs(tracesOf(rows), { windowMs: minute, minSurprise: 5 }).edges).find(
        ({ a, b }) => a === 1_000 && b === 1_001,
      )?.surprise ?? 0;
    const without = surpriseOf([...base, ...popular, ...ring]);
    expect(without).toBeGreaterThan(20);
    // One row more among k costs a little; the meeting in the crowd itself must cost nothing.
    expect(surpriseOf([...base, ...popular, ...ring, ...weak])).toBeGreaterThan(without * 0.8);
  });

  it('on one owner are worth less than on many', () => {
    const base = crowd(seeded(6), { rows: 20_000, accounts: 1_000, targets: 500, days: 3 });
    const traces = tracesOf([...base, ...planted(1_000, 2, [500, 501, 502], 0, 20_000)]);
    const surpriseWith = (owners: readonly number[]) => {
      const family = new Uint32Array(503).fill(NO_OWNER);
      family.set(owners, 500);
      const { edges } = minePairs(traces, { windowMs: minute, minSurprise: 5, family });
      return edgesOf(edges).find(({ a }) => a === 1_000)?.surprise ?? 0;
    };
    const apart = surpriseWith([1, 2, 3]);
    expect(surpriseWith([NO_OWNER, NO_OWNER, NO_OWNER])).toBeCloseTo(apart, 6);
    expect(surpriseWith([7, 7, 7])).toBeCloseTo((apart / 3) * (1 + 1 / 2 + 1 / 3), 6);
    expect(surpriseWith([7, 2, 7])).toBeCloseTo(apart / 3 + (apart / 3) * (1 + 1 / 2), 6);
  });

  it('count at least the meetings asked for', () => {
    const base = crowd(seeded(7), { rows: 20_000, accounts: 1_000, targets: 500, days: 3 });
    const traces = tracesOf([
      ...base,
      ...planted(1_000, 2, [500, 501, 502], 0, 20_000),
      ...planted(1_002, 2, [503, 504], 0, 20_000),
    ]);
    const of = (minMeetings: number) =>
      edgesOf(minePairs(traces, { windowMs: minute, minSurprise: 8, minMeetings }).edges)
        .filter(({ a }) => a >= 1_000)
        .map(({ a, meetings }) => [a, meetings]);
    expect(of(1)).toEqual([
      [1_000, 3],
      [1_002, 2],
    ]);
    expect(of(3)).toEqual([[1_000, 3]]);
  });

  it('are the strongest ones when there are more than fit', () => {
    const traces = tracesOf(crowd(seeded(8), { rows: 20_000, accounts: 500, targets: 400, days: 2 }));
    const all = edgesOf(minePairs(traces, { windowMs: minute, minSurprise: 1 }).edges);
    const { edges, stats } = minePairs(traces, { windowMs: minute, minSurprise: 1, maxEdges: 100 });
    expect(all.length).toBeGreaterThan(200);
    expect(edges.length).toBeLessThanOrEqual(100);
    expect(edges.length).toBeGreaterThan(25);
    expect(edgesOf(edges)).toEqual(all.filter((edge) => edge.surprise >= stats.minSurprise));
  });

  it('need less of their own where something else supports them, but never less than is asked for', () => {
    let supported = 0;
    let alone = 0;
    fc.assert(
      fc.property(fc.nat(1e6), fc.boolean(), (seed, isOwned) => {
        const rng = seeded(seed);
        const traces = tracesOf(crowd(rng, { rows: 4_000, accounts: 120, targets: 200, days: 2 }));
        const family = Uint32Array.from({ length: 200 }, () => Math.floor(rng() * 20));
        const options = { windowMs: 600_000, ...(isOwned ? { family } : {}) };
        const pairs = pairSupport(someSupport(rng, 120), 120);
        const all = minePairs(traces, { ...options, minSurprise: 0.5 }).edges;
        const found = minePairs(traces, { ...options, minSurprise: 3, support: { pairs, minOwn: 0.5 } });
        expect(edgesOf(found.edges)).toEqual(edgesOf(edgesThatCount(all, pairs, 3)));
        const strong = edgesOf(all).filter(({ surprise }) => surprise >= 3).length;
        alone += strong;
        supported += found.edges.length - strong;
      }),
      // A fixed seed: the counts below are of these towns.
      { numRuns: 25, seed: 8 },
    );
    expect(supported).toBeGreaterThan(100);
    expect(alone).toBeGreaterThan(10);
  });

  it('refuse a bar that is no number', () => {
    expect(() => minePairs(tracesOf([]), { windowMs: 1, minSurprise: Number.NaN })).toThrowError(
      /minSurprise/,
    );
  });
});

describe('crowds', () => {
  const base = crowd(seeded(9), { rows: 100_000, accounts: 20_000, targets: 4_000, days: 3 });
  const groups = [50, 100, 500].map((size, g) => ({
    size,
    first: 20_000 + g * 1_000,
    rows: planted(
      20_000 + g * 1_000,
      size,
      [10, 11, 12, 13, 14, 15, 16, 17].map((t) => t + g * 8),
      1e8,
      30_000,
    ),
  }));
  const rng = seeded(10);
  const viral = Array.from(
    { length: 30_000 },
    (_, i): Row => [9_999, 2e8 + Math.floor(rng() * minute), i % 20_000],
  );
  const mine = (rows: readonly Row[]) => minePairs(tracesOf(rows), { windowMs: minute, minSurprise: 12 });

  it('of one viral target cost few pairs and lose nobody of planted groups of 50 to 500', () => {
    const withGroups = [...base, ...groups.flatMap((group) => group.rows)];
    const calm = mine(withGroups);
    const stormy = mine([...withGroups, ...viral]);
    expect(stormy.stats.enumeratedPairs - calm.stats.enumeratedPairs).toBeLessThan(4e6);
    for (const { edges } of [calm, stormy]) {
      for (const { size, first } of groups) {
        let inside = 0;
        for (const { a, b } of edgesOf(edges)) if (a >= first && b < first + size) inside++;
        expect(inside).toBe((size * (size - 1)) / 2);
      }
    }
  });

  it('say what was left out of them, and how far a lower cap thins', () => {
    // An army of 5,000 on 12 targets: every meeting is in a crowd, and all rows are worth something.
    const army = planted(
      30_000,
      5_000,
      Array.from({ length: 12 }, (_, t) => 5_000 + t),
      1e8,
      30_000,
    );
    const traces = tracesOf([
      ...crowd(seeded(11), { rows: 400_000, accounts: 50, targets: 4_000, days: 3 }),
      ...army,
    ]);
    const { edges, stats } = minePairs(traces, {
      windowMs: minute,
      minSurprise: 8,
      maxMeetingPopulation: 500,
    });
    expect(stats.cap).toBe(500);
    expect(stats.skippedBuckets).toBe(12);
    // A tenth of the army stays, the same tenth at each target, so that it meets itself every time.
    const found = new Set(
      edgesOf(edges)
        .flatMap(({ a, b }) => [a, b])
        .filter((who) => who >= 30_000),
    );
    expect(found.size).toBeGreaterThan(400);
    expect(found.size).toBeLessThan(600);
    expect(stats.skippedRows).toBe((5_000 - found.size) * 12);
  });
});
