/** The embedded engine and processes: one at a time, killed at any moment, ended while a query runs. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { migrate, openStore } from '../../src/storage/index.ts';
import { traceIpc } from '../support/arrow.ts';

const CHILD = fileURLToPath(new URL('./children/hold-store.ts', import.meta.url));
const BATCH_ROWS = 50_000;
const ENDLESS = 'SELECT max(sipHash64(number)) AS m FROM numbers(1000000000000)';

let root: string;
let directory: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'breakwater-test-'));
  directory = join(root, 'store');
});
afterEach(async () => {
  for (const child of children.splice(0)) await stop(child);
  await rm(root, { recursive: true, force: true });
});

function start(directory: string, what: string, env: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = fork(CHILD, [directory, what], {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  children.push(child);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('a directory that another process has open', () => {
  test('is refused with that process, and opens once it is dead, whatever file it left', async () => {
    const child = start(directory, 'hold');
    await once(child, 'message');
    await expect(openStore({ kind: 'embedded', directory })).rejects.toMatchObject({
      code: 'store-in-use',
      message: expect.stringMatching(
        new RegExp(`in use by pid ${child.pid} \\(.*hold-store\\.ts .*store hold\\), since 20\\d\\d-`),
      ),
      fix: expect.stringContaining('stop it'),
    });
    await stop(child);
    expect(existsSync(join(directory, 'breakwater-owner.json'))).toBe(true);
    const store = await openStore({ kind: 'embedded', directory });
    expect(await store.rows('SELECT version FROM migrations FINAL WHERE version = 1')).toEqual([
      { version: 1 },
    ]);
    await store.close();
    expect(existsSync(join(directory, 'breakwater-owner.json'))).toBe(false);
  });

  test('is named by the pid alone when the owner file is unreadable', async () => {
    const child = start(directory, 'hold');
    await once(child, 'message');
    await writeFile(join(directory, 'breakwater-owner.json'), '{"pid":');
    await expect(openStore({ kind: 'embedded', directory })).rejects.toMatchObject({
      code: 'store-in-use',
      message: expect.stringContaining(`in use by pid ${child.pid}`),
    });
  });

  test('has an owner file without the credentials of the command line', async () => {
    const child = fork(CHILD, [directory, 'hold', 'http://user:secret@host/'], {
      execArgv: [],
      silent: true,
    });
    children.push(child);
    await once(child, 'message');
    const owner = await readFile(join(directory, 'breakwater-owner.json'), 'utf8');
    expect(owner).toContain('http://***@host/');
    expect(owner).not.toContain('secret');
  });
});

test('after SIGKILL in the middle of inserts only whole batches are there, and no file on its way', async () => {
  // It reports before each batch: with the second report one batch is stored, however slow the machine is.
  for (const [reports, waitMs] of [
    [2, 40],
    [1, 130],
  ] as const) {
    const child = start(directory, 'insert');
    for (let report = 0; report < reports; report++) await once(child, 'message');
    await delay(waitMs);
    await stop(child);
  }
  const store = await openStore({ kind: 'embedded', directory });
  onTestFinished(() => store.close());
  const batches = await store.rows(
    'SELECT intDiv(bucket, {size:UInt32}) AS batch, uniqExact(bucket) AS rows FROM traces GROUP BY batch ORDER BY batch',
    { size: BATCH_ROWS },
  );
  expect(batches.length).toBeGreaterThan(0);
  expect(batches.filter(({ rows }) => Number(rows) !== BATCH_ROWS)).toEqual([]);
  const own = (await readdir(join(directory, 'incoming'))).filter((name) =>
    name.includes(`-${process.pid}-`),
  );
  expect(await readdir(join(directory, 'incoming'))).toEqual(own);
  await store.close();
  expect(await readdir(join(directory, 'incoming'))).toEqual([]);
});

describe('a process that ends with a store open', () => {
  test.each(['exit', 'exit-in-query', 'exit-in-batches', 'fail-in-query'])(
    'ends at once with its exit code, and clears its memory (%s)',
    async (what) => {
      const temporary = join(root, 'tmp');
      await mkdir(temporary);
      const child = start('memory', what, { TMPDIR: temporary });
      const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
      expect(code).toBe(what === 'fail-in-query' ? 1 : 3);
      expect(await readdir(temporary)).toEqual([]);
    },
  );

  test('can close the store on Ctrl-C: the query is cancelled and the directory free', async () => {
    const child = start(directory, 'close-on-sigint');
    await once(child, 'message');
    const cancelled = once(child, 'message');
    const exited = once(child, 'exit', { signal: AbortSignal.timeout(20_000) });
    await delay(200);
    child.kill('SIGINT');
    expect(await cancelled).toEqual(expect.arrayContaining(['cancelled']));
    expect((await exited)[0]).toBe(130);
    expect(existsSync(join(directory, 'breakwater-owner.json'))).toBe(false);
  });
});

describe('in one process', () => {
  test('closing cancels what runs, what waits and what is asked for later', async () => {
    const store = await openStore({ kind: 'memory' });
    const running = store.rows(ENDLESS);
    const waiting = store.rows('SELECT 1');
    const reading = (async () => {
      for await (const _ of store.batches('SELECT number FROM numbers(100000000000)')) await delay(1);
    })();
    const outcomes = Promise.allSettled([running, waiting, reading]);
    await delay(200);
    await store.close();
    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
    }
    await expect(store.rows('SELECT 1')).rejects.toMatchObject({ code: 'cancelled' });
    await store.close();
  });

  test('breaking off a loop over batches ends its query', async () => {
    const store = await openStore({ kind: 'memory' });
    for await (const _ of store.batches('SELECT sipHash64(number) AS h FROM numbers(100000000000)')) break;
    expect(
      await store.rows(
        "SELECT query FROM system.processes WHERE query LIKE '%100000000000%' AND query_id != queryID()",
      ),
    ).toEqual([]);
    await store.close();
  });

  test('a second directory is refused, and opens once the first is closed', async () => {
    const first = await openStore({ kind: 'embedded', directory });
    await expect(openStore({ kind: 'memory' })).rejects.toMatchObject({ code: 'store-in-use' });
    await first.close();
    const second = await openStore({ kind: 'memory' });
    await second.close();
  });

  test('memory forgets, a directory remembers, and neither leaves a temporary file', async () => {
    for (const options of [{ kind: 'memory' }, { kind: 'embedded', directory }] as const) {
      for (const _ of [1, 2]) {
        const store = await openStore(options);
        await migrate(store, { now: () => 0 });
        await store.insertArrow('traces', traceIpc(0, 10), { token: 'once' });
        await store.close();
      }
    }
    const store = await openStore({ kind: 'embedded', directory });
    expect(await store.rows('SELECT toUInt32(count()) AS rows FROM traces')).toEqual([{ rows: 10 }]);
    await store.close();
    expect(await readdir(join(directory, 'incoming'))).toEqual([]);
  });

  test('a directory may have any name', async () => {
    const odd = join(root, "it's {1,2} * ? [a] \\ 加");
    const store = await openStore({ kind: 'embedded', directory: odd });
    await migrate(store, { now: () => 0 });
    await store.insertArrow('traces', traceIpc(0, 10));
    expect(await store.rows('SELECT toUInt32(count()) AS rows FROM traces')).toEqual([{ rows: 10 }]);
    await store.close();
  });

  test('a directory with other files in it, and a file, are refused and left alone', async () => {
    await mkdir(directory);
    await writeFile(join(directory, 'thesis.doc'), 'years of work');
    await expect(openStore({ kind: 'embedded', directory })).rejects.toMatchObject({ code: 'bad-config' });
    await expect(
      openStore({ kind: 'embedded', directory: join(directory, 'thesis.doc') }),
    ).rejects.toMatchObject({ code: 'bad-config' });
    expect(await readdir(directory)).toEqual(['thesis.doc']);
  });
});
