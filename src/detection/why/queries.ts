/**
 * The queries behind `breakwater why`: what is read, and what a reader can run again. Columns are named as the fields of
 * `AccountWhy`. Tables are read with FINAL, as a run that was cut off while it was saved may stand there twice.
 */
import { IN_REPORT_WINDOW, IN_WINDOW } from '../../traces/index.ts';

/** The run of this id, or the one that finished last. */
export const RUN = `
SELECT run_id, model_version, horizon, window_from, window_to, JSONExtract(summary, 'follow_nats', 'Nullable(Float64)') AS follow_nats
FROM runs FINAL
WHERE {run:String} IN ('latest', run_id)
ORDER BY finished_at DESC, run_id DESC
LIMIT 1`;

/** Does the store know this account from anywhere? */
export const KNOWN = `
SELECT account_id FROM accounts WHERE account_key = sipHash64({account:String}) LIMIT 1
UNION ALL
SELECT account_id FROM actions WHERE account_key = sipHash64({account:String}) LIMIT 1
UNION ALL
SELECT reporter_id FROM reports WHERE reporter_id = {account:String} LIMIT 1
UNION ALL
SELECT account_id FROM members WHERE run_id = {run:String} AND account_id = {account:String} LIMIT 1`;

/** What is known of some accounts now. */
export const PROFILES = `
SELECT account_id, handle, registered_at
FROM accounts_now
WHERE account_key IN (SELECT sipHash64(arrayJoin({accounts:Array(String)})))`;

export const ACTS = `
SELECT
  (SELECT toUInt32(count()) FROM actions FINAL WHERE account_id = {account:String} AND ${IN_WINDOW}) AS actions,
  (SELECT toUInt32(count()) FROM reports FINAL WHERE reporter_id = {account:String} AND ${IN_REPORT_WINDOW}) AS reports`;

export const CLUSTERS = `
SELECT cluster_id, verdict, probability, patterns, membership, accounts, core_accounts
FROM (SELECT cluster_id, verdict, probability, patterns FROM verdicts FINAL WHERE run_id = {run:String}) AS judged
INNER JOIN (SELECT cluster_id, membership FROM members FINAL WHERE run_id = {run:String} AND account_id = {account:String}) AS own
  USING (cluster_id)
INNER JOIN (
  SELECT cluster_id, toUInt32(count()) AS accounts, toUInt32(countIf(membership = 'core')) AS core_accounts
  FROM members FINAL WHERE run_id = {run:String} GROUP BY cluster_id
) AS everybody USING (cluster_id)
ORDER BY indexOf(['water_army', 'coordinated', 'insufficient_data', 'organic'], verdict), probability DESC, cluster_id`;

/** The account's traces with members of its cluster; what each trace is about, and of which source it is. */
const SHARED = `
WITH
  own AS (
    SELECT if(account_a = {account:String}, account_b, account_a) AS account_id, surprise_nats,
      transform(toString(trace), {traces:Array(String)}, {families:Array(String)}, toString(trace)) AS family,
      transform(toString(trace), {traces:Array(String)}, {sources:Array(String)}, toString(trace)) AS source
    FROM edges FINAL
    WHERE run_id = {run:String} AND {account:String} IN (account_a, account_b)
  ),
  cluster AS (
    SELECT account_id, membership FROM members FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}
  ),
  shared AS (SELECT * FROM own INNER JOIN cluster USING (account_id))`;

/** The account's traces inside the cluster, before anything is known of what they are about. */
export const TRACES = `
SELECT account_id, membership, trace, meetings, surprise_nats, first_at, last_at
FROM (
  SELECT if(account_a = {account:String}, account_b, account_a) AS account_id, trace, meetings, surprise_nats, first_at, last_at
  FROM edges FINAL
  WHERE run_id = {run:String} AND {account:String} IN (account_a, account_b)
) AS own
INNER JOIN (SELECT account_id, membership FROM members FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}) AS cluster
  USING (account_id)
ORDER BY account_id, trace`;

/** The same, of the partners that are shown. */
export const EDGES = TRACES.replace('ORDER BY', 'WHERE has({partners:Array(String)}, account_id)\nORDER BY');

/** Not FINAL: it is only asked whether there are any, and a run may have millions. */
export const STORED = `
SELECT toUInt32(count()) AS edges FROM edges WHERE run_id = {run:String}`;

