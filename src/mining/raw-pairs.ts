/** All pairs that met, without statistics: what published coordination detectors count. */
import type { EdgeList } from './edge-list.ts';
import { EdgeWriter } from './edge-writer.ts';
import { reachOf, rowsByAccount } from './meeting-rows.ts';
import { accountBound, requireSorted } from './populations.ts';
import type { TraceColumns } from './trace-columns.ts';

/**
 * Every pair of accounts that left a trace in the same bucket at most `windowMs` apart (both ends included), with the
 * number of distinct buckets in which they did; `surprise` is 0. `windowMs: Infinity` for traces without time.
 * Nothing is left out, so a bucket of n accounts within one window costs n²/2. O(row pairs), 36 bytes a pair.
 */
export function rawPairs(traces: TraceColumns, options: { readonly windowMs: number }): EdgeList {
  requireSorted(traces);
  const { account, bucket, at } = traces;
  const { from, to } = reachOf(traces, options.windowMs);
  const accounts = accountBound(traces);
  const { offsets, order } = rowsByAccount(traces, accounts);
  const sink = new EdgeWriter({ minSurprise: 0, maxEdges: Number.POSITIVE_INFINITY });
  // By partner of the account at hand; those without meetings are stale.
  const meetings = new Uint32Array(accounts);
  const lastBucket = new Uint32Array(accounts);
  const firstAt = new Float64Array(accounts);
  const lastAt = new Float64Array(accounts);
  const partners = new Uint32Array(accounts);
  for (let x = 0; x < accounts; x++) {
    let met = 0;
    for (let i = offsets[x] as number; i < (offsets[x + 1] as number); i++) {
      const row = order[i] as number;
      const here = bucket[row] as number;
      const stop = to[row] as number;
      for (let other = from[row] as number; other < stop; other++) {
        const y = account[other] as number;
        if (y <= x) continue;
        const count = meetings[y] as number;
        if (count > 0 && lastBucket[y] === here) continue;
        const earlier = Math.min(at[row] as number, at[other] as number);
        if (count === 0) partners[met++] = y;
        if (count === 0 || earlier < (firstAt[y] as number)) firstAt[y] = earlier;
        if (count === 0 || earlier > (lastAt[y] as number)) lastAt[y] = earlier;
        meetings[y] = count + 1;
        lastBucket[y] = here;
      }
    }
    for (const y of partners.subarray(0, met).sort()) {
      sink.add(x, y, meetings[y] as number, 0, firstAt[y] as number, lastAt[y] as number);
      meetings[y] = 0;
    }
  }
  return sink.finish();
}
