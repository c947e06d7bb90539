/** The pairs that met, as columns; the form in which edges travel between mining, clusters and storage. */

/** Edges of one trace kind; `a[i] < b[i]` are dense account indexes; sorted by (a, b). */
export interface EdgeList {
  readonly length: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** On how many distinct buckets the two met within the window. */
  readonly meetings: Uint32Array;
  /** Surprise in nats. */
  readonly surprise: Float64Array;
  /** Epoch milliseconds of the first and the last meeting (the earlier account's time). */
  readonly firstAt: Float64Array;
  readonly lastAt: Float64Array;
}
