/** Retention as people and schedulers start it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { migrate, openStore } from '../../src/storage/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DAY = 86_400_000;
const directories: string[] = [];
let directory: string;

/** A store with 40 days of actions, one each. */
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'breakwater-retention-')), 'store');
  directories.push(directory);
  await withStore(async (store) => {
    await migrate(store, { now: Date.now });
    await store.insertRows(
      'actions',
      Array.from({ length: 40 }, (_, days) => ({
        ...{ event_id: `e${days}`, account_id: 'a', action: 'like', target_id: 't' },
        occurred_at: Date.now() - days * DAY,
      })),
    );
  });
});
afterAll(async () => {
  for (const one of directories) await rm(join(one, '..'), { recursive: true });
});

async function withStore<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
  const store = await openStore({ kind: 'embedded', directory });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
const left = () =>
  withStore(async (store) => Number((await store.rows('SELECT count() AS n FROM actions'))[0]?.n));

function start(args: readonly string[], settings: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(ROOT, 'jobs/retention.ts'), ...args], {
    env: { ...process.env, BREAKWATER_STORE_LOCATION: directory, ...settings },
  });
  const job = { child, output: '', code: new Promise<number | null>((end) => child.on('close', end)) };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      job.output += text;
    });
  return job;
}
async function run(args: readonly string[], settings: Readonly<Record<string, string>>) {
  const job = start(args, settings);
  return { code: await job.code, output: job.output };
}
const MONTH = { BREAKWATER_RETENTION_ACTIONS_DAYS: '30' };

test('without --apply it only says what would go', async () => {
  const { code, output } = await run([], MONTH);
  expect(output).toMatch(/actions +│ \d{4}-\d\d-\d\d +│ [89] /);
  expect(output).toContain('this was a dry run');
  expect(code).toBe(0);
  expect(await left()).toBe(40);
  expect(await run([], {})).toEqual({ code: 0, output: expect.stringContaining('kept for ever') });
});

test('with --apply it goes, once', async () => {
  const first = await run(['--apply', '--json'], MONTH);
  const { applied, steps } = JSON.parse(first.output);
  expect([applied, steps.length]).toEqual([true, 1]);
  expect(await left()).toBe(40 - steps[0].rows);
  expect(await run(['--apply'], MONTH)).toEqual({ code: 0, output: 'Nothing is older than it may be.\n' });
});

test('actions that a horizon still looks at are not removed: the settings are refused', async () => {
  const { code, output } = await run(['--apply'], { BREAKWATER_RETENTION_ACTIONS_DAYS: '5' });
  expect(code).toBe(2);
  expect(output).toContain('a horizon looks back 7 days');
  expect(await left()).toBe(40);
});

test('with --every it runs on, tells its metrics, and leaves on SIGTERM; killed it is just started again', async () => {
  const port = await freePort();
  const settings = { ...MONTH, BREAKWATER_HTTP_PORT: String(port) };
  const killed = start(['--apply', '--every', '1d'], settings);
  await delay(300);
  killed.child.kill('SIGKILL');
  await killed.code;

  const job = start(['--apply', '--every', '1d'], settings);
  const until = performance.now() + 45_000;
  while (!job.output.includes('removed what was old')) {
    if (performance.now() > until || job.child.exitCode !== null) throw new Error(job.output);
    await delay(100);
  }
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(metrics).toMatch(/^breakwater_retention_removed_rows_total\{table="actions"\} [89]$/m);
  expect(metrics).toMatch(
    /^breakwater_last_retention_timestamp_seconds 1\.\d+e\+09|^breakwater_last\S+ 1\d{9}/m,
  );
  expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  job.child.kill('SIGTERM');
  expect(await job.code, job.output).toBe(0);
  expect(await left()).toBeLessThan(33);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
