/** One step of a plan: whatever may happen now goes into the ledger, in one write. */
import { evidenceHash } from '../../contract/evidence-hash.ts';
import type { Store } from '../../storage/index.ts';
import { appendLedger, type LedgerRow, type NewEntry, readLedger } from '../ledger/index.ts';
import { readEventIds } from '../plan/event-ids.ts';
import type { PlanItem } from '../plan/plan.ts';
import { readEvidence, type StoredPlan } from '../plan/stored-plans.ts';
import { nextEntries, type Standstill } from './next-entries.ts';
import { foldProgress } from './plan-progress.ts';
import { readSurroundings } from './surroundings.ts';

export interface Step {
  readonly rows: readonly LedgerRow[];
  /** Why nothing went; null when something did. */
  readonly standstill: Standstill | null;
}

/** Safe to be called by any number of jobs, killed anywhere and called again: each account is entered once. */
export async function stepPlan(
  store: Store,
  plan: StoredPlan,
  clock: () => number,
  actor: string,
): Promise<Step> {
  const evidence = await readEvidence(store, plan.plan_id);
  let standstill: Standstill | null = null;
  const rows = await appendLedger(store, clock, async () => {
    const progress = foldProgress(
      plan,
      await readLedger(store, 'plan_id = {plan:String}', { plan: plan.plan_id }),
    );
    const around = await readSurroundings(store, plan, clock());
    const next = nextEntries(plan, progress, around, actor);
    standstill = next.standstill;
    const events = await readEventIds(store, plan.run_id, next.items);
    return next.entries.map((entry, index) => withBody(entry, next.items[index], around.now));

    function withBody(entry: NewEntry, item: PlanItem | undefined, now: number): NewEntry {
      if (item === undefined) return entry;
      const line = evidence.get(item.cluster_id);
      const { rule, domains, patterns, probability, cluster_id, days } = item;
      const expires_at = days === null ? null : new Date(now + days * 86_400_000).toISOString();
      const evidence_hash = line === undefined ? '' : evidenceHash(line);
      const { policy_hash, run_id } = plan;
      const verdict = { run_id, cluster_id, probability, model_version: line?.model_version ?? '' };
      const event_ids = events.get(item.account_id) ?? [];
      return {
        ...entry,
        body: { rule, domains, patterns, expires_at, policy_hash, verdict, evidence_hash, event_ids },
      };
    }
  });
  return { rows, standstill };
}
