/** The acts of a cluster's members: one query for all panels, so that all panels count the same. */
import { IN_WINDOW } from '../../traces/index.ts';

/** `actions` is sorted by hour: said outright, so that a stretch of time costs what is in it. */
export const IN_HOURS =
  'intDiv(toUnixTimestamp64Milli(occurred_at), 3600000) >= intDiv({from:Int64}, 3600000) AND intDiv(toUnixTimestamp64Milli(occurred_at), 3600000) <= intDiv({to:Int64}, 3600000)';

// FINAL: a run that was saved twice counts once.
export const MEMBERS =
  'SELECT account_id, membership FROM members FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}';

const OWN = `account_key IN (SELECT sipHash64(account_id) FROM (${MEMBERS}))`;

/**
 * A subquery with the given columns of `actions`, a row for each act of a member in the selection (`ActsParams`). Of rows that claim
 * one event inside the stretch the one counts that counts in detection: with the greatest hash of its content, whoever's it is. Events
 * and accounts are told apart by their keys, as in detection, too.
 * The light columns are read for the whole stretch, all others only for events that a member claims.
 * GLOBAL: on a cluster of servers an event's rows are all on one shard, but not on every one.
 */
export const memberActs = (columns: string): string => `(
  SELECT ${columns}
  FROM (
    SELECT event_key, row_hash, account_id, account_key, event_id, action, target_id, target_account_id, occurred_at, text, urls, topics,
      media, network, device
    FROM actions
    WHERE ${IN_HOURS} AND ${IN_WINDOW} AND event_key GLOBAL IN (
      SELECT event_key FROM actions
      WHERE ${IN_HOURS} AND ${IN_WINDOW} AND ${OWN})
    ORDER BY event_key, row_hash DESC
    LIMIT 1 BY event_key
  )
  WHERE ${OWN}
    AND (empty({accounts:Array(String)}) OR account_id IN (SELECT arrayJoin({accounts:Array(String)})))
    AND (empty({targets:Array(String)}) OR target_id IN (SELECT arrayJoin({targets:Array(String)})))
)`;
