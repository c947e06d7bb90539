/**
 * Kafka to stored rows: sustained events a second beside what bare kafkajs reads without doing anything.
 * Run: node bench/consume.ts [events=300000]
 *      node bench/consume.ts --outage [events=200000]  the store away for 30 s, then slow; then the broker away for 30 s
 *      node bench/consume.ts --soak [events=1000000]   ten SIGKILLs, two more consumers, one restart of the broker
 * Both start a broker of their own (Java 17 and Maven); the broker, the consumer and the store share this machine.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import kafkajs from 'kafkajs';
import { consume } from '../src/ingest/kafka/consumer.ts';
import { createKafka } from '../src/ingest/kafka/kafkajs-port.ts';
import type { KafkaPort } from '../src/ingest/kafka/port.ts';
import { SILENT, UNWATCHED } from '../src/ingest/kafka/watch.ts';
import { migrate, openStore } from '../src/storage/index.ts';
import { makeEvents } from '../test/ingest/kafka/made-events.ts';
import { outage } from '../test/ingest/kafka/outage.ts';
import { soak } from '../test/ingest/kafka/soak.ts';
import { bytesOf, KEY, produce, settingsOf } from '../test/ingest/kafka/stream-support.ts';
import { startBroker } from '../test/support/kafka-broker.ts';
import { benchFile } from './make-events.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { soak: { type: 'boolean', default: false }, outage: { type: 'boolean', default: false } },
});
const EVENTS = Number(positionals[0] ?? (values.soak ? 1_000_000 : values.outage ? 200_000 : 300_000));
const TOPIC = 'bench';
const CHUNK = 20_000;

async function measure(name: string, run: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const cost = (used.user + used.system) / EVENTS;
  const rate = Math.round(EVENTS / seconds).toLocaleString('en');
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name.padEnd(46)} ${rate.padStart(9)}/s  ${seconds.toFixed(1).padStart(6)} s  ${cost.toFixed(2).padStart(6)} µs CPU  peak ${memory} MB`,
  );
}

async function fill(kafka: KafkaPort): Promise<void> {
  await kafka.admin((admin) => admin.ensureTopics([{ topic: TOPIC, partitions: 4 }]));
  for (let from = 0; from < EVENTS; from += CHUNK) {
    const events = makeEvents(Math.min(CHUNK, EVENTS - from), from);
    await produce(kafka, TOPIC, bytesOf(events), (i) => events[i]?.account_id ?? '');
  }
}

/** What the client costs by itself: it reads, and nobody looks. */
async function readBare(brokers: readonly string[]): Promise<void> {
  const client = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const consumer = client.consumer({ groupId: 'bare', maxBytesPerPartition: 8 << 20, maxBytes: 8 << 20 });
  let seen = 0;
  const done = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      seen += batch.messages.length;
      if (seen >= EVENTS) done.resolve();
    },
  });
  await done.promise;
  await consumer.disconnect();
}

async function readInto(
  kafka: KafkaPort,
  store: Parameters<typeof consume>[0]['store'],
  groupId: string,
): Promise<void> {
  const stop = new AbortController();
  let rows = 0;
  await consume({
    kafka,
    store,
    settings: settingsOf(TOPIC, {
      groupId,
      batchMessages: 50_000,
      batchBytes: 32 << 20,
      batchSeconds: 1,
      sessionSeconds: 15,
    }),
    pseudonymKey: Buffer.from(KEY),
    signal: stop.signal,
    now: Date.now,
    rng: Math.random,
    metrics: {
      ...UNWATCHED,
      written(_, count) {
        rows += count;
        if (rows >= EVENTS) stop.abort();
      },
    },
  });
}

/** The store away for 30 s, then slow; the broker away for 30 s; ends with 1 when anything was lost. */
async function longOutage(): Promise<void> {
  const { content, expected, exitCode, leftWithinSeconds } = await outage({
    broker,
    events: EVENTS,
    awaySeconds: 30,
    onStage: ({ name, seconds, peakMb }) =>
      console.log(`${name.padEnd(46)} ${seconds.toFixed(1).padStart(6)} s  peak ${peakMb} MB`),
  });
  console.log(`left on SIGTERM with exit code ${exitCode} after ${leftWithinSeconds.toFixed(1)} s`);
  const isSame = JSON.stringify(content) === JSON.stringify(expected);
  console.log(isSame ? 'stored: every event, once' : `DIFFERENT: ${JSON.stringify({ content, expected })}`);
  if (!isSame) process.exitCode = 1;
}

/** Ten kills on the way of a million events; ends with 1 when anything differs from the same events from a file. */
async function longSoak(): Promise<void> {
  const file = await benchFile({ events: EVENTS, viralLikes: 0 });
  const { stream, fromFile, ...facts } = await soak({ broker, file, kills: 10, seed: Date.now() });
  const words = fromFile.results.verdicts.map((line) => String(JSON.parse(line).verdict));
  const count = (word: string) => words.filter((one) => one === word).length;
  console.log({
    ...facts,
    content: stream.content,
    verdicts: words.length,
    waterArmies: count('water_army'),
  });
  const isSame = JSON.stringify(stream) === JSON.stringify(fromFile);
  console.log(isSame ? 'stored and found: byte for byte as from the file' : 'DIFFERENT from the file');
  if (!isSame) process.exitCode = 1;
}

const broker = await startBroker({ settings: { 'group.min.session.timeout.ms': '1000' } });
const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
try {
  if (values.soak) {
    await longSoak();
  } else if (values.outage) {
    await longOutage();
  } else {
    const kafka = createKafka({ brokers: broker.brokers, clientId: 'bench' }, SILENT);
    await measure('made and produced (one process)', () => fill(kafka));
    await measure('bare kafkajs, nothing done', () => readBare(broker.brokers));
    const nowhere = { insertArrow: async () => {}, insertRows: async () => {}, rows: async () => [] };
    await measure('checked and built, rows thrown away', () => readInto(kafka, nowhere, 'nowhere'));
    const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
    await migrate(store, { now: Date.now });
    await measure('into the embedded store', () => readInto(kafka, store, 'stored'));
    console.log(
      'stored',
      await store.rows('SELECT count() AS rows, uniqExact(event_id) AS ids FROM actions'),
    );
    await store.close();
  }
} finally {
  await broker.stop();
  await rm(directory, { recursive: true, force: true });
}
