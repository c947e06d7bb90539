/** Rows of a trace, sorted into buckets. */
import { NONE } from './facts.ts';

/** Rows of one kind in order of (bucket, at, account), exact repeats left out. Columns stand in shared memory, for mining threads. */
export interface TraceRows {
  readonly length: number;
  /** Dense numbers, non-decreasing. */
  readonly bucket: Uint32Array;
  /** Epoch milliseconds; 0 throughout where time means nothing. */
  readonly at: Float64Array;
  readonly account: Uint32Array;
  /** The key of each bucket, for looking its name up. */
  readonly bucketKeys: BigUint64Array;
  /** The account that each bucket belongs to, `NONE` where it is not known; null for kinds whose buckets have none. */
  readonly owners: Uint32Array | null;
}

export const sharedUint32 = (length: number) => new Uint32Array(new SharedArrayBuffer(4 * length));
export const sharedFloat64 = (length: number) => new Float64Array(new SharedArrayBuffer(8 * length));

/** Rows by value: those of value v are `rows[start[v]] … rows[start[v + 1] − 1]`, in the order in which they came. */
export interface GroupedRows {
  readonly start: Uint32Array;
  readonly rows: Uint32Array;
}

/** Groups rows (all of them by default) by a column of numbers below `values`; those with `NONE` are left out. O(rows + values). */
export function groupRows(of: Uint32Array, values: number, rows?: Uint32Array): GroupedRows {
  const start = new Uint32Array(values + 1);
  const count = rows?.length ?? of.length;
  for (let i = 0; i < count; i++) {
    const value = of[rows === undefined ? i : (rows[i] as number)] as number;
    if (value !== NONE) start[value + 1] = (start[value + 1] as number) + 1;
  }
  for (let value = 0; value < values; value++)
    start[value + 1] = (start[value + 1] as number) + (start[value] as number);
  const grouped = new Uint32Array(start[values] as number);
  const next = start.slice(0, values);
  for (let i = 0; i < count; i++) {
    const row = rows === undefined ? i : (rows[i] as number);
    const value = of[row] as number;
    if (value === NONE) continue;
    const place = next[value] as number;
    grouped[place] = row;
    next[value] = place + 1;
  }
  return { start, rows: grouped };
}

export interface BucketInput {
  /** The bucket's value of each row, `NONE` for rows that leave no trace. */
  readonly of: Uint32Array;
  readonly keys: BigUint64Array;
  /** Of each row, which must come in order of (at, account). */
  readonly at: Float64Array;
  readonly account: Uint32Array;
  /** The rows to take, ascending; all by default. */
  readonly rows?: Uint32Array;
  /** Whose each row's bucket is said to be: an author's number or `NONE`, and each author's account. */
  readonly owners?: { readonly of: Uint32Array; readonly account: Uint32Array };
}

/** Sorts rows into buckets. The owner that the first row with one names holds for the whole bucket. O(rows + values). */
export function bucketRows({ of, keys, at, account, rows, owners }: BucketInput): TraceRows {
  const grouped = groupRows(of, keys.length, rows);
  const count = grouped.rows.length;
  const columns = { bucket: sharedUint32(count), at: sharedFloat64(count), account: sharedUint32(count) };
  const bucketKeys = new BigUint64Array(keys.length);
  const bucketOwners = new Uint32Array(owners === undefined ? 0 : keys.length);
  let buckets = 0;
  let length = 0;
  for (let value = 0; value < keys.length; value++) {
    const from = grouped.start[value] as number;
    const to = grouped.start[value + 1] as number;
    if (from === to) continue;
    let lastAt = Number.NaN;
    let lastAccount = NONE;
    for (let i = from; i < to; i++) {
      const row = grouped.rows[i] as number;
      const time = at[row] as number;
      const who = account[row] as number;
      if (time === lastAt && who === lastAccount) continue;
      lastAt = time;
      lastAccount = who;
      columns.bucket[length] = buckets;
      columns.at[length] = time;
      columns.account[length] = who;
      length++;
    }
    bucketKeys[buckets] = keys[value] as bigint;
    if (owners !== undefined) {
      const first = firstOwner(grouped.rows.subarray(from, to), owners.of, { at, account });
      bucketOwners[buckets] = first === NONE ? NONE : (owners.account[first] as number);
    }
    buckets++;
  }
  return {
    length,
    bucket: columns.bucket.subarray(0, length),
    at: columns.at.subarray(0, length),
    account: columns.account.subarray(0, length),
    bucketKeys: bucketKeys.slice(0, buckets),
    owners: owners === undefined ? null : bucketOwners.slice(0, buckets),
  };
}

/** The first owner in order of (at, account, owner): rows that differ in nothing else come in any order. */
function firstOwner(
  rows: Uint32Array,
  of: Uint32Array,
  { at, account }: { readonly at: Float64Array; readonly account: Uint32Array },
): number {
  let place = 0;
  while (place < rows.length && of[rows[place] as number] === NONE) place++;
  if (place === rows.length) return NONE;
  const first = rows[place] as number;
  let owner = of[first] as number;
  for (; place < rows.length; place++) {
    const row = rows[place] as number;
    if (at[row] !== at[first] || account[row] !== account[first]) break;
    owner = Math.min(owner, of[row] as number);
  }
  return owner;
}
