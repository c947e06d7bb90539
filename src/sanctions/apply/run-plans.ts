/** The job's round: every plan that people agreed to goes as far as it may, what is over ends, and the platform is told. */
import type { Store } from '../../storage/index.ts';
import { readLedger } from '../ledger/index.ts';
import { type DeliveryReport, deliverPending, type Outlet } from '../outlets/deliver.ts';
import { readPlan } from '../plan/stored-plans.ts';
import type { Standstill } from './next-entries.ts';
import { expireMeasures } from './people-acts.ts';
import { stepPlan } from './step-plan.ts';

export interface RoundReport {
  readonly plans: readonly {
    readonly plan_id: string;
    readonly applied: number;
    readonly standstill: Standstill | null;
  }[];
  readonly expired: number;
  readonly deliveries: readonly { readonly outlet: string; readonly report: DeliveryReport }[];
}

/** Safe to run in several processes, and to kill anywhere. `signal` ends it between two writes. */
export async function runRound(
  store: Store,
  {
    outlets,
    clock,
    actor,
    signal,
  }: {
    readonly outlets: readonly Outlet[];
    readonly clock: () => number;
    readonly actor: string;
    readonly signal?: AbortSignal;
  },
): Promise<RoundReport> {
  const agreed = new Set((await readLedger(store, "entry = 'approve'")).map(({ plan_id }) => plan_id));
  const plans: RoundReport['plans'][number][] = [];
  for (const plan_id of [...agreed].sort()) {
    const plan = await readPlan(store, plan_id);
    let applied = 0;
    let standstill: Standstill | null = null;
    while (standstill === null && !signal?.aborted) {
      const step = await stepPlan(store, plan, clock, actor);
      standstill = step.standstill;
      applied += step.rows.filter(({ entry }) => entry === 'apply').length;
    }
    plans.push({ plan_id, applied, standstill });
  }
  const expired = await expireMeasures(store, { actor, clock });
  const deliveries = [];
  for (const outlet of outlets)
    deliveries.push({ outlet: outlet.name, report: await deliverPending(store, outlet, clock, signal) });
  return { plans, expired, deliveries };
}
