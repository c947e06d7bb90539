/** What a step of a plan has to respect beside the plan, read from the store. */
import type { Store } from '../../storage/index.ts';
import { readLedger, readStanding, reverted } from '../ledger/index.ts';
import { readReviews } from '../plan/reviews.ts';
import type { StoredPlan } from '../plan/stored-plans.ts';
import { grade } from '../policy/decide.ts';
import type { Surroundings } from './next-entries.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** `clock`: epoch milliseconds; where it is behind the ledger, the ledger's time counts. */
export async function readSurroundings(store: Store, plan: StoredPlan, clock: number): Promise<Surroundings> {
  const [tail] = await store.rows('SELECT max(at) AS at FROM sanction_ledger');
  const newest = tail?.at === undefined ? 0 : Date.parse(String(tail.at));
  const now = Math.max(clock, Number.isNaN(newest) ? 0 : newest);
  const since = now - DAY;
  const recent = await readLedger(store, "entry = 'apply' AND at > fromUnixTimestamp64Milli({since:Int64})", {
    since,
  });
  const patterns = new Map<string, number>();
  for (const { body } of recent)
    for (const pattern of (JSON.parse(body) as { readonly patterns?: readonly string[] }).patterns ?? [])
      patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
  return {
    now,
    halted: await isHalted(store),
    spared: await readSpared(store, plan, now),
    used: {
      hour: recent.filter(({ at }) => Date.parse(at) > now - HOUR).length,
      day: recent.length,
      patterns,
    },
  };
}

/** Whether somebody threw the switch and nobody has put it back. */
export async function isHalted(store: Store): Promise<boolean> {
  const [last] = (await readLedger(store, "entry IN ('halt', 'resume')")).slice(-1);
  return last?.entry === 'halt';
}

/** Whom the plan may no longer touch: people have said so since it was made, or another plan was first. */
async function readSpared(store: Store, plan: StoredPlan, now: number): Promise<ReadonlySet<string>> {
  const ids = plan.items.map(({ account_id }) => account_id);
  const honest = await store.rows(SELECT_HONEST, { ids, now });
  const reviews = await readReviews(store);
  const { in_force } = await readStanding(store);
  const overturned = await readLedger(store, "entry = 'revert' AND plan_id = {plan:String}", {
    plan: plan.plan_id,
  });
  const spared = new Set(honest.map(({ account_id }) => String(account_id)));
  for (const row of overturned) if (reverted(row) !== '') spared.add(row.account_id);
  for (const { account_id, measure, ...cluster } of plan.items) {
    const borne = in_force.get(account_id);
    if (reviews.ofAccount(cluster, account_id) === 'dismissed') spared.add(account_id);
    if (borne !== undefined && grade(borne) >= grade(measure)) spared.add(account_id);
  }
  for (const { account, until } of plan.policy.exempt.accounts)
    if (until >= new Date(now).toISOString().slice(0, 10)) spared.add(account);
  return spared;
}

const SELECT_HONEST = `SELECT DISTINCT account_id FROM honest_marks FINAL
WHERE account_id IN {ids:Array(String)} AND revoked = 0 AND expires_at > fromUnixTimestamp64Milli({now:Int64})`;
