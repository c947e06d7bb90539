import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consume } from '../../../src/ingest/kafka/consumer.ts';
import { readDeadLetters, replayDeadLetters } from '../../../src/ingest/kafka/dead-letters.ts';
import { createKafka } from '../../../src/ingest/kafka/kafkajs-port.ts';
import { decodeBytes } from '../../../src/ingest/kafka/letter-bytes.ts';
import type { KafkaBatch, KafkaMessage, KafkaPort } from '../../../src/ingest/kafka/port.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { migrate, openStore, type Store } from '../../../src/storage/index.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../../support/kafka-broker.ts';
import { makeEvents } from './made-events.ts';
import {
  bytesOf,
  contentFromFile,
  contentOf,
  KEY,
  listOf,
  produce,
  settingsOf,
  untilStored,
} from './stream-support.ts';

const DAY = 86_400_000;
const like = (changes: Readonly<Record<string, unknown>>) =>
  Buffer.from(
    JSON.stringify({
      type: 'action',
      event_id: 'bad',
      account_id: 'bad',
      action: 'like',
      target_id: 'p1',
      occurred_at: '2026-05-02T10:00:00Z',
      ...changes,
    }),
  );
const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Each way to be bad, and what the reason has to say. The n-th message of a kind differs from the others. */
const BAD: Readonly<Record<string, readonly [make: (n: number) => Uint8Array | null, reason: RegExp]>> = {
  tombstone: [() => null, /no value/],
  'empty value': [() => new Uint8Array(0), /^empty/],
  'only white space': [(n) => Buffer.from(' \n'.repeat(n + 1)), /^empty/],
  'wrong encoding': [(n) => Buffer.from([0x7b, 0xff, 0xfe, n]), /not valid UTF-8/],
  'UTF-16': [(n) => Buffer.from(`{"type":"action","event_id":"${n}"}`, 'utf16le'), /NUL byte/],
  'not JSON': [(n) => Buffer.from(`{"type": "action", ${n}`), /not JSON/],
  'a list': [(n) => Buffer.from(`[${n}]`), /JSON object, got an array/],
  'deep lists': [(n) => Buffer.from(deep(5_000 + n)), /JSON object, got an array/],
  'a deep field': [
    (n) => Buffer.from(`{"type":"action","event_id":${deep(5_000 + n)}}`),
    /event_id: expected a string/,
  ],
  'deep and without an id': [
    (n) => Buffer.from(`{"type":"action","account_id":"u","x":${deep(5_000 + n)}}`),
    /nested too deep/,
  ],
  'unknown type': [(n) => like({ type: `acton${n}` }), /type: expected account, action or report/],
  'unknown action': [(n) => like({ action: `lke${n}` }), /unknown action/],
  'a time in 1970': [(n) => like({ occurred_at: n }), /before 1995/],
  'a time in 2090': [(n) => like({ occurred_at: Date.UTC(2090, 0, 1 + n) }), /in the future/],
  'a number as id': [(n) => like({ event_id: n }), /event_id: expected a string/],
  'ten megabytes': [(n) => like({ text: String(n).repeat(10_000_000) }), /larger than 1 MiB/],
};
const GOOD = 600;
/** One in a hundred of each kind, and as many good events that are sent a second time. */
const PER_KIND = GOOD / 100;

const hashOf = (value: Uint8Array | null): string =>
  value === null ? 'none' : createHash('sha256').update(value).digest('hex');

