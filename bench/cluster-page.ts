/**
 * A large cluster's page: a cluster of 2,000 accounts and 100,000 edges beside a platform's actions, in a store of its own;
 * each route's median time, the size of its answer, plain and compressed, and how long the layout takes, during which
 * the server is asked on.
 * Run: node bench/cluster-page.ts [accounts=2000] [edges=100000] [platform-actions=1000000]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { registerClusterRoutes } from '../src/console/routes/cluster.ts';
import { createApp } from '../src/console/server/app.ts';
import { migrate, openStore } from '../src/storage/index.ts';
import { CLUSTER, FROM, fillLargeCluster, RUN } from './large-cluster.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const ACCOUNTS = Number(positionals[0] ?? 2_000);
const EDGES = Number(positionals[1] ?? 100_000);
const PLATFORM_ACTIONS = Number(positionals[2] ?? 1_000_000);
const RUNS = 7;

const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
await migrate(store, { now: Date.now });

await fillLargeCluster(store, { accounts: ACCOUNTS, edges: EDGES, actions: PLATFORM_ACTIONS });

const app = createApp({ store, now: Date.now, log: console.error }, [
  (bare) => {
    bare.use('/api/*', async (context, next) => {
      context.set('caller', { user_id: 'bench', name: 'bench', role: 'viewer', scopes: null });
      await next();
    });
  },
  registerClusterRoutes,
]);

const BASE = `/api/v1/clusters/${RUN}/${CLUSTER}`;
async function ask(
  path: string,
  encoding = 'identity',
): Promise<{ ms: number; bytes: number; text: string }> {
  const start = performance.now();
  const response = await app.request(BASE + path, { headers: { 'accept-encoding': encoding } });
  const body = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw new Error(`${path}: ${response.status} ${new TextDecoder().decode(body)}`);
  const text = encoding === 'identity' ? new TextDecoder().decode(body) : '';
  return { ms: performance.now() - start, bytes: body.length, text };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

// The first look starts the layout.
const started = performance.now();
await ask('/graph');
let slowest = 0;
let asked = 0;
for (;;) {
  const { ms } = await ask('/registrations');
  slowest = Math.max(slowest, ms);
  asked += 1;
  const [row] = await store.rows('SELECT count() AS n FROM layouts');
  if (row?.n !== '0') break;
  if (performance.now() - started > 300_000) throw new Error('no layout within five minutes');
  await delay(20);
}
console.log(
  `${ACCOUNTS} accounts, ${EDGES} edges, ${PLATFORM_ACTIONS} actions on the platform\nlayout: ${((performance.now() - started) / 1000).toFixed(1)} s; meanwhile ${asked} requests, the slowest ${slowest.toFixed(0)} ms\n`,
);
console.log('route                              median ms   gzip ms       KB  gzip KB');
const WINDOW = `from=${new Date(FROM + 36_000_000).toISOString()}&to=${new Date(FROM + 39_600_000).toISOString()}`;
for (const path of [
  '',
  '/graph',
  '/graph.gexf',
  '/raster',
  `/raster?${WINDOW}`,
  '/registrations',
  '/texts',
  '/targets',
  '/accounts',
  '/accounts.csv',
  '/actions',
]) {
  const plain = [];
  const packed = [];
  for (let i = 0; i < RUNS; i++) {
    plain.push(await ask(path));
    packed.push(await ask(path, 'gzip'));
  }
  const cells = [
    median(plain.map(({ ms }) => ms)).toFixed(0),
    median(packed.map(({ ms }) => ms)).toFixed(0),
    Math.round((plain[0]?.bytes ?? 0) / 1024),
    Math.round((packed[0]?.bytes ?? 0) / 1024),
  ];
  const name = path === '' ? '(head)' : path.replace(/\?.*/, ' (one hour)');
  console.log(`${name.padEnd(34)} ${cells.map((cell) => String(cell).padStart(9)).join(' ')}`);
}
await store.close();
await rm(directory, { recursive: true });
