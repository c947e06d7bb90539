/** How far a plan has come, folded out of the ledger. */
import { createHash } from 'node:crypto';
import { type LedgerRow, reverted } from '../ledger/index.ts';
import type { Plan, PlanItem } from '../plan/plan.ts';

export interface Progress {
  /** Distinct people who agreed. */
  readonly approvals: readonly string[];
  /** When each slice began, epoch milliseconds; null = not yet. */
  readonly canary_at: number | null;
  readonly rest_at: number | null;
  /** Keys of the measures that were begun, with when. */
  readonly applied: ReadonlyMap<string, number>;
  /** Keys of those that were taken back. */
  readonly reverted: ReadonlySet<string>;
  /** Accounts of the canary that objected. */
  readonly canary_appeals: number;
  /** Why the plan goes no further; null = it may. */
  readonly stopped: string | null;
}

/** The same for the same plan and account, so that however often it is tried it is done once. */
export function keyOf(
  { plan_id }: Pick<Plan, 'plan_id'>,
  { account_id, measure }: Pick<PlanItem, 'account_id' | 'measure'>,
): string {
  return createHash('sha256').update(`apply ${plan_id} ${measure} ${account_id}`).digest('hex').slice(0, 32);
}

/** `rows`: all rows of the ledger with the plan's id, in order. */
export function foldProgress(plan: Plan, rows: readonly LedgerRow[]): Progress {
  const canary = new Set(plan.items.filter((item) => item.canary).map(({ account_id }) => account_id));
  const approvals = new Set<string>();
  const appealed = new Set<string>();
  const applied = new Map<string, number>();
  const taken = new Set<string>();
  const slices: Record<string, number> = {};
  let stopped: string | null = null;
  for (const row of rows) {
    const body = JSON.parse(row.body) as { readonly slice?: string; readonly reason?: string };
    const at = Date.parse(row.at);
    if (row.entry === 'approve') approvals.add(row.actor);
    if (row.entry === 'slice') slices[String(body.slice)] ??= at;
    if (row.entry === 'apply') applied.set(row.key, at);
    if (row.entry === 'revert') taken.add(reverted(row));
    if (row.entry === 'appeal' && canary.has(row.account_id)) appealed.add(row.account_id);
    if (row.entry === 'stop') stopped ??= String(body.reason);
  }
  return {
    approvals: [...approvals],
    canary_at: slices.canary ?? null,
    rest_at: slices.rest ?? null,
    applied,
    reverted: taken,
    canary_appeals: appealed.size,
    stopped,
  };
}
