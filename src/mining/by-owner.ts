/** Rows in order of the buckets' owners, so that an account's meetings on one owner's buckets stand together. */
import { type MeetingRows, NO_OWNER, reachOf } from './meeting-rows.ts';

/** Rows whose buckets are numbered in order of (owner, bucket), those of nobody last. */
export interface RowsByOwner {
  readonly rows: MeetingRows;
  /** Owner of each new bucket, `NO_OWNER` for none; ascending. */
  readonly owners: Uint32Array;
}

/**
 * The same rows in order of owner, bucket and time. Counting sort of the buckets: O(rows + owners).
 *
 * @param family bucket to owner; buckets beyond its end have none.
 */
export function rowsByOwner(rows: MeetingRows, family: Uint32Array, windowMs: number): RowsByOwner {
  const { length, bucket } = rows;
  const starts = firstRows(bucket, length);
  const buckets = starts.length - 1;
  let most = 0;
  const ownerAt = starts.subarray(0, buckets).map((start) => family[bucket[start] as number] ?? NO_OWNER);
  for (const owner of ownerAt) if (owner !== NO_OWNER && owner >= most) most = owner + 1;
  const cursor = new Uint32Array(most + 2);
  for (const owner of ownerAt) {
    const next = Math.min(owner, most) + 1;
    cursor[next] = (cursor[next] as number) + 1;
  }
  for (let owner = 0; owner <= most; owner++)
    cursor[owner + 1] = (cursor[owner + 1] as number) + (cursor[owner] as number);
  const order = new Uint32Array(buckets);
  ownerAt.forEach((owner, old) => {
    const slot = Math.min(owner, most);
    const place = cursor[slot] as number;
    cursor[slot] = place + 1;
    order[place] = old;
  });

  const sorted = {
    length,
    bucket: new Uint32Array(length),
    at: new Float64Array(length),
    account: new Uint32Array(length),
    worth: new Float32Array(length),
  };
  let next = 0;
  order.forEach((old, place) => {
    const end = starts[old + 1] as number;
    for (let row = starts[old] as number; row < end; row++) {
      sorted.bucket[next] = place;
      sorted.at[next] = rows.at[row] as number;
      sorted.account[next] = rows.account[row] as number;
      sorted.worth[next] = rows.worth[row] as number;
      next++;
    }
  });
  return {
    rows: { ...sorted, who: rows.who, numberOf: rows.numberOf, ...reachOf(sorted, windowMs) },
    owners: order.map((old) => ownerAt[old] as number),
  };
}

/** The first row of each bucket, and the number of rows at the end. */
function firstRows(bucket: Uint32Array, length: number): Uint32Array {
  let buckets = 0;
  for (let row = 0; row < length; row++) if (row === 0 || bucket[row] !== bucket[row - 1]) buckets++;
  const starts = new Uint32Array(buckets + 1);
  let next = 0;
  for (let row = 0; row < length; row++)
    if (row === 0 || bucket[row] !== bucket[row - 1]) starts[next++] = row;
  starts[buckets] = length;
  return starts;
}
