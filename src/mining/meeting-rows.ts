/** Rows made ready for meeting: who stands within reach of whom, and each account's own rows. */
import type { TraceColumns } from './trace-columns.ts';

/** Marks a bucket that belongs to nobody: meetings there never count as repeats. */
export const NO_OWNER = 0xffffffff;

/** Traces with what the pair enumerator needs beside them. Their accounts are numbered anew, in the same order. */
export interface MeetingRows extends TraceColumns {
  /** The account index of each new number. */
  readonly who: Uint32Array;
  /** The new number of each account index, -1 for those without rows. */
  readonly numberOf: Int32Array;
  /** Nats that this row can prove at most; a meeting is worth the lesser of its two rows. */
  readonly worth: Float32Array;
  /** Rows `from[i]` up to, not including, `to[i]` are in row i's bucket and within the window; i is among them. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** Where each row's reach goes to. */
export interface Reach {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

/** For each row the range of rows in its bucket at most `windowMs` away, into `reach`. Two pointers, O(rows). */
export function reachOf(
  traces: Pick<TraceColumns, 'length' | 'bucket' | 'at'>,
  windowMs: number,
  reach: Reach = { from: new Uint32Array(traces.length), to: new Uint32Array(traces.length) },
): Reach {
  const { bucket, at, length } = traces;
  const { from, to } = reach;
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
  return reach;
}

/** Rows of account x are `order[offsets[x]]` up to, not including, `order[offsets[x + 1]]`. */
export interface RowsByAccount {
  readonly offsets: Uint32Array;
  readonly order: Uint32Array;
}

/**
 * Each account's rows in order of bucket and time. Counting sort: O(rows + accounts), 4 bytes a row.
 *
 * @param only by account, 1 for those whose rows are wanted; accounts beyond its end are not. All when absent.
 */
export function rowsByAccount(
  { account, length }: Pick<TraceColumns, 'length' | 'account'>,
  accounts: number,
  only?: Uint8Array,
): RowsByAccount {
  const offsets = new Uint32Array(accounts + 1);
  for (let i = 0; i < length; i++) {
    const x = account[i] as number;
    if (only !== undefined && only[x] !== 1) continue;
    offsets[x + 1] = (offsets[x + 1] as number) + 1;
  }
  for (let x = 0; x < accounts; x++) offsets[x + 1] = (offsets[x + 1] as number) + (offsets[x] as number);
  const cursor = offsets.slice(0, accounts);
  const order = new Uint32Array(offsets[accounts] as number);
  for (let i = 0; i < length; i++) {
    const x = account[i] as number;
    if (only !== undefined && only[x] !== 1) continue;
    const place = cursor[x] as number;
    cursor[x] = place + 1;
    order[place] = i;
  }
  return { offsets, order };
}