describe.skipIf(await leaveKafkaOut())('messages that cannot be used', () => {
  let broker: KafkaBroker;
  let kafka: KafkaPort;
  let store: Store;
  /** What the good events are as rows; worked out first, for a process can have one store open. */
  const expected: Record<string, Readonly<Record<string, string>>> = {};

  beforeAll(async () => {
    broker = await startBroker();
    kafka = createKafka({ brokers: broker.brokers, clientId: 'test' }, SILENT);
    expected.mixed = await contentFromFile(makeEvents(GOOD));
    expected.mended = await contentFromFile(makeEvents(400, 10_000));
    store = await openStore({ kind: 'memory' });
    await migrate(store, { now: Date.now });
  }, 120_000);
  afterAll(async () => {
    await store?.close();
    await broker?.stop();
  });

  /** Consumes a topic until all of it is stored. */
  async function consumeAll(topic: string, into: Store, now = Date.now): Promise<void> {
    const stop = new AbortController();
    const settings = settingsOf(topic, { sessionSeconds: 10 });
    const options = { kafka, settings, pseudonymKey: Buffer.from(KEY), now, rng: () => 0.5 };
    const running = consume({ ...options, store: into, signal: stop.signal });
    try {
      await Promise.race([untilStored(kafka, store, topic), running]);
    } finally {
      stop.abort();
      await running;
    }
  }

  /** All messages of a topic, read without the consumer. */
  async function messagesOf(topic: string): Promise<readonly KafkaMessage[]> {
    const marks = await kafka.admin((admin) => admin.watermarks(topic));
    const wanted = [...marks.values()].reduce((sum, { low, high }) => sum + Number(high - low), 0);
    const found: KafkaMessage[] = [];
    const done = Promise.withResolvers<void>();
    const reader = kafka.consumer({
      groupId: `${topic}-reader-${found.length}-${performance.now()}`,
      topic,
      maxWaitMs: 100,
      maxFetchBytes: 16 * 1024 * 1024,
      sessionMs: 10_000,
      giveUpMs: 30_000,
    });
    const run = reader.run({
      onAssigned: async (partitions) => new Map(partitions.map((partition) => [partition, 0n])),
      async onBatch(batch: KafkaBatch) {
        found.push(
          ...batch.messages.map((one) => ({ ...one, value: one.value === null ? null : one.value.slice() })),
        );
        if (found.length >= wanted) done.resolve();
        return true;
      },
    });
    await Promise.race([done.promise, run, delay(20_000)]);
    await reader.stop();
    return found;
  }

  const big = { 'max.message.bytes': String(12 * 1024 * 1024) };

  test('all of each kind become dead letters with their bytes, none is stored or holds up the rest, a repeat counts once', async () => {
    const topic = 'bad';
    await kafka.admin((admin) =>
      admin.ensureTopics([
        { topic, partitions: 2, config: big },
        { topic: `${topic}-dead-letters`, partitions: 1 },
      ]),
    );
    const once = bytesOf(makeEvents(GOOD));
    const good = [...once, ...once.filter((_, i) => i % (GOOD / PER_KIND) === 0)];
    const bad = Object.entries(BAD).flatMap(([kind, [make, reason]]) =>
      Array.from({ length: PER_KIND }, (_, n) => ({ kind, reason, value: make(n) })),
    );
    // Bad ones among good ones; the large ones go alone.
    const small = bad.filter(({ value }) => (value?.length ?? 0) < 1_000_000);
    const mixed: (Uint8Array | null)[] = [...good];
    for (const [i, { value }] of small.entries()) mixed.splice((i * 61) % mixed.length, 0, value);
    await produce(kafka, topic, mixed);
    for (const { value } of bad) if ((value?.length ?? 0) >= 1_000_000) await produce(kafka, topic, [value]);
    await consumeAll(topic, store);

    expect(await contentOf(store)).toEqual(expected.mixed);
    const letters = await listOf(readDeadLetters(store));
    const madeAs = new Map(bad.map(({ value, ...made }) => [hashOf(value), made]));
    expect(letters.map((letter) => hashOf(decodeBytes(letter))).sort()).toEqual(
      bad.map(({ value }) => hashOf(value)).sort(),
    );
    for (const letter of letters) {
      const made = madeAs.get(hashOf(decodeBytes(letter)));
      expect(letter.reason, made?.kind).toMatch(made?.reason ?? /never/);
    }
    // Looked at again without a fix, they are what they were.
    const dead = { letters: bad.length, stored: 0 };
    expect(await replayDeadLetters({ store, pseudonymKey: Buffer.from(KEY), now: Date.now })).toMatchObject(
      dead,
    );
    expect(await listOf(readDeadLetters(store))).toEqual(letters);
    expect(await contentOf(store)).toEqual(expected.mixed);
    const sent = await messagesOf(`${topic}-dead-letters`);
    expect(sent.map(({ key }) => Buffer.from(key ?? []).toString()).sort()).toEqual(
      letters.map(({ partition, offset }) => `${topic}/${partition}/${offset}`).sort(),
    );
    // What the topic refuses for its size is cut there, and whole in the table.
    const sentHashes = new Set(sent.map(({ value }) => hashOf(value)));
    for (const { value } of bad.filter(({ value }) => (value?.length ?? 0) < 1_000_000))
      expect(sentHashes).toContain(hashOf(value));
  }, 180_000);

  test('after a fix, replay stores what is good now, once, and keeps the rest', async () => {
    const topic = 'mended';
    const events = makeEvents(400, 10_000);
    await kafka.admin((admin) => admin.ensureTopics([{ topic, partitions: 2 }]));
    await produce(kafka, topic, bytesOf(events));
    await store.command('TRUNCATE TABLE dead_letters');
    for (const table of ['actions', 'accounts', 'reports']) await store.command(`TRUNCATE TABLE ${table}`);
    // A clock that stood two years back when the messages came: their times were in the future.
    await consumeAll(topic, store, () => Date.now() - 730 * DAY);
    expect(await store.rows('SELECT count() AS n FROM actions')).toEqual([{ n: '0' }]);
    const waiting = await listOf(readDeadLetters(store));
    expect(waiting).toHaveLength(events.length);
    await store.insertRows('dead_letters', [{ ...waiting[0], offset: 999_999, raw: '{"type":"x"}' }]);

    const replay = () => replayDeadLetters({ store, pseudonymKey: Buffer.from(KEY), now: Date.now });
    expect(await replay()).toEqual({ letters: 401, stored: 400, stillDead: { 'type: unknown': 1 } });
    expect(await contentOf(store)).toEqual(expected.mended);
    expect(await replay()).toEqual({ letters: 1, stored: 0, stillDead: { 'type: unknown': 1 } });
    expect(await listOf(readDeadLetters(store))).toHaveLength(1);
    expect(await listOf(readDeadLetters(store, { replayed: true }))).toHaveLength(401);
  }, 180_000);

  test('letters that are large together are read and replayed a few at a time', async () => {
    await store.command('TRUNCATE TABLE dead_letters');
    const raw = 'x'.repeat(3_000_000);
    const letters = Array.from({ length: 16 }, (_, offset) => ({
      source: 'kafka:large',
      partition: 0,
      offset,
      raw,
    }));
    for (const letter of letters) await store.insertRows('dead_letters', [letter]);
    let most = 0;
    const watched: Store = {
      ...store,
      async rows(sql, params) {
        const rows = await store.rows(sql, params);
        most = Math.max(most, JSON.stringify(rows).length);
        return rows;
      },
    };
    const found = await listOf(readDeadLetters(watched));
    expect(found.map(({ offset }) => Number(offset))).toEqual(letters.map(({ offset }) => offset));
    const replay = await replayDeadLetters({ store: watched, pseudonymKey: Buffer.from(KEY), now: Date.now });
    expect(replay).toEqual({ letters: 16, stored: 0, stillDead: { 'too large': 16 } });
    expect(most).toBeLessThan(20_000_000);
  }, 60_000);
});
