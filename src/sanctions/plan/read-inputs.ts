/** What a plan is made from, as it stands in the store. */
import { AppError, type EvidenceKind, VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { readStanding, type Standing } from '../ledger/standing.ts';
import type { AccountFacts, ClusterFacts } from '../policy/decide.ts';
import type { Policy } from '../policy/policy.ts';
import type { PlanInput } from './plan.ts';
import { readReviews } from './reviews.ts';

/** Kinds of evidence that say that accounts act together, not that they are not who they seem. */
const TOGETHER: readonly EvidenceKind[] = ['synchrony', 'targets'];

/**
 * Everything that a plan over a run depends on. `run` is an id, or `latest` for the newest run of all.
 *
 * @throws AppError `input-missing` when there is no such run.
 */
export async function readPlanInput(
  store: Store,
  { run, policy, now }: { readonly run: string; readonly policy: Policy; readonly now: number },
): Promise<PlanInput> {
  const [found] = await store.rows(SELECT_RUN, { run });
  if (found === undefined)
    throw new AppError(
      'input-missing',
      run === 'latest'
        ? `sanctions/plan: nothing was detected in ${store.location} yet`
        : `sanctions/plan: there is no run ${run} in ${store.location}`,
      { fix: 'breakwater detect FILE --store DIR makes a run; --run latest takes the newest' },
    );
  const run_id = String(found.run_id);
  const lines = (await store.rows(SELECT_VERDICTS, { run: run_id })).map(({ body }) =>
    VerdictLine.parse(JSON.parse(String(body))),
  );
  const standing = await readStanding(store);
  const [seen] = await store.rows(SELECT_PLATFORM, {
    from: String(found.window_from),
    to: String(found.window_to),
  });
  const reviews = await readReviews(store);
  const accounts = await readAccounts(store, run_id, now);
  const topics = Object.keys(policy.domains).length === 0 ? new Map() : await readTopics(store, found);
  const clusters = lines.map((line) => {
    const about = topics.get(line.cluster_id) ?? { topics: [], url_domains: [] };
    const cluster: ClusterFacts = { ...clusterFacts(line), review: reviews.of(line), ...about };
    const members = line.accounts.map(({ account_id, membership }): AccountFacts => {
      const known = accounts.get(account_id) ?? UNKNOWN;
      const review = reviews.ofAccount(line, account_id);
      const earlier = offences(standing, account_id, line.campaign_id);
      return { ...known, account_id, membership, offences: earlier, review };
    });
    return { ...cluster, members };
  });
  return {
    policy,
    run_id,
    now,
    platform_accounts: Number(seen?.n ?? 0),
    clusters,
    in_force: standing.in_force,
    campaign_so_far: standing.by_campaign,
  };
}

type Known = Omit<AccountFacts, 'account_id' | 'membership' | 'offences' | 'review'>;
const UNKNOWN: Known = { verified: null, followers: null, registered_at: null, mcn_id: null, honest: false };

function clusterFacts(line: VerdictLine): Omit<ClusterFacts, 'review' | 'topics' | 'url_domains'> {
  const speaking = line.signals.filter(
    ({ weight_nats, kind }) => weight_nats > 0 && !TOGETHER.includes(kind),
  );
  return {
    cluster_id: line.cluster_id,
    campaign_id: line.campaign_id,
    verdict: line.verdict,
    probability: line.probability,
    patterns: line.patterns,
    kinds: [...new Set(speaking.map(({ kind }) => kind))].sort(),
  };
}

/** Campaigns other than this one for which a measure against the account stood. */
function offences({ campaigns }: Standing, accountId: string, campaignId: string): number {
  const others = new Set(campaigns.get(accountId));
  others.delete(campaignId);
  return others.size;
}

async function readAccounts(store: Store, run: string, now: number): Promise<ReadonlyMap<string, Known>> {
  const rows = await store.rows(SELECT_ACCOUNTS, { run, now });
  return new Map(
    rows.map((row) => [
      String(row.account_id),
      {
        verified: row.verified === null ? null : Number(row.verified) === 1,
        followers: row.followers === null ? null : Number(row.followers),
        registered_at: row.registered_at === null ? null : Date.parse(String(row.registered_at)),
        mcn_id: row.mcn_id === null ? null : String(row.mcn_id),
        honest: Number(row.honest) === 1,
      },
    ]),
  );
}

interface About {
  readonly topics: readonly string[];
  readonly url_domains: readonly string[];
}
/** Topics and link domains of each cluster's acts: what a tenth of its members used, so that one member's hobby says nothing. */
async function readTopics(
  store: Store,
  run: Readonly<Record<string, unknown>>,
): Promise<ReadonlyMap<string, About>> {
  const rows = await store.rows(SELECT_TOPICS, {
    run: String(run.run_id),
    from: String(run.window_from),
    to: String(run.window_to),
  });
  return new Map(
    rows.map(({ cluster_id, topics, url_domains }) => [
      String(cluster_id),
      { topics: topics as string[], url_domains: url_domains as string[] },
    ]),
  );
}

const IN_WINDOW = `occurred_at >= parseDateTime64BestEffort({from:String}, 3, 'UTC') AND occurred_at < parseDateTime64BestEffort({to:String}, 3, 'UTC')
  AND intDiv(toUnixTimestamp64Milli(occurred_at), 3600000) BETWEEN intDiv(toUnixTimestamp64Milli(parseDateTime64BestEffort({from:String}, 3, 'UTC')), 3600000)
  AND intDiv(toUnixTimestamp64Milli(parseDateTime64BestEffort({to:String}, 3, 'UTC')), 3600000)`;
const SELECT_RUN = `SELECT run_id, window_from, window_to FROM runs FINAL
WHERE {run:String} = 'latest' OR run_id = {run:String} ORDER BY window_to DESC, window_from, run_id LIMIT 1`;
const SELECT_VERDICTS = `SELECT body FROM verdicts FINAL WHERE run_id = {run:String} AND verdict = 'water_army' ORDER BY cluster_id`;
const SELECT_PLATFORM = `SELECT uniqExact(account_key) AS n FROM actions WHERE ${IN_WINDOW}`;
const SELECT_ACCOUNTS = `WITH suspects AS (
  SELECT DISTINCT account_id FROM members FINAL WHERE run_id = {run:String}
    AND cluster_id IN (SELECT cluster_id FROM verdicts FINAL WHERE run_id = {run:String} AND verdict = 'water_army'))
SELECT account_id, verified, followers, registered_at, mcn_id,
  account_id IN (SELECT account_id FROM honest_marks FINAL WHERE revoked = 0 AND expires_at > fromUnixTimestamp64Milli({now:Int64})) AS honest
FROM suspects LEFT JOIN (
  SELECT account_id, verified, followers, registered_at, mcn_id FROM accounts_now
  WHERE account_key IN (SELECT sipHash64(account_id) FROM suspects)) AS known USING account_id
SETTINGS join_use_nulls = 1`;
const SELECT_TOPICS = `WITH suspects AS (
  SELECT cluster_id, account_id, count() OVER (PARTITION BY cluster_id) AS size FROM members FINAL WHERE run_id = {run:String}
    AND cluster_id IN (SELECT cluster_id FROM verdicts FINAL WHERE run_id = {run:String} AND verdict = 'water_army')),
  used AS (
  SELECT cluster_id, any(size) AS members, kind, word, uniqExact(account_id) AS users FROM (
    SELECT cluster_id, size, account_id, arrayJoin(arrayConcat(arrayMap(t -> ('topic', t), topics), arrayMap(d -> ('domain', d), url_domains))) AS pair,
      pair.1 AS kind, pair.2 AS word
    FROM actions INNER JOIN suspects USING account_id
    WHERE ${IN_WINDOW} AND account_key IN (SELECT sipHash64(account_id) FROM suspects))
  GROUP BY cluster_id, kind, word HAVING users * 10 >= members)
SELECT cluster_id, arraySort(groupArrayIf(word, kind = 'topic')) AS topics, arraySort(groupArrayIf(lower(word), kind = 'domain')) AS url_domains
FROM used GROUP BY cluster_id ORDER BY cluster_id`;
