/** Meetings of accounts on targets for any window, in the data as it is and with its times shifted. */
import { rawPairs } from '../../src/mining/index.ts';
import type { Rng } from '../../src/redteam/index.ts';
import type { Store } from '../../src/storage/index.ts';

export interface Act {
  readonly account: string;
  readonly target: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

const ACTS = `
SELECT DISTINCT account_id, target_id, toUnixTimestamp64Milli(occurred_at) AS at FROM actions
WHERE action = {action:String} AND target_id IN (
  SELECT target_id FROM actions WHERE action = {action:String} GROUP BY target_id HAVING uniqExact(account_id) <= {most:UInt32}
)
ORDER BY target_id, at, account_id`;

/** Acts of one kind on targets that at most `mostAccounts` acted on: meetings in a crowd prove little and cost the most. */
export async function readActs(store: Store, action: string, mostAccounts: number): Promise<readonly Act[]> {
  const rows = await store.rows(ACTS, { action, most: mostAccounts });
  return rows.map((row) => ({
    account: String(row.account_id),
    target: String(row.target_id),
    at: Number(row.at),
  }));
}

/** Pairs of accounts that met on at least `targets` different targets within the window. O(pairs of acts that met). */
export function pairsThatMet(
  acts: readonly Act[],
  { windowMs, targets }: { readonly windowMs: number; readonly targets: number },
): readonly (readonly [string, string])[] {
  const accounts = numbered(acts.map(({ account }) => account));
  const places = numbered(acts.map(({ target }) => target));
  const rows = acts
    .map(({ account, target, at }) => ({
      account: accounts.numbers.get(account) ?? 0,
      bucket: places.numbers.get(target) ?? 0,
      at,
    }))
    .sort((x, y) => x.bucket - y.bucket || x.at - y.at || x.account - y.account);
  const { length, a, b, meetings } = rawPairs(
    {
      length: rows.length,
      bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
      at: Float64Array.from(rows, ({ at }) => at),
      account: Uint32Array.from(rows, ({ account }) => account),
    },
    { windowMs },
  );
  const met: [string, string][] = [];
  for (let edge = 0; edge < length; edge++)
    if ((meetings[edge] ?? 0) >= targets)
      met.push([accounts.names[a[edge] ?? 0] ?? '', accounts.names[b[edge] ?? 0] ?? '']);
  return met;
}

function numbered(values: readonly string[]) {
  const names = [...new Set(values)];
  return { names, numbers: new Map(names.map((name, i) => [name, i])) };
}

/**
 * The same acts, each account's clock put forward or back by a time of its own, up to `mostMs`: who likes what stays, and so does
 * the hour of day, but nobody is in step with anybody any more.
 */
export function withShiftedClocks(acts: readonly Act[], mostMs: number, rng: Rng): readonly Act[] {
  const shifts = new Map<string, number>();
  for (const { account } of acts)
    if (!shifts.has(account)) shifts.set(account, Math.round((2 * rng.next() - 1) * mostMs));
  return acts.map((act) => ({ ...act, at: act.at + (shifts.get(act.account) ?? 0) }));
}
