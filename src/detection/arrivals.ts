/** How a group comes to what its members act on: within one minute, or at their own times as people do. */
import type { IndexedTraces } from './read-traces.ts';

/** What a script, or a person told of something, is there within. */
export const FAST_MS = 60_000;
/** People who are told of something at once are within a minute of each other two times in three at most. */
const PEOPLE_TOGETHER = 2 / 3;
/** With fewer others, how people come there is not known. */
const MIN_OTHERS = 30;

/** Visits to some targets; an account visits a target once, when it first acts on it. */
export interface Arrivals {
  readonly targets: number;
  readonly visits: number;
  /** Of the visits, those within the minute of each target in which most members came. */
  readonly together: number;
  /** Visits of others, and those within the same minutes. */
  readonly others: number;
  readonly othersThen: number;
}

/** Counts visits of the group `own` and of others. O(rows of the buckets · log). */
export function arrivalsAt(
  buckets: Iterable<number>,
  { columns, kind: { windowMs } }: Pick<IndexedTraces, 'columns' | 'kind'>,
  own: ReadonlySet<number>,
): Arrivals {
  const sum = { targets: 0, visits: 0, together: 0, others: 0, othersThen: 0 };
  for (const bucket of buckets) {
    const members: number[] = [];
    const others: number[] = [];
    const seen = new Set<number>();
    for (
      let row = firstRow(columns, bucket);
      row < columns.length && columns.bucket[row] === bucket;
      row += 1
    ) {
      const who = columns.account[row] as number;
      if (seen.has(who)) continue;
      seen.add(who);
      (own.has(who) ? members : others).push(columns.at[row] as number);
    }
    const { from, count } = fullestWindow(members, windowMs);
    sum.targets += 1;
    sum.visits += members.length;
    sum.together += count;
    sum.others += others.length;
    sum.othersThen += others.filter((at) => at >= from && at <= from + windowMs).length;
  }
  return sum;
}

/**
 * Nats that visits show beyond people who chose the same targets: visits · KL(share together ‖ that of people), a
 * Chernoff bound, the first visit of each target left out. People are together two times in three at most; where 30 others
 * were seen there, as often as they came in those minutes, if that is more. The targets must not have been chosen by times. O(1).
 */
export function natsBeyondPeople({ targets, visits, together, others, othersThen }: Arrivals): number {
  if (visits === 0) return 0;
  const share = together / visits;
  const people = Math.max(PEOPLE_TOGETHER, others >= MIN_OTHERS ? (othersThen + 1) / (others + 2) : 0);
  if (share <= people) return 0;
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - people)) : 0;
  return (visits - targets) * (share * Math.log(share / people) + rest);
}

/** The first row of a bucket; rows are in order of buckets. O(log rows). */
export function firstRow({ bucket: buckets, length }: IndexedTraces['columns'], bucket: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle] as number) < bucket) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the window of most times begins, the first of equal ones. Times ascend. */
function fullestWindow(
  times: readonly number[],
  windowMs: number,
): { readonly from: number; readonly count: number } {
  let best = { from: Number.NaN, count: 0 };
  for (let first = 0, end = 0; first < times.length; first += 1) {
    const from = times[first] as number;
    while (end < times.length && (times[end] as number) - from <= windowMs) end += 1;
    if (end - first > best.count) best = { from, count: end - first };
  }
  return best;
}
