/** The jobs that detect and mine, as processes, with a real broker and a served store. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { kafkaPublisher } from '../../src/cli/watch-cycles.ts';
import { VerdictMessage } from '../../src/contract/index.ts';
import { createMiningPool } from '../../src/detection/mining-pool.ts';
import { createTaskPool } from '../../src/detection/mining-tasks/task-pool.ts';
import { ingestFiles } from '../../src/ingest/index.ts';
import { createKafka, type KafkaPort } from '../../src/ingest/kafka/index.ts';
import { SILENT } from '../../src/ingest/kafka/watch.ts';
import { minePairs } from '../../src/mining/index.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import { buildTown, DAWN } from '../detection/town.ts';
import { crowd, edgesOf, seeded, tracesOf } from '../mining/traces.ts';
import { type ClickHouseHttp, startClickHouseHttp } from '../support/clickhouse-http.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../support/kafka-broker.ts';

const JOBS = fileURLToPath(new URL('../../jobs/', import.meta.url));
const TASKS = 'breakwater.mining-tasks';
const VERDICTS = 'breakwater.verdicts';

interface Line {
  readonly message: string;
  readonly job: string;
  readonly part: number;
}

/** What a job has logged so far under a message. */
const linesOf = (output: string, message: string): readonly Line[] =>
  output
    .split('\n')
    .filter((line) => line.endsWith(`"message":"${message}"}`))
    .map((line) => JSON.parse(line));

