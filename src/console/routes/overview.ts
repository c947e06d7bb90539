/** The route of the overview. */
import { z } from '@hono/zod-openapi';
import { Overview } from '../contract/index.ts';
import { readOverview } from '../overview/read-overview.ts';
import { guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { answer } from './answers.ts';

export function registerOverviewRoutes(app: ConsoleApp, { store, now }: ConsoleDeps): void {
  app.openapi(
    guardedRoute(
      { role: 'viewer', scope: 'read' },
      {
        method: 'get',
        path: '/api/v1/overview',
        summary: 'Events, cycles, verdicts over weeks, the queue, and precision by signal',
        request: { query: z.object({ weeks: z.coerce.number().int().min(1).max(104).default(8) }) },
        responses: answer('The overview', Overview),
      },
    ),
    async (context) => {
      const { weeks } = context.req.valid('query');
      return context.json(await readOverview(store, { weeks, now: now() }), 200);
    },
  );
}
