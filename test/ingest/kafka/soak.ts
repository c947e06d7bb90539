/** The long version of the test: events flow while consumers are killed, join and leave, and the broker restarts. */
import { setTimeout as delay } from 'node:timers/promises';
import { createKafka } from '../../../src/ingest/kafka/kafkajs-port.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { migrate, openStore } from '../../../src/storage/index.ts';
import { startClickHouseHttp } from '../../support/clickhouse-http.ts';
import type { KafkaBroker } from '../../support/kafka-broker.ts';
import { createNumbers, type MadeEvent, makeEvents } from './made-events.ts';
import {
  bytesOf,
  contentFromFile,
  contentOf,
  produce,
  type RunningConsumer,
  settingsOf,
  startConsumer,
  untilStored,
} from './stream-support.ts';

export interface SoakResult {
  readonly events: number;
  readonly kills: number;
  /** Seconds until everything was stored. */
  readonly seconds: number;
  /** Batches that were thrown away because the group moved on. */
  readonly droppedBatches: number;
  /** What is stored, and what the same events are from a file; equal, or it throws. */
  readonly content: Readonly<Record<string, string>>;
}

export interface SoakOptions {
  readonly broker: KafkaBroker;
  readonly events: number;
  readonly kills: number;
  readonly seed: number;
  /** Messages of a batch; small ones make more moments to be killed in. */
  readonly batchMessages?: number;
  /** Wait after every thousand messages, so that they come while consumers die. */
  readonly paceMs?: number;
}

const CHUNK = 1_000;

/** Throws when anything is lost, stored twice or changed. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { broker, kills, seed, batchMessages = 5_000, paceMs = 0 } = options;
  const topic = `soak-${seed}`;
  const server = await startClickHouseHttp();
  const { url, username, password } = server;
  const location = { kind: 'server', url, username, password, database: 'soak' } as const;
  const store = await openStore(location);
  const kafka = createKafka({ brokers: broker.brokers, clientId: 'soak' }, SILENT);
  const began = performance.now();
  const settings = settingsOf(topic, { batchMessages, giveUpSeconds: 120 });
  const started: RunningConsumer[] = [];
  const start = () => {
    const consumer = startConsumer({ brokers: broker.brokers, store: location, settings });
    started.push(consumer);
    return consumer;
  };
  try {
    await migrate(store, { now: Date.now });
    await kafka.admin((admin) => admin.ensureTopics([{ topic, partitions: 4 }]));
    const events = makeEvents(options.events);
    const below = createNumbers(seed);
    let sent = 0;
    const produced = produceAll(events);
    produced.catch(() => {});
    async function produceAll(all: readonly MadeEvent[]): Promise<void> {
      for (; sent < all.length; sent += CHUNK) {
        const chunk = all.slice(sent, sent + CHUNK);
        await produce(kafka, topic, bytesOf(chunk), (i) => chunk[i]?.account_id ?? '');
        await delay(paceMs);
      }
    }
    let first = start();
    const others: RunningConsumer[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      await delay(1_000 + below(4_000));
      const half = Math.ceil(kills / 2);
      if (kill === 1 || kill === half) others.push(start());
      if (kill === half) await broker.restart();
      if (kill === half + 1 || kill === kills) {
        const code = await others.shift()?.end('SIGTERM');
        // The broker was just restarted: one that cannot reach it says so with 5, and a supervisor starts it again.
        if (code !== 0 && code !== 5) throw new Error(`a consumer left with exit code ${code}`);
      }
      await first.end('SIGKILL');
      first = start();
    }
    await produced;
    await untilStored(kafka, store, topic, {
      limitMs: 600_000,
      failed: () => (first.child.exitCode === null ? '' : first.output()),
    });
    const seconds = (performance.now() - began) / 1000;
    for (const one of [first, ...others]) await one.end('SIGTERM');
    const content = await contentOf(store);
    const expected = await contentFromFile(events);
    if (JSON.stringify(content) !== JSON.stringify(expected)) {
      throw new Error(
        `stored ${JSON.stringify(content)}, expected ${JSON.stringify(expected)}, seed ${seed}`,
      );
    }
    const droppedBatches = started
      .map((one) => one.output().match(/a batch was dropped/g)?.length ?? 0)
      .reduce((sum, n) => sum + n, 0);
    return { events: events.length, kills, seconds, droppedBatches, content };
  } finally {
    await Promise.all(started.map((one) => (one.child.exitCode === null ? one.end('SIGKILL') : one.exited)));
    await store.close();
    await server.stop();
  }
}