/** Links that keep an account in the core, as `coreMembers` counts them; all stored pairs reach the bar. */
export const CORE = `
WITH
  core AS (
    SELECT account_id FROM members FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String} AND membership = 'core'
  ),
  pairs AS (
    SELECT DISTINCT account_a, account_b FROM edges
    WHERE run_id = {run:String} AND account_a IN (SELECT account_id FROM core) AND account_b IN (SELECT account_id FROM core)
  )
SELECT toUInt32(ceil({share:Float64} * arraySort(groupArray(links))[intDiv(count(), 2) + 1])) AS links_needed
FROM (
  SELECT account_id, sum(link) AS links
  FROM (
    SELECT account_id, 0 AS link FROM core
    UNION ALL
    SELECT arrayJoin([account_a, account_b]) AS account_id, 1 AS link FROM pairs
  )
  GROUP BY account_id
)`;

/** By partner, the most surprising trace of each source, added up. */
const PAIRS = `
  SELECT account_id, any(membership) AS belongs, round(sum(best), 4) AS pair_nats
  FROM (SELECT account_id, membership, source, max(surprise_nats) AS best FROM shared GROUP BY account_id, membership, source)
  GROUP BY account_id`;

export const TIE = `${SHARED}
SELECT round(sum(pair_nats), 4) AS nats, toUInt32(count()) AS core_partners, toUInt32(countIf(pair_nats >= {bar:Float64})) AS tied_to
FROM (${PAIRS}
) WHERE belongs = 'core'`;

export const WITHOUT_EDGE = `${SHARED}
SELECT account_id, nats, left_nats, left_tied_to
FROM (
  SELECT account_id, pair_nats AS nats,
    round(sumIf(pair_nats, belongs = 'core') OVER () - if(belongs = 'core', pair_nats, 0), 4) AS left_nats,
    toInt32(countIf(belongs = 'core' AND pair_nats >= {bar:Float64}) OVER () - (belongs = 'core' AND pair_nats >= {bar:Float64})) AS left_tied_to
  FROM (${PAIRS}
  )
)
WHERE has({partners:Array(String)}, account_id)
ORDER BY nats DESC, account_id`;

export const WITHOUT_FAMILY = `${SHARED}
SELECT without AS family, round(sum(pair_nats), 4) AS left_nats, toUInt32(countIf(pair_nats >= {bar:Float64})) AS left_tied_to
FROM (
  SELECT without, account_id, round(sum(best), 4) AS pair_nats
  FROM (
    SELECT without, account_id, source, maxIf(surprise_nats, family != without) AS best
    FROM shared
    CROSS JOIN (SELECT DISTINCT family AS without FROM shared WHERE membership = 'core') AS each
    WHERE membership = 'core'
    GROUP BY without, account_id, source
  )
  GROUP BY without, account_id
)
GROUP BY without
ORDER BY family`;

/** Acts that each account is compared by on one target, the first ones: one that acts there endlessly must not cost endlessly. */
const ACTS_ON_A_TARGET = 1_000;

/**
 * The closest moments with each partner on each target that both acted on; with anybody of the cluster where there are no
 * partners. Who reports an account acts on it.
 */
export const MEETINGS = `
WITH
  acts AS (
    SELECT account_id AS who, toString(action) AS what, target_id, occurred_at AS moment
    FROM actions FINAL WHERE ${IN_WINDOW}
    UNION ALL
    SELECT reporter_id AS who, 'report' AS what, account_id AS target_id, reported_at AS moment
    FROM reports FINAL WHERE ${IN_REPORT_WINDOW}
  ),
  own AS (
    SELECT target_id, what AS own_action, moment AS own_at FROM acts WHERE who = {account:String}
    ORDER BY moment, what LIMIT ${ACTS_ON_A_TARGET} BY target_id
  ),
  theirs AS (
    SELECT who AS account_id, target_id, what AS action, moment AS at FROM acts
    WHERE who != {account:String} AND (empty({partners:Array(String)}) OR has({partners:Array(String)}, who))
      AND who IN (SELECT account_id FROM members FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String})
    ORDER BY moment, what LIMIT ${ACTS_ON_A_TARGET} BY who, target_id
  ),
  crowds AS (
    SELECT target_id, toUInt32(uniqExact(who)) AS accounts_there FROM acts
    WHERE target_id IN (SELECT target_id FROM own) GROUP BY target_id
  )
SELECT account_id, target_id, own_action, own_at, action, at,
  toInt32(abs(toUnixTimestamp64Milli(at) - toUnixTimestamp64Milli(own_at))) AS gap_ms, accounts_there
FROM own
INNER JOIN theirs USING (target_id)
INNER JOIN crowds USING (target_id)
ORDER BY gap_ms, own_at, target_id, account_id, own_action, action
LIMIT 1 BY account_id, target_id
LIMIT {meetings:UInt8}`;

