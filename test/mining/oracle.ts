/** Slow and obvious versions of the miner, for comparison: every two rows, every subset. */
import type { TraceColumns } from '../../src/mining/index.ts';
import type { Edge } from './traces.ts';

/** All pairs that met, from all pairs of rows. */
export function slowRawPairs(traces: TraceColumns, windowMs: number): Omit<Edge, 'surprise'>[] {
  const meetings = new Map<string, Map<number, number>>();
  for (let i = 0; i < traces.length; i++) {
    for (let j = 0; j < traces.length; j++) {
      const [a, b] = [traces.account[i] as number, traces.account[j] as number];
      const [then, now] = [traces.at[i] as number, traces.at[j] as number];
      if (a >= b || traces.bucket[i] !== traces.bucket[j] || Math.abs(then - now) > windowMs) continue;
      const pair = meetings.get(`${a} ${b}`) ?? new Map<number, number>();
      meetings.set(`${a} ${b}`, pair);
      const bucket = traces.bucket[i] as number;
      pair.set(bucket, Math.min(pair.get(bucket) ?? Infinity, then, now));
    }
  }
  return [...meetings]
    .map(([key, pair]) => {
      const [a, b] = key.split(' ').map(Number) as [number, number];
      const times = [...pair.values()];
      return { a, b, meetings: pair.size, firstAt: Math.min(...times), lastAt: Math.max(...times) };
    })
    .sort((p, q) => p.a - q.a || p.b - q.b);
}

/**
 * The surprise of two accounts, straight from its definition, for traces in which each account leaves at most one row in
 * a bucket. Meetings that prove nothing are no meetings.
 */
export function slowSurprise(traces: TraceColumns, x: number, y: number, windowMs: number): number {
  const rowsOf = (who: number) => {
    const rows: number[] = [];
    for (let i = 0; i < traces.length; i++) if (traces.account[i] === who) rows.push(i);
    return rows;
  };
  const near = (i: number, j: number) =>
    traces.bucket[i] === traces.bucket[j] &&
    Math.abs((traces.at[i] as number) - (traces.at[j] as number)) <= windowMs;
  const population = (row: number) => {
    const there = new Set<number>();
    for (let i = 0; i < traces.length; i++) if (near(row, i)) there.add(traces.account[i] as number);
    return there.size;
  };
  const [mine, theirs] = [rowsOf(x), rowsOf(y)];
  const worths: number[] = [];
  for (const i of mine) {
    for (const j of theirs) {
      if (!near(i, j)) continue;
      const crowding = Math.max(mine.length * population(i), theirs.length * population(j));
      const worth = Math.log(traces.length / (2 * crowding));
      if (worth > 0) worths.push(worth);
    }
  }
  worths.sort((p, q) => q - p);
  const k = Math.min(mine.length, theirs.length);
  const ways = (j: number): number => (j === 0 ? 1 : (ways(j - 1) * (k - j + 1)) / j);
  const sumOfBest = (j: number) => worths.slice(0, j).reduce((sum, worth) => sum + worth, 0);
  return Math.max(0, ...worths.map((_, j) => sumOfBest(j + 1) - Math.log(ways(j + 1))));
}
