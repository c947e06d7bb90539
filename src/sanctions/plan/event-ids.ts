/** The interactions that `remove_interaction` takes back. */
import type { Store } from '../../storage/index.ts';
import type { PlanItem } from './plan.ts';

/** Beyond this many for one account the oldest are named; what a platform takes back is bounded. */
const MOST_FOR_ONE = 1_000;

/**
 * For each account with that measure: its likes, votes and the like, in the run's window, on targets where at least two members of
 * its cluster acted in the same way. What it did alone is its own. Event ids, oldest first.
 */
export async function readEventIds(
  store: Store,
  runId: string,
  items: readonly PlanItem[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  const clusters = new Map<string, string[]>();
  for (const { measure, cluster_id, account_id } of items)
    if (measure === 'remove_interaction')
      clusters.set(cluster_id, [...(clusters.get(cluster_id) ?? []), account_id]);
  for (const [cluster, ids] of clusters) {
    const rows = await store.rows(SELECT_EVENTS, { run: runId, cluster, ids, most: MOST_FOR_ONE });
    for (const { account_id, event_ids } of rows) found.set(String(account_id), event_ids as string[]);
  }
  return found;
}

const SELECT_EVENTS = `WITH
  (SELECT (window_from, window_to) FROM runs FINAL WHERE run_id = {run:String}) AS span,
  team AS (SELECT account_id FROM members FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}),
  acts AS (
    SELECT account_id, event_id, target_id, action, min(occurred_at) AS at FROM actions
    WHERE account_key IN (SELECT sipHash64(account_id) FROM team) AND account_id IN team
      AND intDiv(toUnixTimestamp64Milli(occurred_at), 3600000) BETWEEN intDiv(toUnixTimestamp64Milli(span.1), 3600000) AND intDiv(toUnixTimestamp64Milli(span.2), 3600000)
      AND occurred_at >= span.1 AND occurred_at < span.2
      AND action IN ('like', 'dislike', 'repost', 'share', 'follow', 'vote', 'favorite', 'view')
    GROUP BY account_id, event_id, target_id, action),
  shared AS (SELECT target_id, action FROM acts GROUP BY target_id, action HAVING uniqExact(account_id) >= 2)
SELECT account_id, arrayMap(pair -> pair.2, arraySlice(arraySort(groupArray((at, event_id))), 1, {most:UInt32})) AS event_ids
FROM acts WHERE account_id IN {ids:Array(String)} AND (target_id, action) IN shared GROUP BY account_id`;
