/** Campaigns as people ask for them: the list, and the life of one. */
import { z } from 'zod';
import { SLEEP_MS } from '../../clusters/index.ts';
import { Membership, Pattern, Verdict } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { OPERATOR_KINDS, type OperatorGuess } from './operator-guess.ts';
import { type RelatedCampaign, relatedCampaigns } from './related-campaigns.ts';
import { type SanctionedBefore, sanctionedBefore } from './sanctioned-overlap.ts';

export interface CampaignSummary {
  readonly campaign_id: string;
  readonly state: 'active' | 'asleep' | 'merged';
  /** The campaign that it became part of; null unless merged. */
  readonly merged_into: string | null;
  readonly split_from: string | null;
  /** Of its last sighting, as are probability and patterns. */
  readonly verdict: Verdict;
  readonly probability: number;
  readonly patterns: readonly Pattern[];
  /** Accounts of its last clusters, and all that were ever in one. */
  readonly accounts_now: number;
  readonly accounts_ever: number;
  /** First and last act that was seen, ISO 8601. */
  readonly first_seen: string;
  readonly last_seen: string;
  readonly operator: OperatorGuess | null;
}

const Sighting = z.object({
  as_of: z.string(),
  horizon: z.string(),
  run_id: z.string(),
  /** Empty where the campaign ended in another. */
  cluster_id: z.string(),
  /** Its other clusters in this run, which had fewer of it. */
  parts: z.array(z.string()),
  change: z.string(),
  others: z.array(z.string()),
  /** Of `cluster_id`. */
  verdict: z.union([Verdict, z.literal('')]),
  /** Of all its clusters. */
  accounts: z.number(),
});
const Member = z.object({
  account_id: z.string(),
  /** Core if it ever was. */
  membership: Membership,
  first_seen: z.string(),
  /** Whether it is in one of the last clusters. */
  is_now: z.coerce.boolean(),
});

export interface CampaignLife extends CampaignSummary {
  readonly members: readonly z.infer<typeof Member>[];
  /** Its clusters by run, oldest first. */
  readonly sightings: readonly z.infer<typeof Sighting>[];
  /** Other campaigns that may have the same operator. */
  readonly related: readonly RelatedCampaign[];
  /** Other campaigns for which its accounts bore measures. */
  readonly sanctioned_before: readonly SanctionedBefore[];
}

const text = z.string().transform((value) => (value === '' ? null : value));
const Summary = z
  .object({
    campaign_id: z.string(),
    merged_into: text,
    split_from: text,
    verdict: Verdict,
    probability: z.number(),
    patterns: z.array(Pattern),
    accounts_now: z.coerce.number(),
    accounts_ever: z.coerce.number(),
    first_seen: z.string(),
    last_seen: z.string(),
    newest: z.string(),
    operator_kind: z.enum(['', ...OPERATOR_KINDS]),
    operator_value: z.string(),
  })
  .transform(({ newest, operator_kind: kind, operator_value: value, ...row }): CampaignSummary => {
    const isAsleep = Date.parse(newest) - Date.parse(row.last_seen) >= SLEEP_MS;
    return {
      ...row,
      state: row.merged_into !== null ? 'merged' : isAsleep ? 'asleep' : 'active',
      operator: kind === '' ? null : { kind, value },
    };
  });

/** All campaigns, the last seen first. A campaign sleeps when the newest run ends six hours after its last act, or later. */
export async function listCampaigns(store: Store): Promise<readonly CampaignSummary[]> {
  return (await store.rows(SELECT_SUMMARIES, { id: '' })).map((row) => Summary.parse(row));
}

/** One campaign with its members and its clusters over time; null when there is none of that id. */
export async function readCampaign(store: Store, id: string): Promise<CampaignLife | null> {
  const [row] = await store.rows(SELECT_SUMMARIES, { id });
  if (row === undefined) return null;
  const members = (await store.rows(SELECT_MEMBERS, { id })).map((one) => Member.parse(one));
  const sightings = (await store.rows(SELECT_SIGHTINGS, { id })).map((one) => Sighting.parse(one));
  return {
    ...Summary.parse(row),
    members,
    sightings,
    related: await relatedCampaigns(store, id),
    sanctioned_before: await sanctionedBefore(store, id),
  };
}

// What a run over the longest stretch said last holds: a shorter one sees parts.
// `cluster_id` is empty in the row that says that the campaign ended in another: it has no verdict.
const SELECT_SUMMARIES = `SELECT s.*, ever.accounts AS accounts_ever,
  greatest((SELECT max(window_to) FROM runs), (SELECT max(as_of) FROM campaigns)) AS newest
FROM (
  SELECT campaign_id,
    argMaxIf(c.merged_into, (as_of, run_id), c.span_ms * 2 >= longest) AS merged_into, argMin(c.split_from, (as_of, run_id)) AS split_from,
    argMaxIf((c.verdict, c.probability, c.patterns, c.accounts), (as_of, run_id), cluster_id != '') AS last,
    last.1 AS verdict, last.2 AS probability, last.3 AS patterns, last.4 AS accounts_now,
    min(c.first_seen) AS first_seen, max(c.last_seen) AS last_seen,
    argMax(c.operator_kind, (as_of, run_id)) AS operator_kind, argMax(c.operator_value, (as_of, run_id)) AS operator_value
  FROM (
    SELECT *, max(span_ms) OVER (PARTITION BY campaign_id) AS longest
    FROM campaigns WHERE {id:String} IN ('', campaign_id)
  ) AS c
  GROUP BY campaign_id HAVING verdict != ''
) AS s
LEFT JOIN (
  SELECT campaign_id, uniqExact(account_id) AS accounts FROM campaign_members GROUP BY campaign_id
) AS ever ON ever.campaign_id = s.campaign_id
ORDER BY s.last_seen DESC, s.campaign_id`;

// What retention has taken of the last run's members is not known to be there now.
const SELECT_MEMBERS = `SELECT account_id, if(countIf(membership = 'core') > 0, 'core', 'peripheral') AS membership,
  min(as_of) AS first_seen,
  account_id IN (
    SELECT account_id FROM members WHERE (run_id, cluster_id) IN (
      SELECT run_id, arrayJoin(arrayPushFront(parts, cluster_id)) FROM (
        SELECT run_id, cluster_id, parts FROM campaigns WHERE campaign_id = {id:String} AND cluster_id != ''
        ORDER BY as_of DESC, run_id DESC LIMIT 1
      )
    )
  ) AS is_now
FROM campaign_members WHERE campaign_id = {id:String} GROUP BY account_id ORDER BY account_id`;

// FINAL: a run that was saved twice has its row twice.
const SELECT_SIGHTINGS = `SELECT as_of, horizon, run_id, cluster_id, parts, change, others, verdict, accounts
FROM campaigns FINAL WHERE campaign_id = {id:String} ORDER BY as_of, run_id`;
