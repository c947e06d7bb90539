import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKafka } from '../../../src/ingest/kafka/kafkajs-port.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../../support/kafka-broker.ts';
import { makeEvents } from './made-events.ts';
import { bytesOf, produce } from './stream-support.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe.skipIf(await leaveKafkaOut())('the consumer as a job, with the embedded store', () => {
  let broker: KafkaBroker;
  let directory: string;

  beforeAll(async () => {
    broker = await startBroker();
    directory = await mkdtemp(join(tmpdir(), 'breakwater-job-'));
  }, 120_000);
  afterAll(async () => {
    await broker?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  function run(script: string, ...args: readonly string[]) {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      env: {
        ...process.env,
        BREAKWATER_KAFKA_BROKERS: broker.brokers.join(','),
        BREAKWATER_STORE_LOCATION: join(directory, 'store'),
        BREAKWATER_HTTP_PORT: '0',
      },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const code = new Promise<number | null>((resolve) => child.on('close', resolve));
    return { child, code, stdout: () => stdout, stderr: () => stderr };
  }

  test('it makes its topics, stores what comes, and leaves on SIGTERM; dead letters are listed and replayed', async () => {
    const job = run('jobs/consume.ts');
    const kafka = createKafka({ brokers: broker.brokers, clientId: 'test' }, SILENT);
    const until = performance.now() + 120_000;
    while (!job.stderr().includes('partitions were assigned')) {
      if (performance.now() > until || job.child.exitCode !== null) throw new Error(job.stderr());
      await delay(100);
    }
    await produce(kafka, 'breakwater.events', [
      ...bytesOf(makeEvents(200)),
      null,
      Buffer.from('{"type":"acton"}'),
    ]);
    const stored = () =>
      [...job.stderr().matchAll(/"messages":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    while (stored() < 202) {
      if (performance.now() > until) throw new Error(job.stderr());
      await delay(100);
    }
    const began = performance.now();
    job.child.kill('SIGTERM');
    expect(await job.code, job.stderr()).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);

    const list = run('src/cli/main.ts', 'dead-letters', 'list', '--json');
    expect(await list.code, list.stderr()).toBe(0);
    const letters = list
      .stdout()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(letters.map(({ source, raw, encoding }) => [source, raw, encoding]).sort()).toEqual([
      ['kafka:breakwater.events', '', 'none'],
      ['kafka:breakwater.events', '{"type":"acton"}', 'text'],
    ]);
    const replay = run('src/cli/main.ts', 'dead-letters', 'replay');
    expect(await replay.code, replay.stderr()).toBe(0);
    expect(replay.stdout()).toMatch(/^0 of 2 messages were taken in\./);
  }, 180_000);
});
