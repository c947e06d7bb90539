/** A plan in a store, without a detection before it: what tests of applying stand on. */
import { makePlan } from '../../src/sanctions/plan/plan.ts';
import { type StoredPlan, storePlan } from '../../src/sanctions/plan/stored-plans.ts';
import { Policy } from '../../src/sanctions/policy/policy.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import { ACCOUNT, CLUSTER, NOW } from './facts.ts';

export async function emptyStore(): Promise<Store> {
  const store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => NOW });
  return store;
}

/** `settings`: parts of a policy; all accounts get the measure `label` for 7 days. */
export async function storedPlan(
  store: Store,
  {
    accounts,
    settings = {},
    campaign = 'k1',
    platform = 1_000_000,
  }: { accounts: readonly string[]; settings?: object; campaign?: string; platform?: number },
): Promise<StoredPlan> {
  const rules = [{ name: 'all', when: { probability: 0.9 }, measure: 'label', days: 7 }];
  const policy = Policy.parse({
    name: 'test',
    rules,
    delay: { least_seconds: 0, most_seconds: 600 },
    canary: { share: 0.2, least: 2, most: 50, pause_hours: 24, appeal_rate: 0.05 },
    ...settings,
  });
  const members = accounts.map((account_id) => ({ ...ACCOUNT, account_id }));
  const plan = makePlan({
    policy,
    run_id: 'run',
    now: NOW,
    platform_accounts: platform,
    clusters: [{ ...CLUSTER, campaign_id: campaign, members }],
    in_force: new Map(),
    campaign_so_far: new Map(),
  });
  return storePlan(
    store,
    { ...plan, made_by: 'planner', policy, takes_back: { interactions: 0, accounts: 0 } },
    [],
  );
}
export const names = (n: number, prefix = 'u') => Array.from({ length: n }, (_, i) => `${prefix}${i}`);
