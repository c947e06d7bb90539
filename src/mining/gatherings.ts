/** Where and when the members of a group met, and who else was there. */
import { type RowsByAccount, rowsByAccount } from './meeting-rows.ts';
import { accountBound, type BaseRates, baseRatesOf, PUBLIC_EVENT, populationsOf } from './populations.ts';
import type { TraceColumns } from './trace-columns.ts';

/** Traces with each account's rows at hand, and what is usual within a window. 4 bytes a row, shared between windows. */
export interface TraceIndex extends BaseRates {
  readonly traces: TraceColumns;
  readonly windowMs: number;
  readonly byAccount: RowsByAccount;
}

/** `other`: an index of the same traces under another window, to share what does not depend on it. */
export function indexTraces(traces: TraceColumns, windowMs: number, other?: TraceIndex): TraceIndex {
  const accounts = accountBound(traces);
  const base = baseRatesOf(traces, populationsOf(traces, windowMs, accounts), accounts);
  const byAccount = other?.byAccount ?? rowsByAccount(traces, accounts);
  // Mostly there are no public events, and the rates are those of the other window.
  const isSame = other !== undefined && base.rows === traces.length && other.rows === traces.length;
  return { traces, windowMs, byAccount, rows: base.rows, activity: (isSame ? other : base).activity };
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
    if (seen.has(traces.account[first] as number)) continue;
    const present = new Map<number, number>();
    let to = from;
    for (let j = i; j < rows.length; j++) {
      const row = rows[j] as number;
      const time = traces.at[row] as number;
      if ((traces.bucket[row] as number) !== bucket || time - from > windowMs) break;
      const who = traces.account[row] as number;
      if (seen.has(who) || present.has(who)) continue;
      present.set(who, time);
      to = time;
    }
    if (present.size < 2) continue;
    for (const who of present.keys()) seen.add(who);
    const population = populationAround(traces, first, windowMs);
    if (population > PUBLIC_EVENT) continue;
    found.push({ bucket, from, to, members: [...present.keys()], times: [...present.values()], population });
  }
  return found;
}

function rowsOfMembers(index: TraceIndex, members: Iterable<number>): Uint32Array {
  const { offsets, order } = index.byAccount;
  const rows: number[] = [];
  for (const member of new Set(members)) {
    const end = offsets[member + 1] ?? 0;
    for (let i = offsets[member] ?? end; i < end; i++) rows.push(order[i] as number);
  }
  return Uint32Array.from(rows).sort();
}

function populationAround(traces: TraceColumns, row: number, windowMs: number): number {
  const bucket = traces.bucket[row] as number;
  const time = traces.at[row] as number;
  const near = (other: number) =>
    traces.bucket[other] === bucket && Math.abs((traces.at[other] as number) - time) <= windowMs;
  const there = new Set<number>();
  for (let other = row; other >= 0 && near(other) && there.size <= PUBLIC_EVENT; other--)
    there.add(traces.account[other] as number);
  for (let other = row; other < traces.length && near(other) && there.size <= PUBLIC_EVENT; other++)
    there.add(traces.account[other] as number);
  return there.size;
}
