/** Three processes, one served store: leaders are killed and put to sleep, and what they publish stays one story. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { VerdictMessage } from '../../../src/contract/index.ts';
import { readVerdicts } from '../../../src/detection/cycles/published-state.ts';
import { ingestFiles } from '../../../src/ingest/index.ts';
import { createRng } from '../../../src/redteam/index.ts';
import { migrate, openStore, type Store, type StoreOptions } from '../../../src/storage/index.ts';
import { type ClickHouseHttp, startClickHouseHttp } from '../../support/clickhouse-http.ts';
import { buildTown, DAWN } from '../town.ts';
import type { LeadArguments } from './children/lead-cycles.ts';

const CHILD = fileURLToPath(new URL('./children/lead-cycles.ts', import.meta.url));
const LEASE_MS = 1_500;
const town = buildTown(7);

let server: ClickHouseHttp;
let store: Store;
let options: StoreOptions;
let directory: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'breakwater-leaders-'));
  server = await startClickHouseHttp();
  const { url, username, password } = server;
  options = { kind: 'server', url, username, password };
  store = await openStore(options);
  await migrate(store, { now: Date.now });
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await store.close();
  await server.stop();
  await rm(directory, { recursive: true });
});

let files = 0;
async function add(events: readonly unknown[]): Promise<void> {
  files += 1;
  const path = join(directory, `${files}.ndjson`);
  await writeFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const inputs = [{ name: path, path, map: {}, set: {} }];
  await ingestFiles({
    inputs,
    store,
    options: { now: Date.now(), pseudonymKey: new Uint8Array(32), workers: 0 },
  });
}

interface Leader {
  readonly child: ChildProcess;
  leads: boolean;
}

function start(queue: string): Leader {
  const everyMs = 500;
  const args: LeadArguments = {
    store: options,
    queue,
    leaseMs: LEASE_MS,
    everyMs,
    lookBackMs: Date.now() - DAWN + 1e6,
  };
  const child = fork(CHILD, [JSON.stringify(args)], { execArgv: [] });
  const leader: Leader = { child, leads: false };
  child.on('message', (message: { readonly epoch?: number | null }) => {
    if (message.epoch !== undefined) leader.leads = message.epoch !== null;
  });
  children.add(child);
  return leader;
}

async function anyLeader(leaders: readonly Leader[]): Promise<Leader> {
  for (;;) {
    const leader = leaders.find(({ leads }) => leads);
    if (leader !== undefined) return leader;
    await delay(20);
  }
}

test('whoever is killed or asleep, each change is told once or with the same key, and in order', async () => {
  const queue = join(directory, 'queue.ndjson');
  await writeFile(queue, '');
  const rng = createRng(5);
  const leaders = [start(queue), start(queue), start(queue)];
  const parts = 4;
  for (let part = 0; part < parts; part += 1) {
    await add(town.events.filter((_, index) => index % parts === part));
    await delay(rng.int(900));
    const leader = await anyLeader(leaders);
    if (part % 2 === 0) {
      leader.child.kill('SIGKILL');
      leaders[leaders.indexOf(leader)] = start(queue);
    } else {
      // Sleeps through its lease, and wakes up in the middle of whatever it was doing.
      leader.child.kill('SIGSTOP');
      await delay(2 * LEASE_MS);
      leader.child.kill('SIGCONT');
    }
  }
  const messages = () =>
    readFileSync(queue, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => VerdictMessage.parse(JSON.parse(line)));
  const inRing = (message: VerdictMessage) =>
    message.accounts.some(({ account_id }) => account_id === 'hired0');
  await expect
    .poll(() => messages().filter(inRing).at(-1)?.accounts_in_all, { timeout: 30_000 })
    .toBe(town.ring.length);
  for (const { child } of leaders) child.kill('SIGKILL');

  const told = messages();
  const byKey = Map.groupBy(told, ({ idempotency_key }) => idempotency_key);
  for (const same of byKey.values()) expect(new Set(same.map((one) => JSON.stringify(one))).size).toBe(1);
  const byCycle = Map.groupBy(told, ({ as_of }) => as_of);
  for (const cycle of byCycle.values()) expect(new Set(cycle.map(({ run_id }) => run_id)).size).toBe(1);
  const times = told.map(({ as_of }) => as_of);
  expect(times).toEqual([...times].sort());

  // Who applies each key once, in order, knows what the run of the last message found.
  const known = new Map<string, VerdictMessage>();
  for (const [first] of byKey.values())
    if (first?.change === 'gone') known.delete(first.cluster_id);
    else if (first !== undefined) known.set(first.cluster_id, first);
  const found = await readVerdicts(store, told.at(-1)?.run_id ?? '');
  const members = (accounts: readonly { readonly account_id: string }[]) =>
    accounts.map(({ account_id }) => account_id).join();
  expect([...known.values()].map(({ accounts }) => members(accounts)).sort()).toEqual(
    found.map(({ accounts }) => members(accounts)).sort(),
  );
}, 120_000);
