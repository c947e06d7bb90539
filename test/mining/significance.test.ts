import { describe, expect, it } from 'vitest';
import {
  findGatherings,
  groupSignificance,
  indexTraces,
  minePairs,
  PUBLIC_EVENT,
  pairThreshold,
  type TraceColumns,
} from '../../src/mining/index.ts';
import { crowd, edgesOf, type Row, seeded, tracesOf } from './traces.ts';

const windowMs = 60_000;

/** What an honest search would pick: components of the mined pairs, each pair, and each account with its partners. */
function candidates(traces: TraceColumns, minSurprise: number): number[][] {
  const partners = new Map<number, Set<number>>();
  const groups: number[][] = [];
  for (const { a, b } of edgesOf(minePairs(traces, { windowMs, minSurprise }).edges)) {
    groups.push([a, b]);
    partners.set(a, (partners.get(a) ?? new Set()).add(b));
    partners.set(b, (partners.get(b) ?? new Set()).add(a));
  }
  const seen = new Set<number>();
  for (const [account, others] of partners) {
    groups.push([account, ...others]);
    const component: number[] = [];
    const open = [account];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      component.push(next);
      open.push(...(partners.get(next) ?? []));
    }
    if (component.length > 1) groups.push(component);
  }
  return groups;
}

function best(traces: TraceColumns, accounts: number, minSurprise: number) {
  const index = indexTraces(traces, windowMs);
  let winner = { nats: Number.NEGATIVE_INFINITY, members: [] as number[] };
  for (const members of candidates(traces, minSurprise)) {
    const gatherings = findGatherings(index, members);
    const activities = members.map((member) => index.activity[member] as number);
    const { nats } = groupSignificance({ gatherings, activities, rows: traces.length, accounts });
    if (nats > winner.nats) winner = { nats, members };
  }
  return winner;
}

describe('the significance of a group', () => {
  it.each([
    { rows: 3_000, accounts: 300, targets: 200, days: 2 },
    { rows: 10_000, accounts: 1_000, targets: 500, days: 3 },
    { rows: 30_000, accounts: 3_000, targets: 3_000, days: 7 },
  ])('is nothing in honest crowds and clear for a planted five: %o', (knobs) => {
    let searched = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const rng = seeded(seed);
      const base = crowd(rng, knobs);
      const honest = best(tracesOf(base), knobs.accounts, 4);
      expect(honest.nats).toBeLessThan(0);
      searched += honest.members.length;

      const five: Row[] = [];
      for (let meeting = 0; meeting < 6; meeting++) {
        const target = Math.floor(knobs.targets * rng());
        const start = Math.floor(rng() * knobs.days * 86_400_000);
        for (let j = 0; j < 5; j++)
          five.push([target, start + Math.floor(rng() * 40_000), knobs.accounts + j]);
      }
      const found = best(tracesOf([...base, ...five]), knobs.accounts + 5, 8);
      expect(found.nats).toBeGreaterThan(10);
      expect(found.members.filter((member) => member >= knobs.accounts).length).toBe(5);
    }
    // The honest crowds did offer groups to choose from.
    expect(searched).toBeGreaterThan(20);
  });

  it('rises with every gathering and falls with the accounts to choose from', () => {
    const significance = (meetings: number, accounts: number) =>
      groupSignificance({
        gatherings: Array.from({ length: meetings }, () => ({ members: [0, 1, 2, 3], population: 6 })),
        activities: [12, 12, 12, 12],
        rows: 100_000,
        accounts,
      }).nats;
    for (let meetings = 1; meetings < 10; meetings++) {
      expect(significance(meetings + 1, 5_000)).toBeGreaterThan(significance(meetings, 5_000));
    }
    expect(significance(5, 50_000)).toBeLessThan(significance(5, 5_000));
  });

  it('is not lowered by gatherings in crowds', () => {
    const rare = Array.from({ length: 5 }, () => ({ members: [0, 1, 2], population: 5 }));
    const crowded = Array.from({ length: 50 }, () => ({ members: [0, 1], population: 2_000 }));
    const input = { activities: [80, 80, 80], rows: 1_000_000, accounts: 5_000 };
    const alone = groupSignificance({ ...input, gatherings: rare });
    expect(groupSignificance({ ...input, gatherings: [...crowded, ...rare] })).toEqual(alone);
  });

  it('of two is the evidence less the price of the pair, its size and its rows', () => {
    const gatherings = [1, 2, 3].map(() => ({ members: [0, 1], population: 4 }));
    const { nats } = groupSignificance({ gatherings, activities: [5, 5], rows: 50_000, accounts: 1_000 });
    const evidence = 3 * Math.log(50_000 / (2 * 5 * 4));
    expect(nats).toBeCloseTo(evidence - pairThreshold(1_000) - Math.log(2) - Math.log(10), 6);
  });
});

describe('gatherings', () => {
  it('count a member once in a bucket, and everyone around', () => {
    const index = indexTraces(
      tracesOf([
        [3, 0, 1],
        [3, 10_000, 2],
        [3, 20_000, 9],
        [3, 70_000, 1],
        [3, 75_000, 2],
        [4, 0, 1],
        [4, 60_001, 2],
      ]),
      windowMs,
    );
    expect(findGatherings(index, [2, 1, 7])).toEqual([
      { bucket: 3, from: 0, to: 10_000, members: [1, 2], times: [0, 10_000], population: 3 },
    ]);
  });

  it('at a public event prove nothing and do not change what others are worth', () => {
    const quiet: Row[] = [
      [1, 0, 1],
      [1, 10_000, 2],
      [2, 0, 1],
      [2, 10_000, 2],
    ];
    const viral = Array.from({ length: PUBLIC_EVENT + 1 }, (_, who): Row => [9, who, who]);
    const alone = indexTraces(tracesOf(quiet), windowMs);
    const beside = indexTraces(tracesOf([...quiet, ...viral]), windowMs);
    expect(beside.rows).toBe(alone.rows);
    expect(beside.activity.slice(0, 3)).toEqual(alone.activity);
    expect(findGatherings(beside, [1, 2])).toEqual(findGatherings(alone, [1, 2]));
  });
});
