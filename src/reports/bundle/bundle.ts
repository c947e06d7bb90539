/** A confirmed campaign as it is handed to another platform or an authority: what was found, pseudonymised, with its evidence. */
import { createHmac, hkdfSync } from 'node:crypto';
import { z } from 'zod';
import {
  AppError,
  Bilingual,
  EvidenceKind,
  Membership,
  Pattern,
  Verdict,
  VerdictLine,
} from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';

const count = z.number().int();
const Fact = Bilingual.extend({
  observed: z.number().nullable(),
  usual: z.number().nullable(),
  accounts: z.array(z.string()),
  targets: z.array(z.string()),
  times: z.array(z.string()),
});

/** Version 1. Accounts are pseudonyms that only this receiver's bundles share; targets and texts are what the platform showed in public. */
export const CampaignBundle = z.object({
  format: z.literal('breakwater.campaign-bundle/1'),
  to: z.string(),
  made_at: z.string(),
  campaign_id: z.string(),
  model_version: z.string(),
  first_seen: z.string(),
  last_seen: z.string(),
  patterns: z.array(Pattern),
  /** Who confirmed it, by role only: how many people, and when the last did. */
  confirmed: z.object({ people: count, at: z.string() }),
  accounts: z.array(
    z.object({ pseudonym: z.string(), membership: Membership, registered_on: z.string().nullable() }),
  ),
  clusters: z.array(
    z.object({
      cluster_id: z.string(),
      verdict: Verdict,
      probability: z.number(),
      window: z.object({ from: z.string(), to: z.string() }),
      members: z.array(z.string()),
      explanation: Bilingual,
      signals: z.array(
        z.object({ id: z.string(), kind: EvidenceKind, nats: z.number(), evidence: z.array(Fact) }),
      ),
      against: z.array(Bilingual),
    }),
  ),
  targets: z.array(z.object({ target_id: z.string(), actions: count, accounts: count })),
  /** Measures in force when it was made, by kind. */
  measures: z.array(z.object({ measure: z.string(), accounts: count })),
});
export type CampaignBundle = z.infer<typeof CampaignBundle>;

const MOST_TARGETS = 100;

