/** All pairs that met, without statistics: what published coordination detectors count. */
import type { EdgeList } from './edge-list.ts';
import { EdgeWriter } from './edge-writer.ts';
import { enumeratePairs } from './enumerate-pairs.ts';
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
  const rows = { ...traces, ...reachOf(traces, options.windowMs), worth: new Float32Array(traces.length) };
  const sink = new EdgeWriter({ minSurprise: 0, maxEdges: Number.POSITIVE_INFINITY });
  const byAccount = rowsByAccount(traces, accountBound(traces));
  enumeratePairs({ rows, byAccount, family: null, minMeetings: 1, appraise: null }, sink);
  return sink.finish();
}
