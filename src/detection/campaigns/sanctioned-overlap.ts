/** Whether a campaign's accounts were sanctioned before, for another one: who comes back under a new banner. */
import { z } from 'zod';
import type { Store } from '../../storage/index.ts';

const Row = z.object({ campaign_id: z.string(), accounts: z.coerce.number() });
/** Accounts of this campaign that a measure was begun against for `campaign_id`, and not taken back; one that ended by itself counts. */
export type SanctionedBefore = z.infer<typeof Row>;

/** The campaign with most of them first. */
export async function sanctionedBefore(store: Store, id: string): Promise<readonly SanctionedBefore[]> {
  const rows = await store.rows(SELECT_SANCTIONED, { id });
  return rows.map((row) => Row.parse(row));
}

const SELECT_SANCTIONED = `SELECT campaign_id, uniqExact(account_id) AS accounts FROM sanction_ledger
WHERE entry = 'apply' AND campaign_id != {id:String}
  AND account_id IN (SELECT account_id FROM campaign_members WHERE campaign_id = {id:String})
  AND key NOT IN (SELECT JSONExtractString(body, 'of') FROM sanction_ledger WHERE entry = 'revert')
GROUP BY campaign_id ORDER BY accounts DESC, campaign_id LIMIT 20`;
