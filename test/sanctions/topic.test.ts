/** Sanctions over a real Kafka: the job tells the platform, is killed, goes on; the platform acts once and says so. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SanctionMessage, type SanctionReceipt } from '../../src/contract/index.ts';
import { createKafka, type KafkaPort, type ProducerPort, readGroup } from '../../src/ingest/kafka/index.ts';
import { approvePlan, revertMeasures } from '../../src/sanctions/apply/people-acts.ts';
import { verifyLedger } from '../../src/sanctions/ledger/index.ts';
import { readDeliveries } from '../../src/sanctions/outlets/deliver.ts';
import { topicOutlet } from '../../src/sanctions/outlets/topic.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../support/kafka-broker.ts';
import { names, storedPlan } from './stored-plan.ts';

const JOB = fileURLToPath(new URL('../../jobs/sanction.ts', import.meta.url));
const [TOPIC, RECEIPTS] = ['breakwater.sanctions', 'breakwater.sanction-receipts'];
const ACCOUNTS = 400;
const silent = { debug() {}, info() {}, warn() {}, error() {} };

describe.skipIf(await leaveKafkaOut())('over Kafka', () => {
  let broker: KafkaBroker;
  let kafka: KafkaPort;
  let producer: ProducerPort;
  let directory: string;
  let platform: Promise<void>;
  const stop = new AbortController();
  /** How often the platform was asked, and what it did, by key. */
  const asked = new Map<string, number>();
  const acted = new Map<string, SanctionMessage>();

  const answer = async (receipt: Omit<SanctionReceipt, 'type' | 'at'>) => {
    const text = JSON.stringify({ type: 'sanction_receipt', ...receipt, at: new Date().toISOString() });
    await producer.send(RECEIPTS, [{ key: receipt.idempotency_key, value: Buffer.from(text), headers: {} }]);
  };

  /** The platform acts once for each key, refuses u7, and answers every time that it is asked. */
  async function onMessage(text: string): Promise<void> {
    const message = SanctionMessage.parse(JSON.parse(text));
    const key = message.idempotency_key;
    asked.set(key, (asked.get(key) ?? 0) + 1);
    if (message.account_id === 'u7')
      return answer({ idempotency_key: key, status: 'refused', detail: 'an officer of ours' });
    if (!acted.has(key)) acted.set(key, message);
    await answer({ idempotency_key: key, status: 'done', detail: '' });
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'breakwater-sanction-topic-'));
    broker = await startBroker();
    kafka = createKafka({ brokers: broker.brokers, clientId: 'platform' }, silent);
    await kafka.admin((admin) => admin.ensureTopics([{ topic: TOPIC }, { topic: RECEIPTS }]));
    producer = kafka.producer();
    await producer.connect();
    platform = readGroup({
      kafka,
      settings: {
        groupId: 'platform',
        topic: TOPIC,
        maxWaitMs: 100,
        maxFetchBytes: 1_000_000,
        sessionMs: 6_000,
        giveUpMs: 60_000,
      },
      signal: stop.signal,
      async onMessages(messages) {
        for (const { value } of messages) await onMessage(Buffer.from(value ?? []).toString());
      },
    });
    await writeFile(
      join(directory, 'settings.yaml'),
      JSON.stringify({
        kafka: { brokers: broker.brokers },
        store: { location: join(directory, 'store') },
        consume: { sessionSeconds: 6 },
        http: { port: 0 },
        sanctions: { toKafka: true },
      }),
    );
  }, 120_000);
  afterAll(async () => {
    stop.abort();
    await platform;
    await producer?.disconnect();
    await broker?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  function startJob(): ChildProcess {
    return spawn(process.execPath, [JOB, '--config', join(directory, 'settings.yaml'), '--every', '1s'], {
      stdio: 'ignore',
    });
  }
  const end = async (job: ChildProcess, signal: NodeJS.Signals) => {
    const ended = once(job, 'exit');
    job.kill(signal);
    return ended;
  };
  /** Lets the job run on until the platform's answers to so many messages are kept: the store is its alone meanwhile. */
  async function untilAnswered(job: ChildProcess, count: number): Promise<readonly string[]> {
    let running = job;
    for (let look = 0; ; look++) {
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      expect(await end(running, 'SIGTERM')).toEqual([0, null]);
      const found = await statuses();
      if (look > 10 || found.filter((status) => ['done', 'refused'].includes(status)).length >= count)
        return found;
      running = startJob();
    }
  }
  const statuses = () =>
    inStore(async (store) => {
      const known = await readDeliveries(store, topicOutlet(TOPIC));
      return [...known.values()].map(({ status }) => status);
    });

  test('killed in the middle and started again, every account is asked for, acted on once, and acknowledged', async () => {
    const clock = Date.now;
    await inStore(async (store) => {
      await migrate(store, { now: clock });
      const plan = await storedPlan(store, {
        accounts: names(ACCOUNTS),
        settings: {
          canary: { share: 0, least: 0, most: 0 },
          delay: { most_seconds: 0 },
          caps: { hour: 1_000, day: 1_000, pattern_day: 1_000 },
        },
      });
      // Two, as it touches many.
      for (const actor of ['ann', 'ben']) await approvePlan(store, plan, { actor, clock });
    });
    const first = startJob();
    await expect.poll(() => asked.size, { timeout: 60_000 }).toBeGreaterThan(20);
    await end(first, 'SIGKILL');
    const second = startJob();
    await expect.poll(() => asked.size, { timeout: 60_000 }).toBe(ACCOUNTS);
    expect(acted.size).toBe(ACCOUNTS - 1);
    expect(new Set([...acted.values()].map(({ account_id }) => account_id)).size).toBe(ACCOUNTS - 1);
    const found = await untilAnswered(second, ACCOUNTS);
    expect(found.filter((status) => status === 'done')).toHaveLength(ACCOUNTS - 1);
    expect(found.filter((status) => status === 'refused')).toHaveLength(1);
  }, 180_000);

  test('what is taken back is told after what was asked for, and garbage on the topic of receipts harms nothing', async () => {
    const before = asked.size;
    await producer.send(RECEIPTS, [
      { key: 'x', value: Buffer.from('no receipt'), headers: {} },
      {
        key: 'y',
        value: Buffer.from(
          '{"type":"sanction_receipt","idempotency_key":"of nobody","status":"done","at":"2026-01-01"}',
        ),
        headers: {},
      },
    ]);
    await inStore((store) =>
      revertMeasures(store, { campaign: 'k1' }, { actor: 'ann', clock: Date.now, reason: 'a wrong model' }),
    );
    const job = startJob();
    await expect.poll(() => asked.size, { timeout: 60_000 }).toBe(before + ACCOUNTS);
    await untilAnswered(job, 2 * ACCOUNTS);
    const open = new Set<string>();
    for (const { action, idempotency_key, reverts } of acted.values()) {
      if (action === 'apply') open.add(idempotency_key);
      else open.delete(reverts ?? '');
    }
    expect(open.size).toBe(0);
    await inStore(async (store) => {
      expect((await verifyLedger(store)).broken).toBeNull();
      const rows = await store.rows("SELECT count() AS n FROM sanction_deliveries WHERE key = 'of nobody'");
      expect(Number(rows[0]?.n)).toBe(0);
    });
  }, 180_000);
});
