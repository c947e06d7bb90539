/** Traces as columns: what miners read. */

/**
 * Traces of one kind, sorted by (bucket, at, account); a row says "this account left this trace then".
 * Exact repeats of a row are already removed.
 */
export interface TraceColumns {
  readonly length: number;
  /** Dense bucket index, non-decreasing. */
  readonly bucket: Uint32Array;
  /** Epoch milliseconds; 0 throughout for traces without time. */
  readonly at: Float64Array;
  /** Dense account index. */
  readonly account: Uint32Array;
}
