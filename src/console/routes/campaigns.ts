/** Routes of campaigns. */
import { z } from '@hono/zod-openapi';
import { Pattern, Verdict } from '../../contract/index.ts';
import { type CampaignSummary, listCampaigns, readCampaign } from '../../detection/index.ts';
import { CampaignList, CampaignPage } from '../contract/index.ts';
import { guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { HttpProblem } from '../server/problems.ts';
import { answer } from './answers.ts';

const READ = { role: 'viewer', scope: 'read' } as const;
const CampaignQuery = z.object({
  state: z.enum(['active', 'asleep', 'merged']).optional(),
  verdict: Verdict.optional(),
  pattern: Pattern.optional(),
  /** Ids and operators that contain this. */
  q: z.string().max(200).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export function registerCampaignRoutes(app: ConsoleApp, { store }: ConsoleDeps): void {
  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: '/api/v1/campaigns',
      summary: 'Campaigns, the last seen first',
      request: { query: CampaignQuery },
      responses: answer('A page', CampaignList),
    }),
    async (context) => {
      const { state, verdict, pattern, q, offset, limit } = context.req.valid('query');
      const wanted = q?.toLowerCase();
      const found = (await listCampaigns(store)).filter(
        (one) =>
          (state === undefined || one.state === state) &&
          (verdict === undefined || one.verdict === verdict) &&
          (pattern === undefined || one.patterns.includes(pattern)) &&
          (wanted === undefined ||
            `${one.campaign_id} ${one.operator?.value ?? ''}`.toLowerCase().includes(wanted)),
      );
      return context.json(
        { campaigns: found.slice(offset, offset + limit).map(toRow), total: found.length },
        200,
      );
    },
  );
  app.openapi(
    guardedRoute(READ, {
      method: 'get',
      path: '/api/v1/campaigns/{campaign_id}',
      summary: 'One campaign: its members and its clusters over time',
      request: { params: z.object({ campaign_id: z.string().max(512) }) },
      responses: answer('The campaign', CampaignPage),
    }),
    async (context) => {
      const life = await readCampaign(store, context.req.valid('param').campaign_id);
      if (life === null)
        throw new HttpProblem('not-found', 'there is no such campaign: GET /api/v1/campaigns lists them');
      return context.json(
        { ...toRow(life), members: [...life.members], sightings: [...life.sightings] },
        200,
      );
    },
  );
}

const toRow = (one: CampaignSummary) => ({ ...one, case_id: one.campaign_id, patterns: [...one.patterns] });
