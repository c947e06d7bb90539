/** Routes of the cluster page and its panels, and of the account page. */
import { z } from '@hono/zod-openapi';
import { AccountWhy } from '../../contract/index.ts';
import {
  AccountsQuery,
  ActionsQuery,
  ClusterAccounts,
  ClusterPage,
  Graph,
  GraphQuery,
  Raster,
  RawActions,
  Registrations,
  Selection,
  Targets,
  Texts,
  Unmask,
  Unmasked,
} from '../contract/index.ts';
import { accountPage } from '../evidence/account-page.ts';
import { clusterAccounts } from '../evidence/accounts.ts';
import { accountsCsv } from '../evidence/accounts-csv.ts';
import { clusterPage } from '../evidence/cluster-page.ts';
import { type FoundCluster, findCluster } from '../evidence/find-cluster.ts';
import { clusterGraph } from '../evidence/graph.ts';
import { graphFile } from '../evidence/graph-file.ts';
import { isUnmasked, unmask } from '../evidence/masking.ts';
import { raster } from '../evidence/raster.ts';
import { rawActions } from '../evidence/raw-actions.ts';
import { registrations } from '../evidence/registrations.ts';
import { actsParams, idsOf } from '../evidence/selection.ts';
import { targets } from '../evidence/targets.ts';
import { texts } from '../evidence/texts.ts';
import { createLayouts } from '../layout/layouts.ts';
import { callerOf, guardedRoute } from '../server/access.ts';
import type { ConsoleApp, ConsoleDeps } from '../server/app.ts';
import { compressed } from '../server/compressed.ts';
import { answer, body } from './answers.ts';

const Name = z.object({ run_id: z.string().min(1).max(200), cluster_id: z.string().min(1).max(200) });
type Name = z.infer<typeof Name>;

const READ = { role: 'viewer', scope: 'read' } as const;
const BASE = '/api/v1/clusters/{run_id}/{cluster_id}';

const file = <T extends string>(type: T, description: string) => ({
  200: {
    description,
    content: { [type as T]: { schema: z.string() } } as Record<T, { schema: z.ZodString }>,
  },
});

/** A route that reads something of a cluster. */
const reading = <
  P extends string,
  Q extends z.ZodObject,
  R extends Parameters<typeof guardedRoute>[1]['responses'],
>(
  path: P,
  query: Q,
  responses: R,
) =>
  guardedRoute(READ, {
    method: 'get',
    path: `${BASE}${path}` as `${typeof BASE}${P}`,
    tags: ['cluster'],
    request: { params: Name, query },
    responses,
  });

const NOTHING = z.object({});
const ROUTES = {
  page: reading('', NOTHING, answer('The verdict, its parts, and what speaks against it', ClusterPage)),
  graph: reading('/graph', GraphQuery, answer('Members and their edges, in columns', Graph)),
  gexf: reading('/graph.gexf', NOTHING, file('application/xml', 'The graph as GEXF 1.2')),
  raster: reading('/raster', Selection, answer('A tick per action', Raster)),
  registrations: reading(
    '/registrations',
    Selection,
    answer('Registrations by time; only `accounts` narrows them', Registrations),
  ),
  texts: reading('/texts', Selection, answer('Families of texts that say the same', Texts)),
  targets: reading('/targets', Selection, answer('What the members acted on', Targets)),
  accounts: reading('/accounts', AccountsQuery, answer('The members', ClusterAccounts)),
  csv: reading(
    '/accounts.csv',
    AccountsQuery.omit({ offset: true, limit: true }),
    file('text/csv', 'The members, RFC 4180'),
  ),
  actions: reading('/actions', ActionsQuery, answer('Raw actions, oldest first', RawActions)),
};

const UNMASK = guardedRoute(
  { role: 'analyst', scope: 'decide' },
  {
    method: 'post',
    path: `${BASE}/unmask` as const,
    tags: ['cluster'],
    request: { params: Name, body: body(Unmask) },
    responses: answer(
      'For eight hours you see handles, names and bios of these accounts; it stands on the record',
      Unmasked,
    ),
  },
);

