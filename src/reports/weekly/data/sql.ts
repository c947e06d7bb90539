/** What all queries of the report have in common. Their parameters are `from` and `to`, epoch milliseconds, `to` exclusive. */

/** Of moments: from Monday on, before the next. */
export const during = (column: string): string =>
  `${column} >= fromUnixTimestamp64Milli({from:Int64}) AND ${column} < fromUnixTimestamp64Milli({to:Int64})`;

/** Of runs, by the end of what they looked at: one that ends on Monday at midnight tells of the week before. */
export const endsDuring = (column: string): string =>
  `${column} > fromUnixTimestamp64Milli({from:Int64}) AND ${column} <= fromUnixTimestamp64Milli({to:Int64})`;

/** `actions` is sorted by hour: said outright, so that a week costs what is in it. */
export const ACTED = `${during('occurred_at')} AND intDiv(toUnixTimestamp64Milli(occurred_at), 3600000) BETWEEN intDiv({from:Int64}, 3600000) AND intDiv({to:Int64} - 1, 3600000)`;

export const RUNS = `(SELECT run_id, model_version, window_to, finished_at FROM runs FINAL WHERE ${endsDuring('window_to')})`;

const NEWEST = '(at, span_ms, run_id)';
// Filtered inside: outside, the names stand for what is made of the rows.
const seen = (
  where: string,
) => `SELECT campaign_id, argMax(verdict, ${NEWEST}) AS verdict, argMax(patterns, ${NEWEST}) AS patterns,
    argMax(probability, ${NEWEST}) AS probability, argMax(accounts, ${NEWEST}) AS accounts, max(size) AS most, max(at) AS as_of,
    min(begun) AS first_seen, max(ended) AS last_seen
  FROM (SELECT campaign_id, verdict, patterns, probability, accounts, accounts AS size, as_of AS at, span_ms, run_id, first_seen AS begun, last_seen AS ended
    FROM campaigns FINAL WHERE cluster_id != '' AND verdict IN ('coordinated', 'water_army') AND ${where}) GROUP BY campaign_id`;

/** How much larger a campaign is than when it was last seen before, to count as grown. */
const GROWN = 1.25;

/**
 * Campaigns of which something is proven, that were seen in the week or in the one before, one row each. `state`: `new` was never seen before,
 * `returned` was not seen in the whole week before, `grown` has a quarter more accounts than when it was last seen before, `ended` was seen in
 * the week before and not in this one, or went into another.
 */
export const CAMPAIGNS = `(
SELECT campaign_id, multiIf(
    merged != '' OR now.campaign_id = '', 'ended',
    before.campaign_id = '', 'new',
    before.as_of <= fromUnixTimestamp64Milli({from:Int64} - 604800000), 'returned',
    now.most >= ${GROWN} * before.accounts, 'grown', 'going on') AS state,
  merged AS merged_into,
  if(now.campaign_id = '', before.verdict, now.verdict) AS verdict, if(now.campaign_id = '', before.patterns, now.patterns) AS patterns,
  if(now.campaign_id = '', before.probability, now.probability) AS probability, if(now.campaign_id = '', before.accounts, now.most) AS accounts,
  before.accounts AS accounts_before,
  if(before.campaign_id = '', now.first_seen, least(before.first_seen, if(now.campaign_id = '', before.first_seen, now.first_seen))) AS first_seen,
  greatest(now.last_seen, before.last_seen) AS last_seen
FROM (SELECT DISTINCT campaign_id FROM campaigns FINAL WHERE as_of > fromUnixTimestamp64Milli({from:Int64} - 604800000) AND as_of <= fromUnixTimestamp64Milli({to:Int64})) AS any_row
LEFT JOIN (${seen(endsDuring('as_of'))}) AS now USING campaign_id
LEFT JOIN (${seen('as_of <= fromUnixTimestamp64Milli({from:Int64})')}) AS before USING campaign_id
LEFT JOIN (SELECT campaign_id, argMax(merged_into, as_of) AS merged FROM campaigns FINAL WHERE merged_into != '' AND ${endsDuring('as_of')} GROUP BY campaign_id) AS gone USING campaign_id
WHERE now.campaign_id != '' OR (before.campaign_id != '' AND before.as_of > fromUnixTimestamp64Milli({from:Int64} - 604800000)))`;

/** Members of water armies of the week's runs. */
export const ARMY_MEMBERS = `(SELECT DISTINCT account_id FROM members FINAL WHERE (run_id, cluster_id) IN (
  SELECT run_id, cluster_id FROM verdicts FINAL WHERE verdict = 'water_army' AND run_id IN (SELECT run_id FROM ${RUNS})))`;

/** Entries of the sanctions ledger in the week. */
export const LEDGER = `(SELECT * FROM sanction_ledger WHERE ${during('at')} ORDER BY seq, at, hash LIMIT 1 BY seq)`;

/** Decisions of people on cases in the week; acts that were taken back within it do not count. */
export const DECISIONS = `(SELECT * FROM acts WHERE subject_kind = 'case' AND ${during('at')}
  AND act_id NOT IN (SELECT undoes FROM acts WHERE subject_kind = 'case' AND undoes != '' AND ${during('at')}))`;
