/** What a plan may do now: a pure function of the plan, the ledger and the clock. */
import type { NewEntry } from '../ledger/index.ts';
import type { PlanItem } from '../plan/plan.ts';
import type { StoredPlan } from '../plan/stored-plans.ts';
import { keyOf, type Progress } from './plan-progress.ts';

export interface Surroundings {
  /** Epoch milliseconds, never before the newest row of the ledger. */
  readonly now: number;
  /** The switch for everything is off. */
  readonly halted: boolean;
  /** Accounts that may not be touched whatever the plan says: marked honest or dismissed since, or bearing as grave a measure. */
  readonly spared: ReadonlySet<string>;
  /** Measures of all plans that began in the last hour and day, and by pattern in the last day; the time of the oldest of each. */
  readonly used: {
    readonly hour: number;
    readonly day: number;
    readonly patterns: ReadonlyMap<string, number>;
  };
}

export type Standstill =
  /** More people have to agree. */
  | { readonly why: 'approval'; readonly needed: number; readonly have: number }
  | { readonly why: 'halted' }
  | { readonly why: 'stopped'; readonly reason: string }
  /** Nothing before this moment (epoch milliseconds): the pause after the canary, or an account's own delay. */
  | { readonly why: 'waiting'; readonly until: number }
  | { readonly why: 'capped' }
  | { readonly why: 'done' };

/** Few enough that the switch takes hold within a second. */
const BATCH = 50;
const HOUR = 3_600_000;

/** Entries to append now, or why there are none. */
export function nextEntries(
  plan: StoredPlan,
  progress: Progress,
  around: Surroundings,
  actor: string,
): {
  readonly entries: readonly NewEntry[];
  readonly items: readonly PlanItem[];
  readonly standstill: Standstill | null;
} {
  const still = (standstill: Standstill) => ({ entries: [], items: [], standstill });
  const only = (entry: NewEntry) => ({ entries: [entry], items: [], standstill: null });
  const { policy, plan_id } = plan;
  const { now } = around;
  if (around.halted) return still({ why: 'halted' });
  if (progress.stopped !== null) return still({ why: 'stopped', reason: progress.stopped });
  const needed = plan.two_people.length > 0 ? 2 : 1;
  const have = progress.approvals.length;
  if (have < needed) return still({ why: 'approval', needed, have });

  const entry = (fields: NewEntry): NewEntry => ({ ...fields, plan_id });
  const canary = plan.items.filter((item) => item.canary);
  if (canary.length > 0 && progress.canary_appeals > policy.canary.appeal_rate * canary.length) {
    const reason = `${progress.canary_appeals} of the canary's ${canary.length} accounts appealed, more than ${policy.canary.appeal_rate * 100} %`;
    return only(entry({ entry: 'stop', actor, body: { reason } }));
  }
  const left = (items: readonly PlanItem[]) =>
    items.filter((item) => !progress.applied.has(keyOf(plan, item)) && !around.spared.has(item.account_id));
  if (progress.canary_at === null) return only(entry({ entry: 'slice', actor, body: { slice: 'canary' } }));
  const canaryLeft = left(canary);
  if (canaryLeft.length > 0) return go(canaryLeft, progress.canary_at);

  const rest = left(plan.items.filter((item) => !item.canary));
  if (rest.length === 0) return still({ why: 'done' });
  if (progress.rest_at === null) {
    // The pause begins when the last of the canary was touched; without a canary there is nothing to wait for.
    const last = Math.max(
      progress.canary_at,
      ...canary.map((item) => progress.applied.get(keyOf(plan, item)) ?? 0),
    );
    const until = canary.length === 0 ? last : last + policy.canary.pause_hours * HOUR;
    if (now < until) return still({ why: 'waiting', until });
    return only(entry({ entry: 'slice', actor, body: { slice: 'rest' } }));
  }
  return go(rest, progress.rest_at);

  function go(items: readonly PlanItem[], began: number) {
    const due = items.filter(({ delay_seconds }) => began + delay_seconds * 1_000 <= now);
    if (due.length === 0)
      return still({
        why: 'waiting',
        until: Math.min(...items.map((item) => began + item.delay_seconds * 1_000)),
      });
    const chosen = belowCaps(due);
    if (chosen.length === 0) return still({ why: 'capped' });
    const entries = chosen.map((item) =>
      entry({
        entry: 'apply',
        actor,
        key: keyOf(plan, item),
        campaign_id: item.campaign_id,
        account_id: item.account_id,
        measure: item.measure,
        body: {},
      }),
    );
    return { entries, items: chosen, standstill: null };
  }

  function belowCaps(due: readonly PlanItem[]): readonly PlanItem[] {
    const { caps } = policy;
    let room = Math.min(BATCH, caps.hour - around.used.hour, caps.day - around.used.day);
    const patterns = new Map(around.used.patterns);
    const chosen: PlanItem[] = [];
    for (const item of due) {
      if (room <= 0) break;
      if (item.patterns.some((pattern) => (patterns.get(pattern) ?? 0) >= caps.pattern_day)) continue;
      for (const pattern of item.patterns) patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
      chosen.push(item);
      room--;
    }
    return chosen;
  }
}
