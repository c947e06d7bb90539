/** Routes of plans: what would be done, what was done, and how people agree to it, stop it and take it back. */
import { z } from '@hono/zod-openapi';
import {
  approvePlan,
  describePlan,
  isHalted,
  listPlans,
  readPlan,
  revertMeasures,
  type StoredPlan,
  stopPlan,
  throwSwitch,
  verifyLedger,
} from '../../sanctions/index.ts';
import { PlanPage, Plans, Reverted, Switch, WithReason } from '../contract/index.ts';
import { type ConsoleContext, callerOf, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { answer, body, DONE } from './answers.ts';

const READ = { role: 'viewer', scope: 'read' } as const;
const LEAD = { role: 'lead', scope: 'decide' } as const;
const params = z.object({ plan_id: z.string().min(1).max(64) });
const BASE = '/api/v1/sanctions';
const MOST_PLANS = 50;
const MOST_ITEMS = 100;

export function registerSanctionRoutes(app: ConsoleApp, { store, now }: ConsoleDeps): void {
  const person = (context: ConsoleContext) => ({ actor: callerOf(context).name, clock: now });
  const rowOf = async (plan: StoredPlan) => ({ ...factsOf(plan), ...(await describePlan(store, plan)) });

  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: `${BASE}/plans` as const,
      summary: 'Plans, the newest first, the switch, and whether the ledger is as it was written',
      responses: answer('The plans', Plans),
    }),
    async (context) => {
      const ids = (await listPlans(store)).slice(0, MOST_PLANS);
      const plans = [];
      for (const id of ids) plans.push(await rowOf(await readPlan(store, id)));
      const { rows, head, broken } = await verifyLedger(store);
      const ledger = { rows, head, broken: broken === null ? null : `row ${broken.seq} is ${broken.why}` };
      return context.json(Plans.parse({ plans, halted: await isHalted(store), ledger }), 200);
    },
  );
  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: `${BASE}/plans/{plan_id}` as const,
      summary: 'One plan: whom it touches, the least certain first, and whom it does not',
      request: { params },
      responses: answer('The plan', PlanPage),
    }),
    async (context) => {
      const plan = await readPlan(store, context.req.valid('param').plan_id);
      const { two_people, exempt, capped, already, communities, takes_back, items } = plan;
      return context.json(
        PlanPage.parse({
          ...(await rowOf(plan)),
          two_people,
          exempt: counted(exempt.map(({ why }) => why)),
          capped: counted(capped.map(({ cap }) => cap)),
          already: already.length,
          communities,
          takes_back,
          items: items.slice(0, MOST_ITEMS),
        }),
        200,
      );
    },
  );
  app.openapi(
    guardedRoute(LEAD, {
      method: 'post',
      path: `${BASE}/plans/{plan_id}/approve` as const,
      summary: 'Agrees to a plan; once enough people have, the job applies it',
      request: { params },
      responses: DONE,
    }),
    async (context) => {
      const plan = await readPlan(store, context.req.valid('param').plan_id);
      await approvePlan(store, plan, person(context));
      return context.body(null, 204);
    },
  );
  app.openapi(
    guardedRoute(LEAD, {
      method: 'post',
      path: `${BASE}/plans/{plan_id}/stop` as const,
      summary: 'The plan goes no further; what it did stays',
      request: { params, body: body(WithReason) },
      responses: DONE,
    }),
    async (context) => {
      const plan = await readPlan(store, context.req.valid('param').plan_id);
      await stopPlan(store, plan, { ...person(context), reason: context.req.valid('json').reason });
      return context.body(null, 204);
    },
  );
  app.openapi(
    guardedRoute(LEAD, {
      method: 'post',
      path: `${BASE}/plans/{plan_id}/revert` as const,
      summary: 'Takes all measures of a plan back; the job tells the platform',
      request: { params, body: body(WithReason) },
      responses: answer('How many measures ended', Reverted),
    }),
    async (context) => {
      const { plan_id } = await readPlan(store, context.req.valid('param').plan_id);
      const { reason } = context.req.valid('json');
      const measures = await revertMeasures(store, { plan: plan_id }, { ...person(context), reason });
      return context.json({ measures }, 200);
    },
  );
  app.openapi(
    guardedRoute(LEAD, {
      method: 'post',
      path: `${BASE}/switch` as const,
      summary: 'Stops everything at once, or lets jobs go on',
      request: { body: body(Switch) },
      responses: DONE,
    }),
    async (context) => {
      const { to, reason } = context.req.valid('json');
      await throwSwitch(store, to, { ...person(context), reason });
      return context.body(null, 204);
    },
  );
}

function factsOf({
  plan_id,
  made_at,
  made_by,
  run_id,
  policy,
  policy_hash,
  platform_accounts,
  items,
}: StoredPlan) {
  return {
    plan_id,
    made_at,
    made_by,
    run_id,
    policy: policy.name,
    policy_hash,
    accounts: items.length,
    platform_share: platform_accounts === 0 ? 0 : items.length / platform_accounts,
    measures: counted(items.map(({ measure }) => measure)),
  };
}

const counted = (names: readonly string[]) =>
  [...Map.groupBy(names, (name) => name)].map(([name, all]) => ({ name, accounts: all.length }));
