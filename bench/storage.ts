/**
 * How fast the embedded store opens, takes rows in and gives them out, and what FINAL costs.
 * Run: node bench/storage.ts [actions=1000000] [traces=10000000]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Table, tableToIPC } from 'apache-arrow';
import { migrate, openStore, type Store, storeReport } from '../src/storage/index.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const ACTIONS = Number(positionals[0] ?? 1_000_000);
const TRACES = Number(positionals[1] ?? 10_000_000);
const BATCH_ROWS = 100_000;

/** The columns that an ordinary action fills; a third of them with a text of 40 characters. */
const MADE_ACTIONS = `SELECT concat('event-', toString(number)) AS event_id,
    concat('user-', toString(sipHash64(number, 1) % 100000)) AS account_id,
    ['like', 'post', 'comment'][number % 3 + 1] AS action,
    concat('target-', toString(sipHash64(number, 2) % 50000)) AS target_id,
    concat('user-', toString(sipHash64(number, 3) % 100000)) AS target_account_id,
    fromUnixTimestamp64Milli(toInt64(1777000000000 + sipHash64(number, 4) % 86400000), 'UTC') AS occurred_at,
    if(number % 3 = 0, concat('这家店的服务真的很不错 推荐给大家 it is worth a visit ', toString(number)), '') AS text,
    sipHash64(number, 5) % 60000 AS ip, sipHash64(number, 5) % 5000 AS network, sipHash64(number, 6) % 90000 AS device
FROM numbers({from:UInt64}, {rows:UInt64})`;

const TRACES_SQL = `SELECT sipHash64(number) AS bucket, number AS account_key,
    fromUnixTimestamp64Milli(toInt64(1777000000000 + number), 'UTC') AS at FROM numbers({rows:UInt64})`;

const ACTIONS_SORTED = (final: string) =>
  `SELECT sipHash64(action, target_id) AS bucket, occurred_at, account_key FROM actions ${final} ORDER BY bucket, occurred_at, account_key`;

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 5);

async function timed<T>(name: string, rows: number, task: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage.rss();
  peak = before;
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const result = await task();
  const ms = performance.now() - start;
  const cpu = process.cpuUsage(cpuBefore);
  const rate = rows === 0 ? '' : `${Math.round((rows / ms) * 1000).toLocaleString('en')} rows/s`;
  const growth = Math.round((Math.max(peak, process.memoryUsage.rss()) - before) / 1e6);
  const cpuMs = Math.round((cpu.user + cpu.system) / 1000);
  console.log(
    `${name.padEnd(52)} ${ms.toFixed(0).padStart(7)} ms ${String(cpuMs).padStart(7)} ms CPU ${rate.padStart(18)}  +${growth} MB`,
  );
  return result;
}

async function drain(store: Store, sql: string, params: Record<string, number> = {}): Promise<number> {
  let rows = 0;
  for await (const batch of store.batches(sql, params)) rows += batch.numRows;
  return rows;
}

async function makeIpc(store: Store, from: number, rows: number): Promise<Uint8Array> {
  const batches = [];
  for await (const batch of store.batches(MADE_ACTIONS, { from, rows })) batches.push(batch);
  return tableToIPC(new Table(batches), 'stream');
}

const directory = join(await mkdtemp(join(tmpdir(), 'breakwater-bench-')), 'store');
const options = { kind: 'embedded', directory } as const;
const first = await timed('open, an empty directory, engine not yet loaded', 0, () => openStore(options));
await timed('migrate an empty store', 0, () => migrate(first, { now: Date.now }));
await timed('close', 0, () => first.close());
const store = await timed('open again', 0, () => openStore(options));
await timed('check that nothing is to migrate', 0, () => migrate(store, { now: Date.now }));

const ipcs: Uint8Array[] = [];
for (let from = 0; from < ACTIONS; from += BATCH_ROWS) ipcs.push(await makeIpc(store, from, BATCH_ROWS));
await timed(`insertArrow into actions, ${BATCH_ROWS} rows at a time`, ACTIONS, async () => {
  for (const [index, ipc] of ipcs.entries())
    await store.insertArrow('actions', ipc, { token: `bench ${index}` });
});
await timed('the same again with the same tokens: no-ops', ACTIONS, async () => {
  for (const [index, ipc] of ipcs.entries())
    await store.insertArrow('actions', ipc, { token: `bench ${index}` });
});
const actions = (await storeReport(store)).find(({ table }) => table === 'actions');
console.log(`  actions: ${actions?.rows} rows in ${actions?.parts} parts, ${actions?.bytes} bytes`);

await timed('batches: (UInt64, UInt64, DateTime64), as they come', TRACES, () =>
  drain(store, TRACES_SQL, { rows: TRACES }),
);
await timed('batches: actions sorted by bucket, without FINAL', ACTIONS, () =>
  drain(store, ACTIONS_SORTED('')),
);
await timed('batches: actions sorted by bucket, with FINAL', ACTIONS, () =>
  drain(store, ACTIONS_SORTED('FINAL')),
);
await timed('count() FINAL', ACTIONS, () => store.rows('SELECT count() AS rows FROM actions FINAL'));
await timed('OPTIMIZE actions FINAL', ACTIONS, () => store.command('OPTIMIZE TABLE actions FINAL'));
await timed('batches: sorted with FINAL, all in one part', ACTIONS, () =>
  drain(store, ACTIONS_SORTED('FINAL')),
);
clearInterval(watch);
await timed('close', 0, () => store.close());
await rm(directory, { recursive: true, force: true });
