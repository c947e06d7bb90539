import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKafka } from '../../../src/ingest/kafka/kafkajs-port.ts';
import type { KafkaPort } from '../../../src/ingest/kafka/port.ts';
import { readStoredOffsets, sourceOf } from '../../../src/ingest/kafka/stored-offsets.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { migrate, openStore, type Store, type StoreOptions } from '../../../src/storage/index.ts';
import { type ClickHouseHttp, startClickHouseHttp } from '../../support/clickhouse-http.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../../support/kafka-broker.ts';
import { type SlowProxy, startSlowProxy } from '../../support/slow-proxy.ts';
import { makeEvents } from './made-events.ts';
import {
  bytesOf,
  contentFromFile,
  contentOf,
  produce,
  settingsOf,
  startConsumer,
  untilStored,
} from './stream-support.ts';

describe.skipIf(await leaveKafkaOut())('events reach the store exactly once', () => {
  let broker: KafkaBroker;
  let server: ClickHouseHttp;
  let proxy: SlowProxy;
  let kafka: KafkaPort;

  beforeAll(async () => {
    // Dead members are noticed sooner than a real broker allows, so that the test does not wait for them.
    broker = await startBroker({ settings: { 'group.min.session.timeout.ms': '1000' } });
    server = await startClickHouseHttp();
    proxy = await startSlowProxy(server.url);
    kafka = createKafka({ brokers: broker.brokers, clientId: 'test' }, SILENT);
  }, 120_000);
  afterAll(async () => {
    await proxy?.stop();
    await server?.stop();
    await broker?.stop();
  });

  /** A database and a topic of the test's own. */
  async function prepare(name: string): Promise<{ store: Store; options: StoreOptions; topic: string }> {
    const { username, password } = server;
    const login = { kind: 'server', username, password, database: name } as const;
    const store = await openStore({ ...login, url: server.url });
    await migrate(store, { now: Date.now });
    await kafka.admin((admin) => admin.ensureTopics([{ topic: name, partitions: 4 }]));
    return { store, options: { ...login, url: proxy.url }, topic: name };
  }

  test('a consumer that dies between any two writes leaves nothing out and nothing twice', async () => {
    const { store, options, topic } = await prepare('boundaries');
    const events = makeEvents(1_500);
    const values: (Uint8Array | null)[] = [...bytesOf(events)];
    for (let i = 0; i < 30; i++) values.splice(i * 50, 0, Buffer.from(`bad ${i}`));
    await produce(kafka, topic, values);
    // Actions, accounts, reports, dead letters, offsets: the first batch dies after each of them, then the second.
    for (let writes = 1; writes <= 6; writes++) {
      // A group of its own each time: nobody waits until the dead member is noticed, and nobody resumes from a commit.
      const settings = settingsOf(topic, { groupId: `${topic}-${writes}`, batchMessages: 300 });
      const consumer = startConsumer({
        brokers: broker.brokers,
        store: options,
        settings,
        dieAfterWrites: writes,
      });
      expect(await consumer.exited).toBe(null);
    }
    const last = startConsumer({ brokers: broker.brokers, store: options, settings: settingsOf(topic) });
    await untilStored(kafka, store, topic);
    expect(await last.end('SIGTERM')).toBe(0);
    expect(await contentOf(store)).toEqual(await contentFromFile(events));
    const [letters] = await store.rows('SELECT count() AS n, uniqExact(raw) AS raws FROM dead_letters FINAL');
    expect(letters).toEqual({ n: '30', raws: '30' });
    await store.close();
  }, 180_000);

  test('while the store is away and then slow, nothing is lost and the member stays in its group', async () => {
    const { store, options, topic } = await prepare('outage');
    const settings = settingsOf(topic, { batchMessages: 300 });
    const consumer = startConsumer({ brokers: broker.brokers, store: options, settings });
    const events = makeEvents(6_000);
    await produce(kafka, topic, bytesOf(events.slice(0, 500)));
    await untilStored(kafka, store, topic);
    proxy.cut();
    await produce(kafka, topic, bytesOf(events.slice(500)));
    // Longer than a silent member is borne.
    await delay(5_000);
    expect(consumer.output()).toMatch(/failed .*no answer from/);
    proxy.slow(100);
    proxy.mend();
    await untilStored(kafka, store, topic);
    proxy.slow(0);
    expect(await contentOf(store)).toEqual(await contentFromFile(events));
    expect(consumer.output().match(/partitions were assigned/g)).toHaveLength(1);
    expect(await consumer.end('SIGTERM')).toBe(0);
    await store.close();
  }, 180_000);

  test('a store that stays away ends the process with the reason, and the next one goes on', async () => {
    const { store, options, topic } = await prepare('gone');
    const settings = settingsOf(topic, { giveUpSeconds: 3 });
    const consumer = startConsumer({ brokers: broker.brokers, store: options, settings });
    const events = makeEvents(3_000);
    await produce(kafka, topic, bytesOf(events.slice(0, 1_000)));
    await untilStored(kafka, store, topic);
    proxy.cut();
    await produce(kafka, topic, bytesOf(events.slice(1_000)));
    expect(await consumer.exited).not.toBe(0);
    expect(consumer.output()).toMatch(/given up after 3 s: .*no answer/);
    proxy.mend();
    const next = startConsumer({ brokers: broker.brokers, store: options, settings });
    await untilStored(kafka, store, topic);
    expect(await next.end('SIGTERM')).toBe(0);
    expect(await contentOf(store)).toEqual(await contentFromFile(events));
    await store.close();
  }, 180_000);

  test('SIGTERM in the middle of an outage ends the process within ten seconds', async () => {
    const { store, options, topic } = await prepare('leave');
    const consumer = startConsumer({ brokers: broker.brokers, store: options, settings: settingsOf(topic) });
    await produce(kafka, topic, bytesOf(makeEvents(100)));
    await untilStored(kafka, store, topic);
    proxy.cut();
    await produce(kafka, topic, bytesOf(makeEvents(100, 100)));
    await delay(1_000);
    const began = performance.now();
    expect(await consumer.end('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_000);
    proxy.mend();
    await store.close();
  }, 180_000);

  test('it goes on after what is stored, not after what was committed', async () => {
    const { store, options, topic } = await prepare('restored');
    const events = makeEvents(2_000);
    const settings = settingsOf(topic);
    await produce(kafka, topic, bytesOf(events));
    const first = startConsumer({ brokers: broker.brokers, store: options, settings });
    await untilStored(kafka, store, topic);
    expect(await first.end('SIGTERM')).toBe(0);
    const committed = await kafka.admin((admin) => admin.committed(settings.groupId, topic));
    expect(committed).toEqual(await readStoredOffsets(store, sourceOf(topic)));
    const whole = await contentOf(store);
    // As after a restore of an older backup: half of the rows and of the offsets are gone.
    await store.command('DELETE FROM actions WHERE offset >= 200');
    await store.command('DELETE FROM accounts WHERE offset >= 200');
    await store.command('DELETE FROM reports WHERE offset >= 200');
    await store.command('TRUNCATE TABLE offsets');
    await store.insertRows(
      'offsets',
      [...committed.keys()].map((partition) => ({ source: sourceOf(topic), partition, next_offset: 200 })),
    );
    const second = startConsumer({ brokers: broker.brokers, store: options, settings });
    await untilStored(kafka, store, topic);
    expect(await second.end('SIGTERM')).toBe(0);
    expect(await contentOf(store)).toEqual(whole);
    await store.close();
  }, 180_000);
});
