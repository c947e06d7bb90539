/** Where the rows of a bucket stand. */
import type { TraceColumns } from '../mining/index.ts';

/**
 * The first row of a bucket at or after a time; where there is none, the row after the bucket's last one. Binary search,
 * as rows are in order of (bucket, at).
 */
export function firstRowOf(
  { bucket, at, length }: TraceColumns,
  wanted: number,
  from = Number.NEGATIVE_INFINITY,
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const here = bucket[middle] as number;
    if (here < wanted || (here === wanted && (at[middle] as number) < from)) low = middle + 1;
    else high = middle;
  }
  return low;
}
