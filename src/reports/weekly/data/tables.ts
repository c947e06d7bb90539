/** Lists behind the report's tables, with the query that makes each. */
import { ACTED, ARMY_MEMBERS, CAMPAIGNS, DECISIONS, during, LEDGER, RUNS } from './sql.ts';

/** Query by id; all take `from` and `to`. */
export const TABLES = {
  campaign_list: `SELECT * FROM ${CAMPAIGNS} ORDER BY verdict = 'water_army' DESC, state = 'ended', accounts DESC, campaign_id`,
  measures_by_kind: `SELECT measure, countIf(entry = 'apply') AS begun, countIf(entry = 'revert') AS undone, countIf(entry = 'expire') AS expired
FROM ${LEDGER} WHERE entry IN ('apply', 'revert', 'expire') GROUP BY measure ORDER BY begun DESC, measure`,
  handled_by_pattern: `SELECT pattern, uniqExact(account_id) AS accounts, sum(length(JSONExtract(body, 'event_ids', 'Array(String)'))) AS items, uniqExact(campaign_id) AS campaigns
FROM (SELECT *, arrayJoin(JSONExtract(body, 'patterns', 'Array(String)')) AS pattern FROM ${LEDGER} WHERE entry = 'apply') GROUP BY pattern ORDER BY accounts DESC, pattern`,
  risk_domains: `SELECT domain, uniqExact(account_id) AS accounts, uniqExact(event_key) AS actions FROM (
  SELECT account_id, event_key, arrayJoin(url_domains) AS domain FROM actions WHERE ${ACTED} AND account_key IN (SELECT sipHash64(account_id) FROM ${ARMY_MEMBERS}))
WHERE domain != '' GROUP BY domain HAVING accounts >= 3 ORDER BY accounts DESC, domain LIMIT 20`,
  false_alarms: `SELECT pattern, uniqExactIf(subject, act = 'dismiss') AS dismissed, uniqExactIf(subject, act = 'confirm') AS confirmed FROM (
  SELECT d.subject, d.act, arrayJoin(if(empty(v.patterns), ['none'], v.patterns)) AS pattern FROM ${DECISIONS} AS d
  LEFT JOIN (SELECT run_id, cluster_id, JSONExtract(body, 'patterns', 'Array(String)') AS patterns FROM verdicts FINAL
    WHERE (run_id, cluster_id) IN (SELECT run_id, cluster_id FROM ${DECISIONS})) AS v USING (run_id, cluster_id)
  WHERE d.act = 'dismiss' OR (d.act = 'confirm' AND JSONExtractString(d.after, 'state') = 'confirmed'))
GROUP BY pattern ORDER BY dismissed DESC, pattern`,
  dead_letters_by_kind: `SELECT if(kind = '', substringUTF8(reason, 1, 120), kind) AS what, count() AS lines FROM dead_letters FINAL
WHERE ${during('received_at')} GROUP BY what ORDER BY lines DESC, what LIMIT 10`,
  gaps: `SELECT fromUnixTimestamp64Milli(toInt64(hour * 3600000), 'UTC') AS begins, hours FROM (
  SELECT min(hour) AS hour, count() AS hours FROM (
    SELECT hour, hour - row_number() OVER (ORDER BY hour) AS island FROM (
      SELECT toInt64(intDiv({from:Int64}, 3600000) + number) AS hour FROM numbers(toUInt64(intDiv({to:Int64} - {from:Int64}, 3600000)))
      WHERE hour NOT IN (SELECT intDiv(toUnixTimestamp64Milli(occurred_at), 3600000) FROM actions WHERE ${ACTED})))
  GROUP BY island) ORDER BY hour LIMIT 50`,
  actions_by_hour: `SELECT intDiv(toUnixTimestamp64Milli(occurred_at), 3600000) AS hour, uniqExact(event_key) AS actions, uniqExact(account_key) AS accounts
FROM actions WHERE ${ACTED} GROUP BY hour ORDER BY hour`,
  models: `SELECT model_version, count() AS runs, min(finished_at) AS since FROM ${RUNS} GROUP BY model_version ORDER BY since, model_version`,
  policies: `SELECT policy_hash, JSONExtractString(policy, 'name') AS name, count() AS plans, min(made_at) AS since FROM sanction_plans FINAL
WHERE ${during('made_at')} GROUP BY policy_hash, name ORDER BY since, policy_hash`,
  verdicts_by_week: `SELECT week, gravest AS verdict, count() AS campaigns, sum(most) AS accounts FROM (
  SELECT formatDateTime(as_of - INTERVAL 1 MILLISECOND, '%G-W%V') AS week, campaign_id,
    argMax(verdict, indexOf(['organic', 'insufficient_data', 'coordinated', 'water_army'], verdict)) AS gravest, max(accounts) AS most
  FROM campaigns FINAL WHERE cluster_id != '' AND as_of > fromUnixTimestamp64Milli({from:Int64} - 8 * 604800000) AND as_of <= fromUnixTimestamp64Milli({to:Int64})
  GROUP BY week, campaign_id) GROUP BY week, verdict ORDER BY week, verdict`,
  patterns_by_week: `SELECT formatDateTime(as_of - INTERVAL 1 MILLISECOND, '%G-W%V') AS week, arrayJoin(patterns) AS pattern, uniqExact(campaign_id) AS campaigns
FROM campaigns FINAL WHERE cluster_id != '' AND as_of > fromUnixTimestamp64Milli({from:Int64} - 8 * 604800000) AND as_of <= fromUnixTimestamp64Milli({to:Int64})
GROUP BY week, pattern ORDER BY week, pattern`,
  cases: `SELECT v.campaign_id AS campaign_id, argMax(v.body, (run.window_to, run.run_id)) AS body FROM (SELECT run_id, campaign_id, body FROM verdicts FINAL
  WHERE verdict = 'water_army' AND campaign_id IN {ids:Array(String)} AND run_id IN (SELECT run_id FROM ${RUNS})) AS v INNER JOIN ${RUNS} AS run USING run_id
GROUP BY campaign_id ORDER BY campaign_id`,
  first_data: `SELECT least((SELECT if(count() = 0, toDateTime64('2200-01-01', 3, 'UTC'), min(occurred_at)) FROM actions),
  (SELECT if(count() = 0, toDateTime64('2200-01-01', 3, 'UTC'), min(window_to)) FROM runs)) AS at`,
} as const;
export type TableId = keyof typeof TABLES;

