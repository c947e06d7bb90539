/** What a cycle looks at. */
export interface TimeWindow {
  /** Epoch milliseconds. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}
