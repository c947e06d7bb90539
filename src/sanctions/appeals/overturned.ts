/** How often each signal led to a measure that an appeal overturned. */
import type { Store } from '../../storage/index.ts';
import { readLedger } from '../ledger/index.ts';
import { readEvidence } from '../plan/stored-plans.ts';
import { type Appeal, listAppeals } from './appeals.ts';

export interface Overturned {
  readonly open: number;
  readonly ruled: number;
  readonly overturned: number;
  /** Of the appeals that were ruled on, those in whose verdict the signal spoke. */
  readonly by_signal: readonly {
    readonly signal: string;
    readonly ruled: number;
    readonly overturned: number;
  }[];
}

export async function readOverturned(store: Store): Promise<Overturned> {
  const appeals = await listAppeals(store);
  const ruled = appeals.filter(({ ruling }) => ruling !== null);
  const isOverturned = ({ ruling }: Appeal) => ruling?.ruling === 'overturned';
  const clusters = await clustersOf(store, ruled);
  const counts = new Map<string, { ruled: number; overturned: number }>();
  for (const [plan, ofPlan] of Map.groupBy(ruled, ({ plan_id }) => plan_id)) {
    const evidence = await readEvidence(store, plan);
    for (const appeal of ofPlan)
      for (const { id, weight_nats } of evidence.get(clusters.get(appeal.of) ?? '')?.signals ?? []) {
        if (weight_nats <= 0) continue;
        const count = counts.get(id) ?? { ruled: 0, overturned: 0 };
        counts.set(id, count);
        count.ruled++;
        if (isOverturned(appeal)) count.overturned++;
      }
  }
  return {
    open: appeals.length - ruled.length,
    ruled: ruled.length,
    overturned: ruled.filter(isOverturned).length,
    by_signal: [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([signal, count]) => ({ signal, ...count })),
  };
}

/** By the key of the measure, the cluster that led to it. */
async function clustersOf(store: Store, appeals: readonly Appeal[]): Promise<ReadonlyMap<string, string>> {
  const rows = await readLedger(store, "entry = 'apply' AND has({keys:Array(String)}, key)", {
    keys: appeals.map(({ of }) => of),
  });
  return new Map(
    rows.map(({ key, body }) => [
      key,
      (JSON.parse(body) as { verdict: { cluster_id: string } }).verdict.cluster_id,
    ]),
  );
}