export interface BundleInput {
  readonly campaign: string;
  /** Who gets it: the same receiver finds the same account under the same pseudonym in all its bundles, and nobody else does. */
  readonly to: string;
  /** What pseudonyms are made with. */
  readonly key: Uint8Array;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @throws AppError `input-missing` without such a campaign, `bad-usage` when people have not confirmed it. */
export async function readBundle(
  store: Store,
  { campaign, to, key, now }: BundleInput,
): Promise<CampaignBundle> {
  const lines = (await store.rows(SELECT_VERDICTS, { campaign })).map(({ body }) =>
    VerdictLine.parse(JSON.parse(String(body))),
  );
  const [life] = await store.rows(SELECT_LIFE, { campaign });
  if (life === undefined || lines.length === 0)
    throw new AppError('input-missing', `reports/bundle: there is no campaign ${campaign} with a verdict`, {
      fix: 'breakwater campaigns list prints all ids',
    });
  const confirmed = await readConfirmation(store, campaign);
  const gone = new Set(confirmed.removed);
  const members = new Map(
    lines.flatMap(({ accounts }) => accounts).map(({ account_id, membership }) => [account_id, membership]),
  );
  for (const account of gone) members.delete(account);
  const hide = pseudonyms(key, to);
  const ids = [...members.keys()];
  const registered = new Map(
    (await store.rows(SELECT_REGISTERED, { ids })).map(({ account_id, day }) => [account_id, String(day)]),
  );
  const all = new Set(lines.flatMap(({ accounts }) => accounts.map(({ account_id }) => account_id)));
  return CampaignBundle.parse({
    format: 'breakwater.campaign-bundle/1',
    to,
    made_at: new Date(now).toISOString(),
    campaign_id: campaign,
    model_version: lines[0]?.model_version,
    first_seen: life.first_seen,
    last_seen: life.last_seen,
    patterns: [...new Set(lines.flatMap(({ patterns }) => patterns))],
    confirmed: { people: confirmed.people, at: confirmed.at },
    accounts: [...members]
      .map(([account, membership]) => ({
        pseudonym: hide(account),
        membership,
        registered_on: registered.get(account) ?? null,
      }))
      .sort((a, b) => (a.pseudonym < b.pseudonym ? -1 : 1)),
    clusters: lines.map((line) => clusterOf(line, { gone, all, hide })),
    targets: await store.rows(SELECT_TARGETS, { ids, most: MOST_TARGETS }),
    measures: await store.rows(SELECT_MEASURES, { campaign }),
  });
}

/** A name for each account that says nothing to whoever does not have the key. */
function pseudonyms(key: Uint8Array, to: string): (account: string) => string {
  const own = Buffer.from(hkdfSync('sha256', key, '', `breakwater bundle for ${to}`, 32));
  return (account) => `a_${createHmac('sha256', own).update(account).digest('hex').slice(0, 20)}`;
}

interface Hiding {
  readonly gone: ReadonlySet<string>;
  /** All accounts of the campaign, those that were taken out, too: none of their ids may stand in a sentence. */
  readonly all: ReadonlySet<string>;
  readonly hide: (account: string) => string;
}

function clusterOf(line: VerdictLine, { gone, all, hide }: Hiding) {
  const ids = [...all].sort((a, b) => b.length - a.length);
  const quotes = line.signals
    .filter(({ kind }) => kind === 'identity')
    .flatMap(({ evidence }) => evidence.flatMap(({ texts }) => texts))
    .filter((text) => text !== '')
    .sort((a, b) => b.length - a.length);
  const clean = (sentence: string) => {
    const named = ids.reduce((text, id) => text.replaceAll(id, () => hide(id)), sentence);
    return quotes.reduce((text, quote) => text.replaceAll(quote, () => '•••'), named);
  };
  const both = ({ en, zh }: Bilingual) => ({ en: clean(en), zh: clean(zh) });
  const kept = (accounts: readonly string[]) => accounts.filter((account) => !gone.has(account)).map(hide);
  return {
    cluster_id: line.cluster_id,
    verdict: line.verdict,
    probability: line.probability,
    window: line.window,
    members: kept(line.accounts.map(({ account_id }) => account_id)).sort(),
    explanation: both(line.explanation),
    signals: line.signals
      .filter(({ weight_nats }) => weight_nats > 0)
      .sort((a, b) => b.weight_nats - a.weight_nats)
      .map(({ id, kind, weight_nats, evidence }) => ({
        id,
        kind,
        nats: weight_nats,
        evidence: evidence.map(({ observed, usual, accounts, targets, times, ...fact }) => ({
          ...both(fact),
          observed,
          usual,
          accounts: kept(accounts),
          targets: targets.map((target) => (all.has(target) ? hide(target) : target)),
          times,
        })),
      })),
    against: line.against.map(both),
  };
}

/** @throws AppError `bad-usage` when the case is not confirmed as it stands. */
async function readConfirmation(store: Store, campaign: string) {
  const [row] = await store.rows(SELECT_CONFIRMED, { campaign });
  if (row?.state !== 'confirmed')
    throw new AppError('bad-usage', `reports/bundle: people have not confirmed ${campaign}`, {
      fix: 'confirm it in the console first: only what people have looked at is handed on',
    });
  const splits = JSON.parse(String(row.splits) || '[]') as readonly {
    readonly accounts: readonly string[];
  }[];
  return {
    people: Number(row.people),
    at: String(row.at),
    removed: [...(row.removed as readonly string[]), ...splits.flatMap(({ accounts }) => accounts)],
  };
}

// The newest run that saw it: of several parts, all.
const SELECT_VERDICTS = `SELECT body FROM verdicts FINAL WHERE campaign_id = {campaign:String} AND run_id = (
  SELECT run_id FROM (SELECT DISTINCT run_id FROM verdicts FINAL WHERE campaign_id = {campaign:String}) AS seen
  INNER JOIN (SELECT run_id, window_to, finished_at FROM runs FINAL) AS run USING run_id
  ORDER BY window_to DESC, finished_at DESC, run_id LIMIT 1)
ORDER BY cluster_id`;
const SELECT_LIFE = `SELECT min(first_seen) AS first_seen, max(last_seen) AS last_seen FROM campaigns FINAL
WHERE campaign_id = {campaign:String} HAVING count() > 0`;
const newest = (value: string, key: string) => `argMaxIf(${value}, version, JSONHas(after, '${key}'))`;
const SELECT_CONFIRMED = `SELECT ${newest("JSONExtractString(after, 'state')", 'state')} AS state,
  ${newest('at', 'state')} AS at, uniqExactIf(user_id, act = 'confirm') AS people,
  ${newest("JSONExtract(after, 'removed', 'Array(String)')", 'removed')} AS removed,
  ${newest("JSONExtractRaw(after, 'splits')", 'splits')} AS splits
FROM acts WHERE subject_kind = 'case' AND subject = {campaign:String}`;
const SELECT_REGISTERED = `SELECT account_id, toString(toDate(registered_at)) AS day FROM accounts_now
WHERE account_id IN {ids:Array(String)} AND registered_at IS NOT NULL`;
const SELECT_TARGETS = `SELECT target_id, toUInt32(count()) AS actions, toUInt32(uniqExact(account_id)) AS accounts FROM (
  SELECT event_key, any(account_id) AS account_id, any(target_id) AS target_id FROM actions
  WHERE account_key IN (SELECT sipHash64(arrayJoin({ids:Array(String)}))) GROUP BY event_key)
WHERE target_id != '' AND target_id NOT IN {ids:Array(String)}
GROUP BY target_id ORDER BY accounts DESC, actions DESC, target_id LIMIT {most:UInt32}`;
const SELECT_MEASURES = `SELECT measure, toUInt32(uniqExact(account_id)) AS accounts FROM sanction_ledger
WHERE campaign_id = {campaign:String} AND entry = 'apply'
  AND key NOT IN (SELECT JSONExtractString(body, 'of') FROM sanction_ledger WHERE entry IN ('revert', 'expire'))
GROUP BY measure ORDER BY measure`;
