/** Rows made ready for meeting: who stands within reach of whom, and each account's own rows. */
import type { TraceColumns } from './trace-columns.ts';

/** Marks a bucket that belongs to nobody: meetings there never count as repeats. */
export const NO_OWNER = 0xffffffff;

/** Traces with what the pair enumerator needs beside them. */
export interface MeetingRows extends TraceColumns {
  /** Nats that this row can prove at most; a meeting is worth the lesser of its two rows. */
  readonly worth: Float32Array;
  /** Rows `from[i]` up to, not including, `to[i]` are in row i's bucket and within the window; i is among them. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** For each row the range of rows in its bucket at most `windowMs` away. Two pointers, O(rows). */
export function reachOf(
  traces: Pick<TraceColumns, 'length' | 'bucket' | 'at'>,
  windowMs: number,
): { readonly from: Uint32Array; readonly to: Uint32Array } {
  const { bucket, at, length } = traces;
  const from = new Uint32Array(length);
  const to = new Uint32Array(length);
  let low = 0;
  let high = 0;
  for (let row = 0; row < length; row++) {
    const here = bucket[row] as number;
    const time = at[row] as number;
    if (high < row) high = row;
    while ((bucket[low] as number) !== here || time - (at[low] as number) > windowMs) low++;
    while (high < length && (bucket[high] as number) === here && (at[high] as number) - time <= windowMs)
      high++;
    from[row] = low;
    to[row] = high;
  }
  return { from, to };
}

/** Rows of account x are `order[offsets[x]]` up to, not including, `order[offsets[x + 1]]`. */
export interface RowsByAccount {
  readonly offsets: Uint32Array;
  readonly order: Uint32Array;
}

/**
 * Each account's rows in order of bucket and time; with `family` (bucket to owner) in order of owner first.
 * Counting sorts: O(rows + accounts + owners), 4 bytes a row (8 for a moment with `family`).
 */
export function rowsByAccount(
  traces: TraceColumns,
  accounts: number,
  family: Uint32Array | null = null,
): RowsByAccount {
  const { account, length } = traces;
  const offsets = new Uint32Array(accounts + 1);
  for (let i = 0; i < length; i++) {
    const next = (account[i] as number) + 1;
    offsets[next] = (offsets[next] as number) + 1;
  }
  for (let x = 0; x < accounts; x++) offsets[x + 1] = (offsets[x + 1] as number) + (offsets[x] as number);
  const cursor = offsets.slice(0, accounts);
  const order = new Uint32Array(length);
  const byOwner = family === null ? null : rowsByOwner(traces, family);
  for (let i = 0; i < length; i++) {
    const row = byOwner === null ? i : (byOwner[i] as number);
    const x = account[row] as number;
    const place = cursor[x] as number;
    cursor[x] = place + 1;
    order[place] = row;
  }
  return { offsets, order };
}

function rowsByOwner(traces: TraceColumns, family: Uint32Array): Uint32Array {
  const { bucket, length } = traces;
  let owners = 0;
  for (const owner of family) if (owner !== NO_OWNER && owner >= owners) owners = owner + 1;
  // The unowned come last.
  const cursor = new Uint32Array(owners + 2);
  for (let i = 0; i < length; i++) {
    const slot = Math.min(family[bucket[i] as number] ?? NO_OWNER, owners) + 1;
    cursor[slot] = (cursor[slot] as number) + 1;
  }
  for (let o = 0; o <= owners; o++) cursor[o + 1] = (cursor[o + 1] as number) + (cursor[o] as number);
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    const slot = Math.min(family[bucket[i] as number] ?? NO_OWNER, owners);
    const place = cursor[slot] as number;
    cursor[slot] = place + 1;
    order[place] = i;
  }
  return order;
}
