/** Routes of appeals: accounts object, and somebody who did not decide looks at the evidence as it was. */
import { z } from '@hono/zod-openapi';
import {
  type Appeal,
  decidersOf,
  listAppeals,
  openAppeal,
  readAppealEvidence,
  ruleOnAppeal,
} from '../../sanctions/index.ts';
import { AppealList, AppealPage, AppealRow, NewAppeal, NewRuling } from '../contract/index.ts';
import { maskedLine } from '../evidence/masked-line.ts';
import { type ConsoleContext, callerOf, guardedRoute, roleReaches } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { answer, body } from './answers.ts';

const READ = { role: 'analyst', scope: 'read' } as const;
const DECIDE = { role: 'analyst', scope: 'decide' } as const;
const params = z.object({ appeal: z.coerce.number().int().min(1) });

export function registerAppealRoutes(app: ConsoleApp, { store, now }: ConsoleDeps): void {
  const find = async (number: number): Promise<Appeal> => {
    const found = (await listAppeals(store)).find(({ appeal }) => appeal === number);
    if (found === undefined)
      throw new HttpProblem('not-found', 'there is no such appeal: GET /api/v1/appeals lists them');
    return found;
  };
  const page = async (context: ConsoleContext, number: number) => {
    const appeal = await find(number);
    const { verdict, ...evidence } = await readAppealEvidence(store, appeal);
    const caller = callerOf(context);
    const isDecider = (await decidersOf(store, appeal)).has(caller.name);
    return AppealPage.parse({
      ...appeal,
      ...evidence,
      // Whose appeal it is stands there already; how others call themselves does not belong here.
      verdict: verdict === null ? null : maskedLine(verdict),
      may_rule: appeal.ruling === null && !isDecider && roleReaches(caller.role, 'analyst'),
    });
  };

  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: '/api/v1/appeals',
      summary: 'Appeals, the oldest without a ruling first',
      request: {
        query: z.object({
          state: z.enum(['open', 'all']).default('open'),
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
      },
      responses: answer('A page', AppealList),
    }),
    async (context) => {
      const { state, offset, limit } = context.req.valid('query');
      const found = (await listAppeals(store, state)).toSorted(
        (a, b) => Number(a.ruling !== null) - Number(b.ruling !== null) || a.appeal - b.appeal,
      );
      const appeals = AppealRow.array().parse(found.slice(offset, offset + limit));
      return context.json({ appeals, total: found.length }, 200);
    },
  );
  app.openapi(
    guardedRoute(DECIDE, {
      method: 'post',
      path: '/api/v1/appeals',
      summary: 'Records that an account objects to the measure against it; for the platform, with a token',
      request: { body: body(NewAppeal) },
      responses: answer('The appeal', AppealRow),
    }),
    async (context) => {
      const { account_id: account, statement } = context.req.valid('json');
      const actor = callerOf(context).name;
      const opened = await openAppeal(store, { account, statement, clock: now, actor });
      return context.json(AppealRow.parse(opened), 200);
    },
  );
  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: '/api/v1/appeals/{appeal}',
      summary: 'One appeal, with the evidence as it was when the measure was planned',
      request: { params },
      responses: answer('The appeal', AppealPage),
    }),
    async (context) => context.json(await page(context, context.req.valid('param').appeal), 200),
  );
  app.openapi(
    guardedRoute(DECIDE, {
      method: 'post',
      path: '/api/v1/appeals/{appeal}/ruling',
      summary: 'Rules on an appeal; not for who planned, approved or confirmed the measure',
      request: { params, body: body(NewRuling) },
      responses: answer('The appeal after it', AppealPage),
    }),
    async (context) => {
      const { appeal } = context.req.valid('param');
      const { ruling, reason, honest_days } = context.req.valid('json');
      const by = callerOf(context).name;
      const found = await find(appeal);
      if (found.ruling !== null)
        throw new HttpProblem('conflict', `${found.ruling.by} ruled on it at ${found.ruling.at}`);
      if ((await decidersOf(store, found)).has(by))
        throw new HttpProblem('forbidden', 'you took part in the decision: somebody else has to look at it');
      const days = honest_days === undefined ? {} : { honestDays: honest_days };
      await ruleOnAppeal(store, { appeal, ruling, by, reason, clock: now, ...days });
      return context.json(await page(context, appeal), 200);
    },
  );
}