const ACCOUNT = guardedRoute(READ, {
  method: 'get',
  path: '/api/v1/accounts/{account_id}',
  tags: ['account'],
  request: {
    params: z.object({ account_id: z.string().min(1).max(512) }),
    query: z.object({ run_id: z.string().min(1).max(200).default('latest') }),
  },
  responses: answer('Why the account is in its cluster', z.object(AccountWhy.shape).openapi('AccountWhy')),
});

export function registerClusterRoutes(app: ConsoleApp, deps: ConsoleDeps): void {
  const { store, now } = deps;
  const layouts = createLayouts(deps);
  const find = ({ run_id, cluster_id }: Name): Promise<FoundCluster> =>
    findCluster(store, run_id, cluster_id);

  app.use('/api/v1/clusters/*', compressed());

  app.openapi(ROUTES.page, async (context) => {
    const cluster = await find(context.req.valid('param'));
    const unmasked = await isUnmasked(deps, callerOf(context), cluster);
    return context.json(await clusterPage(store, cluster, unmasked), 200);
  });

  app.openapi(ROUTES.graph, async (context) => {
    const { max_edges, expand } = context.req.valid('query');
    const cluster = await find(context.req.valid('param'));
    const unmasked = await isUnmasked(deps, callerOf(context), cluster);
    const input = { cluster, maxEdges: max_edges, expand: idsOf(expand, 'expand'), unmasked };
    const graph = await clusterGraph(store, input);
    if (graph.layout === 'initial') layouts.request(cluster);
    return context.json(graph, 200);
  });

  app.openapi(ROUTES.gexf, async (context) => {
    const gexf = await graphFile(store, await find(context.req.valid('param')));
    context.header('content-disposition', 'attachment; filename="cluster.gexf"');
    return context.body(gexf, 200, { 'content-type': 'application/xml; charset=utf-8' });
  });

  app.openapi(ROUTES.raster, async (context) => {
    const cluster = await find(context.req.valid('param'));
    return context.json(await raster(store, actsParams(cluster, context.req.valid('query'))), 200);
  });

  app.openapi(ROUTES.registrations, async (context) => {
    const cluster = await find(context.req.valid('param'));
    const members = cluster.line.accounts.map(({ account_id }) => account_id);
    const params = actsParams(cluster, context.req.valid('query'));
    return context.json(await registrations(store, params, members), 200);
  });

  app.openapi(ROUTES.texts, async (context) => {
    const cluster = await find(context.req.valid('param'));
    return context.json(await texts(store, actsParams(cluster, context.req.valid('query'))), 200);
  });

  app.openapi(ROUTES.targets, async (context) => {
    const cluster = await find(context.req.valid('param'));
    return context.json(await targets(store, actsParams(cluster, context.req.valid('query'))), 200);
  });

  app.openapi(ROUTES.accounts, async (context) => {
    const cluster = await find(context.req.valid('param'));
    const query = context.req.valid('query');
    const unmasked = await isUnmasked(deps, callerOf(context), cluster);
    const rows = await clusterAccounts({ store, now: now(), cluster, query, unmasked });
    const accounts = rows.slice(query.offset, query.offset + query.limit);
    return context.json({ accounts, total: rows.length }, 200);
  });

  app.openapi(ROUTES.csv, async (context) => {
    const cluster = await find(context.req.valid('param'));
    const query = context.req.valid('query');
    const unmasked = await isUnmasked(deps, callerOf(context), cluster);
    const rows = await clusterAccounts({ store, now: now(), cluster, query, unmasked });
    context.header('content-disposition', 'attachment; filename="accounts.csv"');
    return context.body(accountsCsv(rows), 200, { 'content-type': 'text/csv; charset=utf-8' });
  });

  app.openapi(ROUTES.actions, async (context) => {
    const cluster = await find(context.req.valid('param'));
    const query = context.req.valid('query');
    return context.json(await rawActions(store, actsParams(cluster, query), query), 200);
  });

  app.openapi(UNMASK, async (context) => {
    const cluster = await find(context.req.valid('param'));
    const { reason } = context.req.valid('json');
    const until = await unmask(deps, callerOf(context), { cluster, reason });
    return context.json({ until: new Date(until).toISOString() }, 200);
  });

  app.openapi(ACCOUNT, async (context) => {
    const { account_id: account } = context.req.valid('param');
    const { run_id: run } = context.req.valid('query');
    return context.json(await accountPage({ deps, caller: callerOf(context), account, run }), 200);
  });
}
