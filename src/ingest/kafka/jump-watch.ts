/** Telling gaps that stand in a partition's log from batches that come too late. */

/** How often the same jump must be seen before it counts as a gap in the log itself. */
const GAP_SEEN = 3;

/**
 * A jump that only one fetch shows comes from before a rebalance; one that comes again after each new attempt stands
 * in the log: records of transactions, compaction, or messages that were deleted for their age.
 */
export function createJumpWatch() {
  const seen = new Map<number, { readonly jump: string; readonly times: number }>();
  return {
    isGap(partition: number, expected: bigint, fetched: bigint): boolean {
      const jump = `${expected} ${fetched}`;
      const before = seen.get(partition);
      const times = before?.jump === jump ? before.times + 1 : 1;
      seen.set(partition, { jump, times });
      return fetched > expected && times >= GAP_SEEN;
    },
  };
}
