/** Plans in the store: what is applied is what was planned, with the policy and the evidence as they were. */
import { AppError, VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { Policy } from '../policy/policy.ts';
import { readEventIds } from './event-ids.ts';
import { makePlan, type Plan } from './plan.ts';
import { readPlanInput } from './read-inputs.ts';

export interface StoredPlan extends Plan {
  readonly made_by: string;
  readonly policy: Policy;
  /** Likes, votes and the like that it would take back, as they stood when it was made. */
  readonly takes_back: { readonly interactions: number; readonly accounts: number };
}

/** Makes a plan and keeps it. Nothing is done about anybody; the same inputs give the same plan, kept once. */
export async function planSanctions(
  store: Store,
  {
    run,
    policy,
    now,
    by,
  }: { readonly run: string; readonly policy: Policy; readonly now: number; readonly by: string },
): Promise<StoredPlan> {
  const plan = makePlan(await readPlanInput(store, { run, policy, now }));
  const touched = new Set(plan.items.map(({ cluster_id }) => cluster_id));
  const rows = await store.rows(SELECT_EVIDENCE, { run: plan.run_id, ids: [...touched] });
  return storePlan(
    store,
    { ...plan, made_by: by, policy, takes_back: await takesBack(store, plan) },
    rows.map(({ body }) => String(body)),
  );
}

async function takesBack(store: Store, { run_id, items }: Plan): Promise<StoredPlan['takes_back']> {
  const events = [...(await readEventIds(store, run_id, items)).values()];
  return {
    interactions: events.reduce((sum, ids) => sum + ids.length, 0),
    accounts: events.filter((ids) => ids.length > 0).length,
  };
}

/** Keeps a plan; `evidence`: verdict lines as JSON. */
export async function storePlan(
  store: Store,
  stored: StoredPlan,
  evidence: readonly string[],
): Promise<StoredPlan> {
  const { made_by, policy, ...plan } = stored;
  const { plan_id, policy_hash, run_id, made_at } = plan;
  const row = { plan_id, policy_hash, run_id, made_at, made_by };
  const texts = {
    policy: JSON.stringify(policy),
    body: JSON.stringify(plan),
    evidence: `[${evidence.join(',')}]`,
  };
  await store.insertRows('sanction_plans', [{ ...row, ...texts }], { token: `plan ${plan_id}` });
  return stored;
}

/** @throws AppError `input-missing` when there is no such plan. */
export async function readPlan(store: Store, planId: string): Promise<StoredPlan> {
  const [row] = await store.rows(
    'SELECT * EXCEPT evidence FROM sanction_plans FINAL WHERE plan_id = {id:String}',
    {
      id: planId,
    },
  );
  if (row === undefined)
    throw new AppError('input-missing', `sanctions/plan: there is no plan ${planId} in ${store.location}`, {
      fix: 'breakwater sanction status lists the plans',
    });
  return {
    // Plans of earlier versions do not say what each cluster bears, nor what they take back.
    communities: [],
    takes_back: { interactions: 0, accounts: 0 },
    ...(JSON.parse(String(row.body)) as Omit<Plan, 'communities'> & Partial<Plan>),
    made_by: String(row.made_by),
    policy: Policy.parse(JSON.parse(String(row.policy))),
  };
}

/** Ids of all plans, the newest first. */
export async function listPlans(store: Store): Promise<readonly string[]> {
  const rows = await store.rows(
    'SELECT plan_id FROM sanction_plans FINAL ORDER BY made_at DESC, plan_id LIMIT 1000',
  );
  return rows.map(({ plan_id }) => String(plan_id));
}

/** The verdicts that a plan rests on, as they were when it was made. */
export async function readEvidence(store: Store, planId: string): Promise<ReadonlyMap<string, VerdictLine>> {
  const [row] = await store.rows('SELECT evidence FROM sanction_plans FINAL WHERE plan_id = {id:String}', {
    id: planId,
  });
  const lines = VerdictLine.array().parse(JSON.parse(String(row?.evidence ?? '[]')));
  return new Map(lines.map((line) => [line.cluster_id, line]));
}

const SELECT_EVIDENCE = `SELECT body FROM verdicts FINAL
WHERE run_id = {run:String} AND cluster_id IN {ids:Array(String)} ORDER BY cluster_id`;
