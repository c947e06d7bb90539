/** Routes of the queue, of cases, and of the record. */
import { z } from '@hono/zod-openapi';
import { actOnCase, releaseCase, takeCase } from '../cases/act-on-case.ts';
import { describeCase } from '../cases/describe-case.ts';
import { syncHonestMarks } from '../cases/honest-marks.ts';
import { openCases, readQueue } from '../cases/queue.ts';
import { readAudit } from '../cases/read-audit.ts';
import { SECOND_REVIEWER } from '../cases/second-reviewer.ts';
import {
  AuditPage,
  AuditQuery,
  Case,
  CasePage,
  CaseQuery,
  HonestPage,
  NewAct,
  NextCase,
} from '../contract/index.ts';
import { type ConsoleContext, callerOf, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { answer, body } from './answers.ts';

const READ = { role: 'viewer', scope: 'read' } as const;
const DECIDE = { role: 'analyst', scope: 'decide' } as const;
const params = z.object({ case_id: z.string().max(512) });

export function registerCaseRoutes(app: ConsoleApp, deps: ConsoleDeps): void {
  const { store, now } = deps;
  const acting = (context: ConsoleContext) => ({
    store,
    caller: callerOf(context),
    now: now(),
    policy: deps.secondReviewer ?? SECOND_REVIEWER,
  });
  const show = async (context: ConsoleContext, caseId: string) => {
    const found = await describeCase(acting(context), caseId);
    if (found === null) throw new HttpProblem('not-found', 'there is no such case in the newest runs');
    return found;
  };

  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: '/api/v1/cases',
      summary: 'The queue',
      request: { query: CaseQuery },
      responses: answer('A page of the queue', CasePage),
    }),
    async (context) => {
      return context.json(
        await readQueue({ store, query: context.req.valid('query'), now: now(), caller: callerOf(context) }),
        200,
      );
    },
  );
  app.openapi(
    guardedRoute(DECIDE, {
      method: 'post',
      path: '/api/v1/cases/next',
      summary: 'Takes the next case that nobody has',
      request: { query: CaseQuery },
      responses: answer('The case; null when there is none', NextCase),
    }),
    async (context) => {
      const cases = await openCases({
        store,
        query: context.req.valid('query'),
        now: now(),
        caller: callerOf(context),
      });
      for (const { case_id } of cases) {
        const taken = await takeCase(acting(context), case_id).then(
          () => true,
          // Somebody was faster: the next one.
          (error) => {
            if (error instanceof HttpProblem && error.code === 'conflict') return false;
            throw error;
          },
        );
        if (taken) return context.json({ case_id }, 200);
      }
      return context.json({ case_id: null }, 200);
    },
  );
  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: '/api/v1/cases/{case_id}',
      summary: 'One case with its record',
      request: { params },
      responses: answer('The case', Case),
    }),
    async (context) => {
      const { case_id } = context.req.valid('param');
      await syncHonestMarks(store, case_id);
      return context.json(await show(context, case_id), 200);
    },
  );
  for (const [name, act] of [
    ['take', takeCase],
    ['release', releaseCase],
  ] as const)
    app.openapi(
      guardedRoute(DECIDE, {
        method: 'post',
        path: `/api/v1/cases/{case_id}/${name}`,
        summary: name === 'take' ? 'Takes the case for 15 minutes' : 'Gives the case back',
        request: { params },
        responses: answer('The case', Case),
      }),
      async (context) => {
        const { case_id } = context.req.valid('param');
        await act(acting(context), case_id);
        return context.json(await show(context, case_id), 200);
      },
    );
  app.openapi(
    guardedRoute(DECIDE, {
      method: 'post',
      path: '/api/v1/cases/{case_id}/acts',
      summary: 'Decides, comments, assigns, splits, or takes an act back',
      request: { params, body: body(NewAct) },
      responses: answer('The case after it', Case),
    }),
    async (context) => {
      const { case_id } = context.req.valid('param');
      await actOnCase(acting(context), case_id, context.req.valid('json'));
      return context.json(await show(context, case_id), 200);
    },
  );
  app.openapi(
    guardedRoute(
      { role: 'lead', scope: 'read' },
      {
        method: 'get',
        path: '/api/v1/audit',
        summary: 'The record of what people did',
        request: { query: AuditQuery },
        responses: answer('A page of the record, the newest first', AuditPage),
      },
    ),
    async (context) => context.json(await readAudit(store, context.req.valid('query')), 200),
  );
  app.openapi(
    guardedRoute(
      { role: 'analyst', scope: 'read' },
      {
        method: 'get',
        path: '/api/v1/honest',
        summary: 'Accounts that people marked honest',
        responses: answer('Marks that hold', HonestPage),
      },
    ),
    async (context) => {
      const rows = await store.rows(SELECT_HONEST, { now: now() });
      return context.json({ marks: rows.map((row) => HonestPage.shape.marks.element.parse(row)) }, 200);
    },
  );
}

const SELECT_HONEST = `SELECT account_id, case_id, reason, marked_at, expires_at FROM honest_marks FINAL
WHERE revoked = 0 AND expires_at > fromUnixTimestamp64Milli({now:Int64}) ORDER BY marked_at DESC, account_id LIMIT 10000`;
