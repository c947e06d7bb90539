/** How busy each account is, and how crowded it was around each row: the two base rates of a meeting. */
// Not from the room's face: a mining thread starts twice as fast without the schemas.
import { AppError } from '../contract/errors.ts';
import type { TraceColumns } from './trace-columns.ts';

/** Throws `internal` when the rows are not sorted by (bucket, at). O(rows). */
export function requireSorted(traces: TraceColumns): void {
  const { bucket, at, length } = traces;
  for (let row = 1; row < length; row++) {
    const step = (bucket[row] as number) - (bucket[row - 1] as number);
    if (step > 0 || (step === 0 && (at[row] as number) >= (at[row - 1] as number))) continue;
    throw new AppError('internal', `mining/traces: not sorted by (bucket, at), at row ${row}`, {
      fix: 'Sort the traces by (bucket, at, account) before mining them.',
    });
  }
}

/** One more than the greatest account index in the traces; 0 when there are none. O(rows). */
export function accountBound(traces: TraceColumns): number {
  let top = -1;
  for (let i = 0; i < traces.length; i++) {
    const account = traces.account[i] as number;
    if (account > top) top = account;
  }
  return top + 1;
}

/** Larger crowds within a window are a public event: to have been there says nothing of anybody. */
export const PUBLIC_EVENT = 5_000;

/** What is usual: all rows, and each account's, but for those at public events. */
export interface BaseRates {
  /** M. */
  readonly rows: number;
  /** k, per account. */
  readonly activity: Uint32Array;
}

/**
 * The base rates of meetings. Rows in crowds of more than `PUBLIC_EVENT` count neither in M nor in k: one viral post
 * would change what every other meeting is worth, as it makes all activity look larger. O(rows).
 */
export function baseRatesOf(traces: TraceColumns, windowMs: number, accounts: number): BaseRates {
  const { bucket, account, length } = traces;
  const activity = new Uint32Array(accounts);
  let crowded: Uint32Array | undefined;
  let rows = 0;
  for (let start = 0; start < length; ) {
    const here = bucket[start] as number;
    let end = start + 1;
    while (end < length && (bucket[end] as number) === here) end++;
    const mayBePublic = end - start > PUBLIC_EVENT;
    if (mayBePublic) crowded ??= populationsOf(traces, windowMs, accounts, PUBLIC_EVENT + 1);
    for (let row = start; row < end; row++) {
      if (mayBePublic && ((crowded as Uint32Array)[row] as number) > PUBLIC_EVENT) continue;
      const x = account[row] as number;
      activity[x] = (activity[x] as number) + 1;
      rows++;
    }
    start = end;
  }
  return { rows, activity };
}

/**
 * For each row: how many distinct accounts left a trace in the same bucket at most `windowMs` before or after it,
 * the row's own account included. Repeats by one account count once, so nobody can crowd a bucket alone.
 * Two pointers, O(rows).
 *
 * @param leastRows rows in buckets of fewer are not looked at, and get a 1.
 */
export function populationsOf(
  traces: TraceColumns,
  windowMs: number,
  accounts: number,
  leastRows = 2,
): Uint32Array {
  const { bucket, at, account, length } = traces;
  const population = new Uint32Array(length);
  const present = new Uint32Array(accounts);
  let start = 0;
  while (start < length) {
    const here = bucket[start] as number;
    let end = start + 1;
    while (end < length && (bucket[end] as number) === here) end++;
    if (end - start < leastRows) population.fill(1, start, end);
    else countAround({ at, account, population, present }, start, end, windowMs);
    start = end;
  }
  return population;
}

interface Scratch {
  readonly at: Float64Array;
  readonly account: Uint32Array;
  readonly population: Uint32Array;
  /** Rows per account inside the window; all zero between buckets. */
  readonly present: Uint32Array;
}

function countAround(scratch: Scratch, start: number, end: number, windowMs: number): void {
  const { at, account, population, present } = scratch;
  let low = start;
  let high = start;
  let distinct = 0;
  for (let row = start; row < end; row++) {
    const time = at[row] as number;
    while (high < end && (at[high] as number) - time <= windowMs) {
      const who = account[high++] as number;
      const before = present[who] as number;
      if (before === 0) distinct++;
      present[who] = before + 1;
    }
    while (time - (at[low] as number) > windowMs) {
      const who = account[low++] as number;
      const left = (present[who] as number) - 1;
      if (left === 0) distinct--;
      present[who] = left;
    }
    population[row] = distinct;
  }
  for (; low < high; low++) present[account[low] as number] = 0;
}
