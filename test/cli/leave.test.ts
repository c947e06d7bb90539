/** SIGTERM to the jobs, whatever the store and the broker are doing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createKafka } from '../../src/ingest/kafka/index.ts';
import { SILENT } from '../../src/ingest/kafka/watch.ts';
import { makeEvents } from '../ingest/kafka/made-events.ts';
import { bytesOf, KEY, produce } from '../ingest/kafka/stream-support.ts';
import { type ClickHouseHttp, startClickHouseHttp } from '../support/clickhouse-http.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../support/kafka-broker.ts';
import { type SlowProxy, startSlowProxy } from '../support/slow-proxy.ts';

const JOBS = fileURLToPath(new URL('../../jobs/', import.meta.url));
/** A line of the log that says that the job has begun its work. */
const BEGUN = {
  consume: 'partitions were assigned',
  detect: '"leads"',
  mine: 'Consumer has joined',
} as const;

describe.skipIf(await leaveKafkaOut())('consume, detect and mine leave on SIGTERM within ten seconds', () => {
  let broker: KafkaBroker;
  let clickhouse: ClickHouseHttp;
  let proxy: SlowProxy;
  let directory: string;
  const started = new Set<ChildProcess>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'breakwater-leave-'));
    [broker, clickhouse] = await Promise.all([startBroker(), startClickHouseHttp()]);
    proxy = await startSlowProxy(clickhouse.url);
    const settings = {
      kafka: { brokers: broker.brokers },
      store: {
        location: proxy.url,
        username: clickhouse.username,
        password: { file: join(directory, 'password') },
      },
      pseudonymKey: { file: join(directory, 'key') },
      http: { port: 0 },
      log: { level: 'debug' },
      detect: { horizons: [{ name: 'all', lookBackSeconds: 1e8, everySeconds: 1 }] },
    };
    await writeFile(join(directory, 'password'), clickhouse.password, { mode: 0o600 });
    await writeFile(join(directory, 'key'), KEY, { mode: 0o600 });
    // JSON is YAML.
    await writeFile(join(directory, 'settings.yaml'), JSON.stringify(settings));
  }, 120_000);
  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    started.clear();
  });
  afterAll(async () => {
    await proxy?.stop();
    await Promise.all([broker?.stop(), clickhouse?.stop()]);
    await rm(directory, { recursive: true });
  });

  async function startJobs() {
    const jobs = Object.entries(BEGUN).map(([name, begun]) => {
      const child = spawn(process.execPath, [
        join(JOBS, `${name}.ts`),
        '--config',
        join(directory, 'settings.yaml'),
      ]);
      started.add(child);
      const job = { name, begun, child, output: '' };
      child.stderr.on('data', (text) => {
        job.output += text;
      });
      return job;
    });
    for (const job of jobs)
      await expect.poll(() => job.output, { timeout: 120_000, message: job.name }).toContain(job.begun);
    return jobs;
  }

  /** Seconds until each was gone, with its exit code. */
  async function endAll(jobs: Awaited<ReturnType<typeof startJobs>>): Promise<void> {
    for (const { child, name, output } of jobs) {
      const began = performance.now();
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await exited, `${name}: ${output.slice(-2_000)}`).toEqual([0, null]);
      expect((performance.now() - began) / 1000, name).toBeLessThan(10);
    }
  }

  const send = () =>
    produce(
      createKafka({ brokers: broker.brokers, clientId: 'test' }, SILENT),
      'breakwater.events',
      bytesOf(makeEvents(5_000)),
    );

  test('while events come', async () => {
    const jobs = await startJobs();
    await send();
    await endAll(jobs);
  }, 300_000);

  test('while the store takes everything and answers nothing', async () => {
    const jobs = await startJobs();
    proxy.slow(3_600_000);
    await send();
    await delay(2_000);
    await endAll(jobs);
    proxy.slow(0);
  }, 300_000);

  test('while the broker is away', async () => {
    const jobs = await startJobs();
    await broker.kill();
    await delay(2_000);
    await endAll(jobs);
  }, 300_000);
});