describe.skipIf(await leaveKafkaOut())('jobs', () => {
  let broker: KafkaBroker;
  let clickhouse: ClickHouseHttp;
  let store: Store;
  let kafka: KafkaPort;
  let directory: string;
  const started = new Set<ChildProcess>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'breakwater-jobs-'));
    [broker, clickhouse] = await Promise.all([startBroker(), startClickHouseHttp()]);
    const { url, username, password } = clickhouse;
    store = await openStore({ kind: 'server', url, username, password });
    await migrate(store, { now: Date.now });
    kafka = createKafka({ brokers: broker.brokers, clientId: 'test' }, SILENT);
    await writeFile(join(directory, 'password'), password, { mode: 0o600 });
  }, 120_000);
  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    started.clear();
  });
  afterAll(async () => {
    await store.close();
    await Promise.all([broker.stop(), clickhouse.stop()]);
    await rm(directory, { recursive: true });
  });

  /** Starts a job; `output` grows while it runs. */
  async function startJob(name: string, detect: Readonly<Record<string, unknown>> = {}) {
    const config = join(directory, `${name}.yaml`);
    const settings = {
      kafka: { brokers: broker.brokers },
      consume: { sessionSeconds: 6 },
      store: {
        location: clickhouse.url,
        username: clickhouse.username,
        password: { file: join(directory, 'password') },
      },
      http: { port: 0 },
      log: { level: 'debug' },
      detect,
    };
    // JSON is YAML.
    await writeFile(config, JSON.stringify(settings));
    const child = spawn(process.execPath, [join(JOBS, `${name}.ts`), '--config', config]);
    started.add(child);
    const job = { child, output: '' };
    child.stderr.on('data', (text) => {
      job.output += text;
    });
    return job;
  }

  test('four workers mine four parts, one is killed in the middle of its part, and the edges are those of the whole', async () => {
    const rng = seeded(5);
    const traces = tracesOf(crowd(rng, { rows: 60_000, accounts: 700, targets: 900, days: 2 }));
    const options = { windowMs: 3_600_000, minSurprise: 0.5 };
    const whole = minePairs(traces, options);
    const workers: Awaited<ReturnType<typeof startJob>>[] = [];
    for (let n = 0; n < 4; n += 1) workers.push(await startJob('mine'));
    await expect
      .poll(
        () =>
          kafka
            .admin((admin) => admin.watermarks(TASKS))
            .then(
              ({ size }) => size,
              () => 0,
            ),
        { timeout: 30_000 },
      )
      .toBeGreaterThan(1);
    const producer = kafka.producer();
    await producer.connect();
    const publisher = kafkaPublisher(producer);
    let rounds = 0;
    const mineByWorkers = () => {
      rounds += 1;
      return createTaskPool({
        store,
        runId: `run ${rounds}`,
        parts: 4,
        local: createMiningPool(1),
        minRows: 1,
        patienceMs: 60_000,
        sendTasks: (tasks) =>
          publisher.publish(
            TASKS,
            tasks.map((task) => ({
              key: `${task.job} ${task.part}`,
              value: JSON.stringify(task),
              headers: {},
            })),
          ),
      }).mine(traces, options);
    };
    // All have joined when each has mined something.
    const haveAllMined = () => workers.every(({ output }) => linesOf(output, 'mined').length > 0);
    for (let round = 0; round < 30 && !haveAllMined(); round += 1)
      expect(edgesOf((await mineByWorkers()).edges)).toEqual(edgesOf(whole.edges));
    expect(haveAllMined()).toBe(true);

    // Whoever first says that it mines is killed before it is done, if need be in another round.
    for (let round = 0; ; round += 1) {
      expect(round).toBeLessThan(10);
      const before = workers.map(({ output }) => linesOf(output, 'mining').length);
      const again = mineByWorkers();
      let victim = -1;
      while (victim < 0) {
        await delay(5);
        victim = workers.findIndex(
          ({ output }, w) => linesOf(output, 'mining').length > (before[w] as number),
        );
      }
      const [killed] = workers.splice(victim, 1);
      killed?.child.kill('SIGKILL');
      const { edges } = await again;
      expect(edgesOf(edges)).toEqual(edgesOf(whole.edges));
      const cutOff = linesOf(killed?.output ?? '', 'mining').at(-1);
      const isSame = (line: Line) => line.job === cutOff?.job && line.part === cutOff?.part;
      if (linesOf(killed?.output ?? '', 'mined').some(isSame)) {
        workers.push(await startJob('mine'));
        continue;
      }
      expect(workers.filter(({ output }) => linesOf(output, 'mined').some(isSame))).toHaveLength(1);
      break;
    }
    await producer.disconnect();
  }, 300_000);

  test('detect sends the ring as a water army, once, and leaves on SIGTERM', async () => {
    const town = buildTown(7);
    const path = join(directory, 'town.ndjson');
    await writeFile(path, town.events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    const inputs = [{ name: 'town', path, map: {}, set: {} }];
    const pseudonymKey = new Uint8Array(32);
    await ingestFiles({ inputs, store, options: { now: Date.now(), pseudonymKey, workers: 0 } });
    const lookBackSeconds = (Date.now() - DAWN) / 1_000 + 86_400;
    const horizons = [{ name: 'all', lookBackSeconds, everySeconds: 1 }];
    const job = await startJob('detect', { horizons, leaseSeconds: 10 });
    await expect.poll(() => job.output.split('"cycle"').length, { timeout: 60_000 }).toBeGreaterThan(3);
    const exited = once(job.child, 'exit');
    job.child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);

    const messages = await readAll(VERDICTS);
    const ring = messages.filter(({ accounts }) =>
      accounts.some(({ account_id }) => account_id === 'hired0'),
    );
    expect(ring).toMatchObject([{ verdict: 'water_army', change: 'new', accounts_in_all: town.ring.length }]);
    const keys = messages.map(({ idempotency_key }) => idempotency_key);
    expect(new Set(keys).size).toBe(keys.length);
  }, 120_000);

  async function readAll(topic: string): Promise<readonly VerdictMessage[]> {
    const marks = await kafka.admin((admin) => admin.watermarks(topic));
    const missing = new Map(
      [...marks].filter(([, { low, high }]) => high > low).map(([at, { high }]) => [at, high]),
    );
    const messages: VerdictMessage[] = [];
    const consumer = kafka.consumer({
      groupId: 'reader',
      topic,
      maxWaitMs: 100,
      maxFetchBytes: 1_000_000,
      sessionMs: 10_000,
      giveUpMs: 10_000,
    });
    await consumer.run({
      onAssigned: async (partitions) => new Map(partitions.map((at) => [at, marks.get(at)?.low ?? 0n])),
      async onBatch(batch) {
        for (const { key, value } of batch.messages) {
          const message = VerdictMessage.parse(JSON.parse(Buffer.from(value ?? []).toString()));
          expect(Buffer.from(key ?? []).toString()).toBe(message.cluster_id);
          messages.push(message);
        }
        if (batch.nextOffset >= (missing.get(batch.partition) ?? 0n)) missing.delete(batch.partition);
        if (missing.size === 0) void consumer.stop();
        return true;
      },
    });
    return messages;
  }
});
