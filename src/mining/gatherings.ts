/** Where and when the members of a group met, and who else was there. */
import { DistinctCounter } from './distinct-counter.ts';
import { type RowsByAccount, rowsByAccount } from './meeting-rows.ts';
import { accountBound, type BaseRates, baseRatesOf, PUBLIC_EVENT } from './populations.ts';
import type { TraceColumns } from './trace-columns.ts';

/** Traces with their accounts' rows at hand, and what is usual within a window. */
export interface TraceIndex extends BaseRates {
  readonly traces: TraceColumns;
  readonly windowMs: number;
  readonly byAccount: RowsByAccount;
  /** Reused by one look-up after the other. */
  readonly counter: DistinctCounter;
}

export interface IndexOptions {
  /** By account, 1 for those who will be looked up; all when absent. Saves memory: 4 bytes a row of theirs. */
  readonly only?: Uint8Array;
  /** An index of the same traces and accounts under another window, to share what does not depend on it. */
  readonly other?: TraceIndex | undefined;
}

/** O(rows + accounts). */
export function indexTraces(
  traces: TraceColumns,
  windowMs: number,
  { only, other }: IndexOptions = {},
): TraceIndex {
  const accounts = accountBound(traces);
  const base = baseRatesOf(traces, windowMs, accounts);
  // Mostly there are no public events, and the rates are those of the other window.
  const isSame = other !== undefined && base.rows === traces.length && other.rows === traces.length;
  return {
    traces,
    windowMs,
    byAccount: other?.byAccount ?? rowsByAccount(traces, accounts, only),
    counter: other?.counter ?? new DistinctCounter(PUBLIC_EVENT),
    rows: base.rows,
    activity: (isSame ? other : base).activity,
  };
}

/** Some members in one bucket within one window. */
export interface Gathering {
  readonly bucket: number;
  /** Epoch milliseconds of the first and the last member's row. */
  readonly from: number;
  readonly to: number;
  /** Distinct members, in order of arrival; at least 2. */
  readonly members: readonly number[];
  /** When each of them left the trace, epoch milliseconds. */
  readonly times: readonly number[];
  /** Distinct accounts in the bucket at most a window away from the first member's row, members included. */
  readonly population: number;
}

/**
 * The gatherings of a group, in order of bucket and time: from a member's first row on, all members within the window.
 * Those at public events (more than `PUBLIC_EVENT` accounts) are left out, as they prove nothing.
 * A member counts once in a bucket, as a talk of two in one thread is one meeting however long it lasts.
 * O(rows of the members · log + populations).
 */
export function findGatherings(index: TraceIndex, members: Iterable<number>): Gathering[] {
  const { traces, windowMs } = index;
  const rows = rowsOfMembers(index, members);
  const found: Gathering[] = [];
  const seen = new Set<number>();
  let bucket = -1;
  for (let i = 0; i < rows.length; i++) {
    const first = rows[i] as number;
    if ((traces.bucket[first] as number) !== bucket) seen.clear();
    bucket = traces.bucket[first] as number;
    const from = traces.at[first] as number;
    const next = rows[i + 1];
    if (next === undefined || !isNear(traces, first, next, windowMs)) continue;
    if (seen.has(traces.account[first] as number)) continue;
    const present = new Map<number, number>();
    let to = from;
    for (let j = i; j < rows.length; j++) {
      const row = rows[j] as number;
      const time = traces.at[row] as number;
      if (!isNear(traces, first, row, windowMs)) break;
      const who = traces.account[row] as number;
      if (seen.has(who) || present.has(who)) continue;
      present.set(who, time);
      to = time;
    }
    if (present.size < 2) continue;
    for (const who of present.keys()) seen.add(who);
    const population = populationAround(index, first);
    if (population > PUBLIC_EVENT) continue;
    found.push({ bucket, from, to, members: [...present.keys()], times: [...present.values()], population });
  }
  return found;
}

function rowsOfMembers(
  { byAccount: { offsets, order } }: TraceIndex,
  members: Iterable<number>,
): Uint32Array {
  const distinct = new Set(members);
  let length = 0;
  for (const member of distinct) length += Math.max(0, (offsets[member + 1] ?? 0) - (offsets[member] ?? 0));
  const rows = new Uint32Array(length);
  let next = 0;
  for (const member of distinct) {
    const end = offsets[member + 1] ?? 0;
    for (let i = offsets[member] ?? end; i < end; i++) rows[next++] = order[i] as number;
  }
  return rows.sort();
}

/** The accounts around a row; one more than `PUBLIC_EVENT` stands for any larger crowd. */
function populationAround({ traces, windowMs, counter }: TraceIndex, row: number): number {
  counter.clear();
  const { account, length } = traces;
  for (let other = row; other >= 0 && isNear(traces, row, other, windowMs) && !counter.isFull; other--)
    counter.add(account[other] as number);
  for (
    let other = row + 1;
    other < length && isNear(traces, row, other, windowMs) && !counter.isFull;
    other++
  )
    counter.add(account[other] as number);
  return counter.count;
}

function isNear({ bucket, at }: TraceColumns, row: number, other: number, windowMs: number): boolean {
  return bucket[other] === bucket[row] && Math.abs((at[other] as number) - (at[row] as number)) <= windowMs;
}
