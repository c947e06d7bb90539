/**
 * Events flow while consumers are killed, join and leave, and the broker restarts; then the store is held against
 * `breakwater detect` on the same events from a file. Short in the tests, a million events by `node bench/consume.ts --soak`.
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createKafka } from '../../../src/ingest/kafka/kafkajs-port.ts';
import type { KafkaPort } from '../../../src/ingest/kafka/port.ts';
import { readStoredOffsets, sourceOf } from '../../../src/ingest/kafka/stored-offsets.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { migrate, openStore } from '../../../src/storage/index.ts';
import { startClickHouseHttp } from '../../support/clickhouse-http.ts';
import type { KafkaBroker } from '../../support/kafka-broker.ts';
import { createCrew } from './crew.ts';
import { detectFiles, type ResultBytes } from './detected.ts';
import { createNumbers } from './made-events.ts';
import { contentOf, KEY, produce, settingsOf, untilStored } from './stream-support.ts';

export interface SoakOptions {
  readonly broker: KafkaBroker;
  /** NDJSON; every line is an event. */
  readonly file: string;
  readonly kills: number;
  readonly seed: number;
  /** Messages of a batch; small ones make more moments to be killed in. */
  readonly batchMessages?: number;
}

export interface SoakResult {
  /** Messages sent; some events twice, as a producer does that got no answer. */
  readonly messages: number;
  /** Share of the messages that were stored when each consumer was killed. */
  readonly killedAt: readonly number[];
  /** Consumers that ended by themselves and were started again, as a supervisor does. */
  readonly restarted: number;
  /** The longest that one took to leave on SIGTERM, seconds. */
  readonly leftWithinSeconds: number;
  /** Batches that were thrown away because the group moved on. */
  readonly droppedBatches: number;
  /** Seconds until everything was stored. */
  readonly seconds: number;
  /** What is stored and found, by consumers and from the file. */
  readonly stream: StoredAndFound;
  readonly fromFile: StoredAndFound;
}

export interface StoredAndFound {
  /** Rows and a sum of their hashes, by table. */
  readonly content: Readonly<Record<string, string>>;
  readonly results: ResultBytes;
}

/** Of so many chunks of messages one is sent twice. */
const TWICE = 40;
const CHUNK = 250;
const NEWLINE = 10;

export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { broker, file, kills, seed, batchMessages = 5_000 } = options;
  const topic = `soak-${seed}`;
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-soak-'));
  const server = await startClickHouseHttp();
  const { url, username, password } = server;
  const location = { kind: 'server', url, username, password, database: 'soak' } as const;
  const store = await openStore(location);
  const kafka = createKafka({ brokers: broker.brokers, clientId: 'soak' }, SILENT);
  const settings = settingsOf(topic, { batchMessages, giveUpSeconds: 120 });
  const crew = createCrew({ brokers: broker.brokers, store: location, settings });
  try {
    await migrate(store, { now: Date.now });
    await kafka.admin((admin) => admin.ensureTopics([{ topic, partitions: 4 }]));
    const began = performance.now();
    const lines = (await readFile(file)).reduce((count, byte) => count + Number(byte === NEWLINE), 0);
    const stored = async () => {
      const next = await readStoredOffsets(store, sourceOf(topic));
      return Number([...next.values()].reduce((sum, offset) => sum + offset, 0n));
    };
    // A quarter ahead at most: there has to be something left to do whenever somebody is killed.
    const sending = sendAll(kafka, topic, file, async (sent) => {
      while (sent - (await stored()) > lines / 4) await delay(20);
    });
    sending.catch(() => {});
    crew.start();
    const killedAt = await disturb(async () => (await stored()) / lines);
    const messages = await sending;
    await untilStored(kafka, store, topic, { limitMs: 1_800_000, failed: crew.check });
    const seconds = (performance.now() - began) / 1000;
    await crew.leaveAll();

    const keyFile = join(directory, 'key');
    await writeFile(keyFile, KEY);
    const nothing = join(directory, 'nothing.ndjson');
    await writeFile(nothing, '');
    const served = new URL(`${url}/soak`);
    Object.assign(served, { username, password });
    const content = await contentOf(store);
    const results = await detectFiles(nothing, { store: served.href, keyFile });
    return {
      messages,
      killedAt,
      ...crew.report(),
      seconds,
      stream: { content, results },
      fromFile: await storedFromFile(keyFile),
    };
  } finally {
    await crew.end();
    await store.close();
    await server.stop();
    await rm(directory, { recursive: true });
  }

  /** Kills at random points of the way; two join, the broker restarts, two leave. Where, as shares of all events. */
  async function disturb(share: () => Promise<number>): Promise<readonly number[]> {
    const below = createNumbers(seed);
    const killed: number[] = [];
    const kill = async () => {
      // Not just after a batch was stored, which is what is waited for, but anywhere in the next ones.
      await delay(below(200));
      killed.push(await share());
      await crew.killOne(below);
    };
    const plan: readonly { readonly at: number; readonly run: () => unknown }[] = [
      ...Array.from({ length: kills }, () => ({ at: 0.02 + below(700) / 1_000, run: kill })),
      { at: 0.1, run: () => crew.start() },
      { at: 0.3, run: () => crew.start() },
      { at: 0.5, run: () => broker.restart() },
      { at: 0.6, run: () => crew.leaveOne() },
      { at: 0.8, run: () => crew.leaveOne() },
    ];
    for (const { at, run } of plan.toSorted((a, b) => a.at - b.at)) {
      while ((await share()) < at) {
        const why = crew.check();
        if (why !== '') throw new Error(`soak: ${why}`);
        await delay(50);
      }
      await run();
    }
    return killed;
  }

  async function storedFromFile(keyFile: string): Promise<StoredAndFound> {
    const own = join(directory, 'store');
    const results = await detectFiles(file, { store: own, keyFile });
    const opened = await openStore({ kind: 'embedded', directory: own });
    try {
      return { content: await contentOf(opened), results };
    } finally {
      await opened.close();
    }
  }
}

/** Sends the lines of a file, keyed by account, some of them twice; how many messages that were. */
async function sendAll(
  kafka: KafkaPort,
  topic: string,
  file: string,
  waitAt: (sent: number) => Promise<void>,
): Promise<number> {
  let sent = 0;
  let chunks = 0;
  let chunk: string[] = [];
  const send = async () => {
    const lines = chunk;
    chunk = [];
    chunks += 1;
    const values = lines.map((line) => Buffer.from(line));
    for (let times = chunks % TWICE === 0 ? 2 : 1; times > 0; times -= 1) {
      await produce(kafka, topic, values, (i) => /"account_id":"([^"]+)"/.exec(lines[i] ?? '')?.[1] ?? '');
      sent += values.length;
    }
    await waitAt(sent);
  };
  for await (const line of createInterface({ input: createReadStream(file) })) {
    chunk.push(line);
    if (chunk.length === CHUNK) await send();
  }
  await send();
  return sent;
}
