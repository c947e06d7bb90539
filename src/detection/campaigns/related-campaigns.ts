/** Which other campaigns may have the same operator: what their accounts and those of a campaign have in common. */
import { z } from 'zod';
import type { Store } from '../../storage/index.ts';

/** From the surest: who runs them, who invited them, then what they registered with and when. */
const COMMON_KINDS = ['operator', 'inviter', 'device', 'network', 'registration_batch'] as const;

const Related = z.object({
  campaign_id: z.string(),
  /** What is shared, the surest first: how many different ones, and how many core accounts of the other campaign have one. */
  common: z.array(
    z.object({ kind: z.enum(COMMON_KINDS), values: z.coerce.number(), accounts: z.coerce.number() }),
  ),
});
export type RelatedCampaign = z.infer<typeof Related>;

/** Campaigns that are listed at most. */
const LISTED = 20;

/**
 * Campaigns that share with this one what hardly anybody else has: at least half of all accounts with a value are in the core of
 * some campaign, and two at least of either. A hint, no proof: an agency serves many, and what many honest people have, such as a
 * carrier's address, counts for nothing by this rule. Reads the accounts that share a value with the campaign's core.
 */
export async function relatedCampaigns(store: Store, id: string): Promise<readonly RelatedCampaign[]> {
  const rows = (await store.rows(SELECT_COMMON, { id })).map((row) => Row.parse(row));
  const related = new Map<string, RelatedCampaign['common'][number][]>();
  for (const { campaign_id, ...common } of rows) {
    const list = related.get(campaign_id);
    if (list === undefined) related.set(campaign_id, [common]);
    else list.push(common);
  }
  const rank = (common: RelatedCampaign['common']) =>
    Math.min(...common.map(({ kind }) => COMMON_KINDS.indexOf(kind)));
  const most = (common: RelatedCampaign['common']) => Math.max(...common.map(({ accounts }) => accounts));
  return [...related]
    .map(([campaign_id, common]) => ({
      campaign_id,
      common: common.sort((a, b) => COMMON_KINDS.indexOf(a.kind) - COMMON_KINDS.indexOf(b.kind)),
    }))
    .sort(
      (a, b) =>
        rank(a.common) - rank(b.common) ||
        most(b.common) - most(a.common) ||
        (a.campaign_id < b.campaign_id ? -1 : 1),
    )
    .slice(0, LISTED);
}

const Row = z.object({ campaign_id: z.string() }).extend(Related.shape.common.element.shape);

/** What was ever said of the accounts, as pairs of a kind and a value; a batch is an hour. */
const VALUES = `arrayJoin(arrayFilter(pair -> pair.2 != '', [
    ('operator', ifNull(mcn_id, '')), ('inviter', ifNull(reg_invited_by, '')), ('device', ifNull(toString(reg_device), '')),
    ('network', ifNull(toString(reg_network), '')),
    ('registration_batch', ifNull(toString(toStartOfHour(registered_at)), ''))])) AS fact, fact.1 AS kind, fact.2 AS value`;

const SELECT_COMMON = `WITH
  cores AS (SELECT DISTINCT campaign_id, account_id FROM campaign_members WHERE membership = 'core'),
  values AS (SELECT DISTINCT account_id, kind, value FROM (SELECT account_id, ${VALUES} FROM accounts)),
  own AS (
    SELECT kind, value FROM values WHERE account_id IN (SELECT account_id FROM cores WHERE campaign_id = {id:String})
    GROUP BY kind, value HAVING count() >= 2
  ),
  shared AS (SELECT account_id, kind, value FROM values WHERE (kind, value) IN (SELECT kind, value FROM own)),
  rare AS (
    SELECT kind, value FROM shared GROUP BY kind, value
    HAVING 2 * countIf(account_id IN (SELECT account_id FROM cores)) >= count()
  )
SELECT campaign_id, kind, uniqExact(value) AS values, uniqExact(account_id) AS accounts
FROM (
  SELECT campaign_id, kind, value, account_id, count() OVER (PARTITION BY campaign_id, kind, value) AS having
  FROM shared INNER JOIN cores USING (account_id)
  WHERE campaign_id != {id:String} AND account_id NOT IN (SELECT account_id FROM cores WHERE campaign_id = {id:String})
    AND (kind, value) IN (SELECT kind, value FROM rare)
)
WHERE having >= 2
GROUP BY campaign_id, kind`;