const BODY = `FROM verdicts FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}`;

/** The lists of a fact's accounts are cut to this many. */
const LISTED = 20;

/** The marks that members of the cluster bear, and those of the account; none in runs from before they were stored. */
const MARKS = `
  (SELECT groupUniqArrayArray(marks) FROM members FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}) AS borne,
  (SELECT groupUniqArrayArray(marks) FROM members FINAL
   WHERE run_id = {run:String} AND cluster_id = {cluster:String} AND account_id = {account:String}) AS own`;

/** Signals with the lists of accounts in their evidence. */
const NAMES = `
  SELECT arrayJoin(JSONExtractArrayRaw(body, 'signals')) AS signal, JSONExtractString(signal, 'id') AS id,
    arrayMap(fact -> JSONExtract(fact, 'accounts', 'Array(String)'), JSONExtractArrayRaw(signal, 'evidence')) AS lists,
    has(own, id) OR arrayExists(list -> has(list, {account:String}), lists) AS is_named
  ${BODY}`;

export const SIGNALS = `
WITH${MARKS}
SELECT id, JSONExtractString(signal, 'kind') AS kind,
  JSONExtract(signal, 'value', 'Nullable(Float64)') AS value, JSONExtractFloat(signal, 'weight_nats') AS weight_nats,
  multiIf(
    is_named, 'named',
    has(borne, id), 'not_named',
    arrayExists(list -> length(list) >= ${LISTED}, lists), 'cut',
    arrayExists(list -> notEmpty(list), lists), 'not_named',
    'nobody') AS naming
FROM (${NAMES}
)
ORDER BY weight_nats DESC, id`;

export const AGAINST = `
SELECT JSONExtractString(reason, 'id') AS id, JSONExtractString(reason, 'en') AS en, JSONExtractString(reason, 'zh') AS zh,
  JSONExtractFloat(reason, 'weight_nats') AS weight_nats
FROM (SELECT arrayJoin(JSONExtractArrayRaw(body, 'against')) AS reason ${BODY})
ORDER BY abs(weight_nats) DESC, id`;

export const WITHOUT_SIGNAL = `
WITH${MARKS},
  weights AS (
    SELECT id, JSONExtractString(signal, 'kind') AS kind, greatest(JSONExtractFloat(signal, 'weight_nats'), 0) AS nats,
      is_named AND nats > 0 AS is_own
    FROM (${NAMES}
    )
  ),
  (SELECT round(sum(abs(JSONExtractFloat(reason, 'weight_nats'))), 2)
   FROM (SELECT arrayJoin(JSONExtractArrayRaw(body, 'against')) AS reason ${BODY})) AS taken
SELECT id, round({prior:Float64} + sum(round(capped, 2)) - taken, 2) AS left_nats,
  round(1 / (1 + exp(-({slope:Float64} * left_nats + {intercept:Float64}))), 6) AS left_probability,
  toUInt32(countIf(has({inauthentic:Array(String)}, kind) AND capped >= {present:Float64})) AS left_kinds,
  toUInt32(countIf(has({inauthentic:Array(String)}, kind) AND capped >= {present:Float64} AND is_borne)) AS left_own_kinds
FROM (
  SELECT without AS id, kind,
    least(sumIf(nats, weights.id != without), transform(kind, {kinds:Array(String)}, {caps:Array(Float64)}, 0.0)) AS capped,
    countIf(is_own AND weights.id != without) > 0 AS is_borne
  FROM weights
  CROSS JOIN (SELECT id AS without FROM weights WHERE nats > 0) AS each
  GROUP BY without, kind
)
GROUP BY id
ORDER BY id`;
