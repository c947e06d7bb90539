/** Meetings of accounts on targets for any window, in the data as it is and with its times shifted. */
import { rawPairs } from '../../src/mining/index.ts';
import type { Rng } from '../../src/redteam/index.ts';
import type { Store } from '../../src/storage/index.ts';

export interface Act {
  readonly account: number;
  readonly target: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

const ACTS = `
SELECT toUInt32(dense_rank() OVER (ORDER BY account_id)) - 1 AS account, toUInt32(dense_rank() OVER (ORDER BY target_id)) - 1 AS target,
  toUnixTimestamp64Milli(occurred_at) AS at
FROM (SELECT DISTINCT account_id, target_id, occurred_at FROM actions WHERE action = {action:String})
WHERE (empty({accounts:Array(String)}) OR account_id IN {accounts:Array(String)}) AND target_id IN (
  SELECT target_id FROM actions WHERE action = {action:String} GROUP BY target_id HAVING uniqExact(account_id) <= {most:UInt32}
)
ORDER BY target, at, account`;

/**
 * Acts of one kind on targets that at most `mostAccounts` of everybody acted on: meetings in a crowd prove little and cost the most.
 *
 * @param accounts Only theirs; empty = everybody's.
 */
export async function readActs(
  store: Store,
  action: string,
  mostAccounts: number,
  accounts: readonly string[] = [],
): Promise<readonly Act[]> {
  const rows = await store.rows(ACTS, { action, most: mostAccounts, accounts });
  return rows.map((row) => ({
    account: Number(row.account),
    target: Number(row.target),
    at: Number(row.at),
  }));
}

/** Pairs of accounts that met on at least `targets` different targets within the window. */
export function pairsThatMet(
  acts: readonly Act[],
  { windowMs, targets }: { readonly windowMs: number; readonly targets: number },
): number {
  const sorted = acts.toSorted((x, y) => x.target - y.target || x.at - y.at || x.account - y.account);
  const { meetings } = rawPairs(
    {
      length: sorted.length,
      bucket: Uint32Array.from(sorted, ({ target }) => target),
      at: Float64Array.from(sorted, ({ at }) => at),
      account: Uint32Array.from(sorted, ({ account }) => account),
    },
    { windowMs },
  );
  return meetings.reduce((count, met) => count + (met >= targets ? 1 : 0), 0);
}

/**
 * The same acts, each account's clock put forward or back by a time of its own, up to `mostMs`: who likes what stays, and so does
 * the hour of day, but nobody is in step with anybody any more.
 */
export function withShiftedClocks(acts: readonly Act[], mostMs: number, rng: Rng): readonly Act[] {
  const shifts = new Map<number, number>();
  for (const { account } of acts)
    if (!shifts.has(account)) shifts.set(account, Math.round((2 * rng.next() - 1) * mostMs));
  return acts.map((act) => ({ ...act, at: act.at + (shifts.get(act.account) ?? 0) }));
}
