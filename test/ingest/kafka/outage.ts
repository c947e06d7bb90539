/**
 * A consumer with the settings of a fresh installation while its store is away and then slow, and while its broker is
 * away: how long until it has caught up, and the memory that it took. Short in the tests, 30 s by `node bench/consume.ts --outage`.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Settings } from '../../../src/config/index.ts';
import { createKafka } from '../../../src/ingest/kafka/kafkajs-port.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { migrate, openStore } from '../../../src/storage/index.ts';
import { startClickHouseHttp } from '../../support/clickhouse-http.ts';
import type { KafkaBroker } from '../../support/kafka-broker.ts';
import { startSlowProxy } from '../../support/slow-proxy.ts';
import { makeEvents, withLongText } from './made-events.ts';
import {
  bytesOf,
  contentFromFile,
  contentOf,
  produce,
  settingsOf,
  startConsumer,
  untilStored,
} from './stream-support.ts';

export interface OutageOptions {
  readonly broker: KafkaBroker;
  readonly events: number;
  readonly awaySeconds: number;
  /** Told when a stage is over. */
  readonly onStage?: (stage: OutageStage) => void;
}

export interface OutageStage {
  readonly name: string;
  readonly seconds: number;
  /** The most memory that the consumer's process has held so far, resident; undefined where the system does not say. */
  readonly peakMb: number | undefined;
  /** How often partitions were given to it so far: more than once when it was taken for dead. */
  readonly assignments: number;
}

export interface OutageResult {
  readonly stages: readonly OutageStage[];
  /** Of the consumer on SIGTERM at the end; it was never started again. */
  readonly exitCode: number | null;
  readonly leftWithinSeconds: number;
  /** What is stored, and what the same events are from a file. */
  readonly content: Readonly<Record<string, string>>;
  readonly expected: Readonly<Record<string, string>>;
}

const TOPIC = 'outage';
const CHUNK = 5_000;
/** Bytes of text in each comment, so that rows are as large as their messages. */
const TEXT_BYTES = 6_000;
const SLOW_MS = 20;

export async function outage(options: OutageOptions): Promise<OutageResult> {
  const { broker, awaySeconds } = options;
  const events = makeEvents(options.events).map((event) => withLongText(event, TEXT_BYTES));
  const expected = await contentFromFile(events);
  const kafka = createKafka({ brokers: broker.brokers, clientId: 'outage' }, SILENT);
  const server = await startClickHouseHttp();
  const proxy = await startSlowProxy(server.url);
  const { username, password } = server;
  const login = { kind: 'server', username, password, database: 'outage' } as const;
  const store = await openStore({ ...login, url: server.url });
  await migrate(store, { now: Date.now });
  await kafka.admin((admin) => admin.ensureTopics([{ topic: TOPIC, partitions: 4 }]));
  const settings = { ...settingsOf(TOPIC), ...Settings.parse({}).consume };
  const consumer = startConsumer({
    brokers: broker.brokers,
    store: { ...login, url: proxy.url },
    settings,
  });
  const stages: OutageStage[] = [];

  async function stage(name: string, run: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await run();
    const done = {
      name,
      seconds: (performance.now() - began) / 1000,
      peakMb: await peakMbOf(consumer.child.pid),
      assignments: consumer.output().match(/partitions were assigned/g)?.length ?? 0,
    };
    stages.push(done);
    options.onStage?.(done);
  }
  const failed = () => (consumer.child.exitCode === null ? '' : consumer.output());
  const stored = () => untilStored(kafka, store, TOPIC, { limitMs: 900_000, failed });
  const away = () => delay(awaySeconds * 1000);
  async function send(from: number, to: number): Promise<void> {
    for (let at = from; at < to; at += CHUNK) {
      const chunk = events.slice(at, Math.min(at + CHUNK, to));
      await produce(kafka, TOPIC, bytesOf(chunk), (i) => chunk[i]?.account_id ?? '');
    }
  }

  try {
    const [first, second] = [Math.floor(events.length / 10), Math.floor(events.length * 0.8)];
    await stage('before', async () => {
      await send(0, first);
      await stored();
    });
    await stage('store away, events come', async () => {
      proxy.cut();
      await Promise.all([send(first, second), away()]);
    });
    await stage('store back and slow, until all is stored', async () => {
      proxy.slow(SLOW_MS);
      proxy.mend();
      await stored();
      proxy.slow(0);
    });
    await stage('broker away', () => broker.restart({ awayMs: awaySeconds * 1000 }));
    await stage('broker back, more events, until all is stored', async () => {
      await send(second, events.length);
      await stored();
    });
    const began = performance.now();
    const exitCode = await consumer.end('SIGTERM');
    return {
      stages,
      exitCode,
      leftWithinSeconds: (performance.now() - began) / 1000,
      content: await contentOf(store),
      expected,
    };
  } finally {
    if (consumer.child.exitCode === null) await consumer.end('SIGKILL');
    await store.close();
    await proxy.stop();
    await server.stop();
  }
}

/** The high-water mark of a process's resident memory, which Linux keeps. */
async function peakMbOf(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmHWM:\s*(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}
