/** A plan as it stands: what became of it, and what the platform said. */
import type { Store } from '../../storage/index.ts';
import { readLedger, readStanding } from '../ledger/index.ts';
import type { StoredPlan } from '../plan/stored-plans.ts';
import { foldProgress } from './plan-progress.ts';

export interface PlanState {
  readonly state: 'waits_for_people' | 'running' | 'stopped' | 'done';
  readonly approvals: readonly string[];
  /** How many people must agree. */
  readonly needed: number;
  readonly applied: number;
  readonly in_force: number;
  readonly appeals: number;
  /** Why it goes no further; null = it may. */
  readonly stopped: string | null;
  /** Last word of each message's delivery: sent, failed, dead, done, refused; by outlet and status. */
  readonly deliveries: readonly {
    readonly outlet: string;
    readonly status: string;
    readonly messages: number;
  }[];
}

export async function describePlan(store: Store, plan: StoredPlan): Promise<PlanState> {
  const rows = await readLedger(store, 'plan_id = {plan:String}', { plan: plan.plan_id });
  const { approvals, applied, stopped } = foldProgress(plan, rows);
  const { open } = await readStanding(store);
  const needed = plan.two_people.length > 0 ? 2 : 1;
  const told = await store.rows(SELECT_TOLD, { plan: plan.plan_id });
  const state =
    stopped !== null
      ? 'stopped'
      : approvals.length < needed
        ? 'waits_for_people'
        : applied.size < plan.items.length
          ? 'running'
          : 'done';
  return {
    state,
    approvals,
    needed,
    applied: applied.size,
    in_force: [...open.values()].filter(({ plan_id }) => plan_id === plan.plan_id).length,
    appeals: rows.filter(({ entry }) => entry === 'appeal').length,
    stopped,
    deliveries: told.map(({ outlet, status, messages }) => ({
      outlet: String(outlet),
      status: String(status),
      messages: Number(messages),
    })),
  };
}

const SELECT_TOLD = `SELECT outlet, status, count() AS messages FROM (
  SELECT key, outlet, argMax(status, (status IN ('done', 'refused'), attempt, at)) AS status FROM sanction_deliveries
  WHERE key IN (SELECT key FROM sanction_ledger WHERE plan_id = {plan:String} AND key != '') GROUP BY key, outlet)
GROUP BY outlet, status ORDER BY outlet, status`;
