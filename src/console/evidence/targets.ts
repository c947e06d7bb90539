/** What the cluster acted on, and how much of the attention there was its own. */
import type { Store } from '../../storage/index.ts';
import { IN_WINDOW } from '../../traces/index.ts';
import { Targets } from '../contract/index.ts';
import { IN_HOURS, memberActs } from './member-acts.ts';
import type { ActsParams } from './selection.ts';

const MOST_TARGETS = 1_000;
/** Links and topics that are shown of a target. */
const SHOWN = 5;

const OWN = `
SELECT target_id, toString(sipHash64(target_id)) AS target_key, any(target_account_id) AS owner, toUInt32(count()) AS actions, toUInt32(uniqExact(account_key)) AS accounts,
  min(occurred_at) AS first_at, max(occurred_at) AS last_at, arraySort(groupUniqArray(toString(action))) AS kinds,
  groupUniqArrayArray(${SHOWN})(urls) AS urls, groupUniqArrayArray(${SHOWN})(topics) AS topics,
  toUInt32(count() OVER ()) AS targets_in_all, toUInt32(sum(count()) OVER ()) AS actions_in_all
FROM ${memberActs('target_id, target_account_id, account_key, occurred_at, action, urls, topics')}
GROUP BY target_id
ORDER BY accounts DESC, actions DESC, target_id
LIMIT {shown:UInt32}`;

/** Not folded: an event that is stored twice adds no account. By key, as a thousand long ids are more than a parameter holds. */
const EVERYBODY = `
SELECT target_id, toUInt32(uniqExact(account_key)) AS accounts
FROM actions
WHERE ${IN_HOURS} AND ${IN_WINDOW} AND sipHash64(target_id) IN (SELECT arrayJoin({keys:Array(UInt64)}))
GROUP BY target_id`;

export async function targets(store: Store, params: ActsParams): Promise<Targets> {
  const rows = await store.rows(OWN, { ...params, shown: MOST_TARGETS });
  const { from, to } = params;
  const keys = rows.map(({ target_key }) => BigInt(String(target_key)));
  const everybody = rows.length === 0 ? [] : await store.rows(EVERYBODY, { from, to, keys });
  const accountsOn = new Map(everybody.map((row) => [row.target_id, row.accounts]));
  return Targets.parse({
    targets: rows.map((row) => ({ ...row, platform_accounts: accountsOn.get(row.target_id) ?? 0 })),
    total: rows[0]?.targets_in_all ?? 0,
    actions: rows[0]?.actions_in_all ?? 0,
  });
}