/** Acts of some campaigns' members in the week, for their pictures. */
export const PICTURE_ACTS = `SELECT campaign_id, account_id, toUnixTimestamp64Milli(first_at) AS at, target_id FROM (
  SELECT event_key, any(account_id) AS account_id, any(occurred_at) AS first_at, any(target_id) AS target_id FROM actions
  WHERE ${ACTED} AND account_key IN (SELECT sipHash64(account_id) FROM campaign_members WHERE campaign_id IN {ids:Array(String)}) GROUP BY event_key) AS act
INNER JOIN (SELECT DISTINCT campaign_id, account_id FROM campaign_members WHERE campaign_id IN {ids:Array(String)}) AS member USING account_id
ORDER BY campaign_id, event_key LIMIT {most:UInt32} BY campaign_id`;

/** Strongest edges between members of some campaigns, of the week's newest run that still has them. */
export const PICTURE_EDGES = `SELECT campaign_id, account_a, account_b, nats FROM (
  SELECT m.campaign_id AS campaign_id, e.account_a AS account_a, e.account_b AS account_b, max(e.surprise_nats) AS nats FROM edges AS e
  INNER JOIN (SELECT DISTINCT campaign_id, account_id FROM campaign_members WHERE campaign_id IN {ids:Array(String)}) AS m ON m.account_id = e.account_a
  WHERE e.run_id IN (SELECT run_id FROM ${RUNS}) GROUP BY campaign_id, account_a, account_b)
WHERE (campaign_id, account_b) IN (SELECT campaign_id, account_id FROM campaign_members WHERE campaign_id IN {ids:Array(String)})
ORDER BY campaign_id, nats DESC, account_a, account_b LIMIT {most:UInt32} BY campaign_id`;
