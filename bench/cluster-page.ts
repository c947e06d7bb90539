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
import { MODEL } from '../src/verdicts/index.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const ACCOUNTS = Number(positionals[0] ?? 2_000);
const EDGES = Number(positionals[1] ?? 100_000);
const PLATFORM_ACTIONS = Number(positionals[2] ?? 1_000_000);
const RUNS = 7;
const [RUN, CLUSTER] = ['bench', 'c_bench'];
const DAY_MS = 86_400_000;
const FROM = Date.UTC(2026, 4, 1);
const PER_ACCOUNT = 40;

const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
await migrate(store, { now: Date.now });

const params = {
  accounts: ACCOUNTS,
  edges: EDGES,
  platform: PLATFORM_ACTIONS,
  from: FROM,
  day: DAY_MS,
  run: RUN,
  cluster: CLUSTER,
};
const ID = "concat('member-', leftPad(toString(number), 6, '0'))";
const HASH = 'sipHash64(number, ';
/** Ten groups that share most of their edges, as louvain would cut them. */
const END = (salt: number) =>
  `concat('member-', leftPad(toString(intDiv(${HASH}1) % 10 * {accounts:UInt32}, 10) + ${HASH}${salt}) % if(${HASH}9) % 20 = 0, {accounts:UInt32}, intDiv({accounts:UInt32}, 10))), 6, '0'))`;

await store.command(
  `INSERT INTO actions (event_id, account_id, action, target_id, target_account_id, occurred_at, text, network, device, source, partition, offset)
  SELECT concat('e', toString(number)),
    if(number < {accounts:UInt32} * ${PER_ACCOUNT}, concat('member-', leftPad(toString(number % {accounts:UInt32}), 6, '0')), concat('user-', toString(${HASH}1) % 100000))),
    ['like', 'comment', 'share', 'view'][number % 4 + 1], concat('target-', toString(${HASH}2) % 20000)), concat('owner-', toString(${HASH}2) % 500)),
    fromUnixTimestamp64Milli(toInt64({from:Int64} + ${HASH}3) % {day:Int64}), 'UTC'),
    if(number % 8 = 1, concat('这家店的服务真的很不错 推荐给大家 it is worth a visit ', toString(${HASH}4) % 50)), ''), ${HASH}5) % 5000, ${HASH}6) % 90000, 'bench', 0, number
  FROM numbers({platform:UInt64})`,
  params,
);
await store.command(
  `INSERT INTO accounts (account_id, observed_at, registered_at, handle, display_name, bio, followers, following, source, partition, offset)
  SELECT ${ID}, now64(3), fromUnixTimestamp64Milli(toInt64({from:Int64} - ${HASH}7) % 90000000000), 'UTC'), concat('名字', toString(number)), concat('name ', toString(number)),
    'a bio', number % 50, number % 300, 'bench', 0, number FROM numbers({accounts:UInt32})`,
  params,
);
await store.command(
  `INSERT INTO members (run_id, cluster_id, account_id, membership)
  SELECT {run:String}, {cluster:String}, ${ID}, if(number % 5 = 0, 'peripheral', 'core') FROM numbers({accounts:UInt32})`,
  params,
);
await store.command(
  `INSERT INTO edges (run_id, account_a, account_b, trace, meetings, surprise_nats, first_at, last_at)
  SELECT {run:String}, least(a, b), greatest(a, b), trace, any(meetings), any(nats), any(at), any(at) + 600
  FROM (
    SELECT ${END(21)} AS a, ${END(22)} AS b, ['co-like', 'co-comment', 'co-share', 'near-text'][number % 4 + 1] AS trace, 2 + ${HASH}8) % 20 AS meetings,
      8 + ${HASH}8) % 40000 / 1000 AS nats, fromUnixTimestamp64Milli(toInt64({from:Int64} + ${HASH}3) % 80000000), 'UTC') AS at
    FROM numbers({edges:UInt64} * 2))
  WHERE a != b GROUP BY 1, 2, 3, 4 LIMIT {edges:UInt64}`,
  params,
);
const line = {
  cluster_id: CLUSTER,
  campaign_id: 'k_bench',
  verdict: 'water_army',
  probability: 0.99,
  patterns: ['engagement_boost'],
  window: { from: new Date(FROM).toISOString(), to: new Date(FROM + DAY_MS).toISOString() },
  accounts: Array.from({ length: ACCOUNTS }, (_, i) => ({
    account_id: `member-${String(i).padStart(6, '0')}`,
    membership: i % 5 === 0 ? 'peripheral' : 'core',
  })),
  signals: [],
  against: [],
  explanation: { en: '', zh: '' },
  model_version: MODEL.version,
};
await store.insertRows('verdicts', [
  {
    run_id: RUN,
    cluster_id: CLUSTER,
    campaign_id: 'k_bench',
    verdict: 'water_army',
    probability: 0.99,
    patterns: [],
    model_version: MODEL.version,
    decided_at: FROM,
    body: JSON.stringify(line),
  },
]);
await store.insertRows('runs', [
  {
    run_id: RUN,
    model_version: MODEL.version,
    window_from: FROM,
    window_to: FROM + DAY_MS,
    horizon: 'all',
    finished_at: FROM,
    summary: '{}',
  },
]);

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
