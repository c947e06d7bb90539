/** The one file that knows kafkajs: its options, its events, and the guards against its traps. */
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type {
  Admin,
  Batch,
  Consumer,
  EachBatchPayload,
  Kafka as KafkaClient,
  KafkaConfig,
  LogEntry,
} from 'kafkajs';
// CommonJS: some of its names reach an ES module only this way.
import kafkajs from 'kafkajs';
import { clientSecurity } from './client-security.ts';
import { createJumpWatch } from './jump-watch.ts';
import { cannotGoOn, isSilence, kafkaFailure } from './kafka-errors.ts';
import {
  type AdminPort,
  type ConsumerHandlers,
  type ConsumerPort,
  type ConsumerSettings,
  type KafkaConnection,
  type KafkaPort,
  MessageTooLarge,
  type ProducerPort,
} from './port.ts';
import type { Log } from './watch.ts';

const { CompressionCodecs, CompressionTypes, Kafka, logLevel, Partitioners } = kafkajs;
/** A broker that is away is tried again this often at most before kafkajs starts its consumer anew, and on. */
const RETRY = { initialRetryTime: 200, maxRetryTime: 5_000, retries: 6 };

/** kafkajs's own codecs end with gzip; Node brings zstd. */
CompressionCodecs[CompressionTypes.ZSTD] = () => ({
  compress: (encoder: { buffer: Buffer }) => promisify(zstdCompress)(encoder.buffer),
  decompress: (buffer: Buffer) => promisify(zstdDecompress)(buffer),
});

keepTimersQuiet();

/**
 * After its first request, each connection of kafkajs 2.2.4 sets a timer with a negative delay, over and over: a
 * thousand wake-ups a second, and a TimeoutNegativeWarning on Node 24. A timer is needed only while something waits.
 */
function keepTimersQuiet(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue');
  const schedule = prototype.scheduleCheckPendingRequests;
  if (typeof schedule !== 'function') return;
  prototype.scheduleCheckPendingRequests = function scheduleWhenPending(this: {
    pending: readonly unknown[];
  }) {
    if (this.pending.length > 0) schedule.call(this);
  };
}

/** Throws what a failure of the client means. */
type Fail = (cause: unknown) => never;

/** Prepares a connection; nothing is sent before a consumer, a producer or an admin is used. */
export function createKafka(connection: KafkaConnection, log: Log): KafkaPort {
  const kafka = new Kafka({
    brokers: [...connection.brokers],
    clientId: connection.clientId,
    retry: RETRY,
    connectionTimeout: 5_000,
    logLevel: logLevel.INFO,
    logCreator: () => (entry) => passOn(entry, log),
    ...(clientSecurity(connection) as Partial<KafkaConfig>),
  });
  const fail: Fail = (cause) => {
    throw kafkaFailure(connection.brokers, cause);
  };
  return {
    consumer: (settings) => createConsumer(kafka, settings, log),
    producer: () => createProducer(kafka, fail),
    async admin(work) {
      const admin = kafka.admin();
      await admin.connect().catch(fail);
      try {
        return await work(adminPort(admin, fail));
      } finally {
        await admin.disconnect().catch(() => {});
      }
    },
  };
}

/** kafkajs calls everyday events of a group errors; what ends the consumer is told by `run`. */
function passOn({ level, log: { message, timestamp: _, ...facts }, namespace }: LogEntry, log: Log): void {
  const line = level === logLevel.ERROR ? log.warn : level === logLevel.WARN ? log.info : log.debug;
  line(`kafka: ${message}`, { namespace, ...facts });
}

function createProducer(kafka: KafkaClient, fail: Fail): ProducerPort {
  // Named, because kafkajs warns of its change of partitioner otherwise; this one agrees with the Java client.
  const producer = kafka.producer({
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
  });
  return {
    connect: () => producer.connect().catch(fail),
    async send(topic, messages) {
      try {
        await producer.send({
          topic,
          acks: -1,
          messages: messages.map(({ key, value, headers }) => ({
            key: key === null ? null : Buffer.from(key),
            value: value === null ? null : Buffer.from(value),
            headers: { ...headers },
          })),
        });
      } catch (error) {
        if ((error as { type?: string }).type === 'MESSAGE_TOO_LARGE') throw new MessageTooLarge(topic);
        fail(error);
      }
    },
    disconnect: () => producer.disconnect(),
  };
}

const adminPort = (admin: Admin, fail: Fail): AdminPort => ({
  async ensureTopics(topics) {
    const there = new Set(await admin.listTopics().catch(fail));
    const missing = topics.filter(({ topic }) => !there.has(topic));
    if (missing.length === 0) return;
    const request = {
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, config = {} }) => ({
        topic,
        numPartitions: partitions ?? -1,
        replicationFactor: -1,
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      })),
    };
    await admin.createTopics(request).catch(fail);
  },
  async watermarks(topic) {
    const offsets = await admin.fetchTopicOffsets(topic).catch(fail);
    return new Map(
      offsets.map(({ partition, low, high }) => [partition, { low: BigInt(low), high: BigInt(high) }]),
    );
  },
  async committed(groupId, topic) {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] }).catch(fail);
    const known = (found?.partitions ?? []).filter(({ offset }) => offset !== '-1');
    return new Map(known.map(({ partition, offset }) => [partition, BigInt(offset)]));
  },
});

function createConsumer(kafka: KafkaClient, settings: ConsumerSettings, log: Log): ConsumerPort {
  const { topic, giveUpMs } = settings;
  let lastContact = performance.now();
  const consumer = kafka.consumer({
    groupId: settings.groupId,
    sessionTimeout: settings.sessionMs,
    heartbeatInterval: settings.sessionMs / 5,
    maxWaitTimeInMs: settings.maxWaitMs,
    maxBytes: settings.maxFetchBytes,
    maxBytesPerPartition: settings.maxFetchBytes,
    allowAutoTopicCreation: false,
    retry: { ...RETRY, restartOnFailure: async () => performance.now() - lastContact < giveUpMs },
  });
  const { GROUP_JOIN, FETCH, HEARTBEAT, CRASH } = consumer.events;
  for (const event of [GROUP_JOIN, FETCH, HEARTBEAT] as const) {
    consumer.on(event, () => {
      lastContact = performance.now();
    });
  }
  const ended = Promise.withResolvers<void>();
  // The failure is told by `run`; it may come before `run` waits for it.
  ended.promise.catch(() => {});
  let isStopped = false;
  let start = async (): Promise<void> => {};
  consumer.on(CRASH, ({ payload: { restart, error } }) => {
    if (restart) return;
    if (isSilence(error)) return startAgain(error);
    ended.reject(cannotGoOn(error));
  });

  /** Until the brokers answer, or have been away for too long. */
  async function startAgain(crash: Error): Promise<void> {
    let failure = cannotGoOn(crash);
    while (!isStopped && failure.code === 'kafka-broken' && performance.now() - lastContact < giveUpMs) {
      await delay(RETRY.initialRetryTime * (1 + Math.random()));
      if (isStopped) return;
      try {
        return await start();
      } catch (cause) {
        failure = cannotGoOn(cause);
      }
    }
    ended.reject(failure);
  }

  /** The next offset of each partition that this member was given; empty while that is being worked out. */
  let positions = new Map<number, bigint>();
  let generation = 0;

  /** Sync up to the first await: nothing may be fetched before the partitions are paused. */
  async function onJoined(partitions: readonly number[], handlers: ConsumerHandlers): Promise<void> {
    const joined = ++generation;
    positions = new Map();
    consumer.pause([{ topic }]);
    const begin = await handlers.onAssigned(partitions);
    if (joined !== generation) return;
    for (const [partition, offset] of begin) consumer.seek({ topic, partition, offset: String(offset) });
    positions = new Map(begin);
    consumer.resume([{ topic }]);
  }

  const jumps = createJumpWatch();

  async function onBatch(payload: EachBatchPayload, handlers: ConsumerHandlers): Promise<void> {
    // Not in its types, but there since 1.x: the offset that the fetch asked for.
    const batch = payload.batch as Batch & { readonly fetchedOffset: string };
    const { partition } = batch;
    const expected = positions.get(partition);
    const fetched = BigInt(batch.fetchedOffset);
    const read = generation;
    const isCurrent = () => read === generation && payload.isRunning() && !payload.isStale();
    if (expected === undefined || !isCurrent()) return;
    if (fetched !== expected && !jumps.isGap(partition, expected, fetched)) {
      // Asked for before the partition was given anew, or after kafkajs passed over records that are no messages.
      consumer.seek({ topic, partition, offset: String(expected) });
      return;
    }
    const nextOffset = BigInt(batch.lastOffset()) + 1n;
    const taken = await handlers.onBatch({
      partition,
      beginOffset: expected,
      nextOffset,
      highWatermark: BigInt(batch.highWatermark),
      messages: batch.messages.map(({ key, value, offset, timestamp }) => ({
        partition,
        key,
        value,
        offset: BigInt(offset),
        timestamp: Number(timestamp),
      })),
      heartbeat: () => payload.heartbeat(),
      isCurrent,
    });
    if (!taken || !isCurrent()) return;
    positions.set(partition, nextOffset);
    payload.resolveOffset(String(batch.messages.at(-1)?.offset ?? batch.lastOffset()));
  }

  return {
    async run(handlers) {
      consumer.on(GROUP_JOIN, ({ payload }) => {
        onJoined(payload.memberAssignment[topic] ?? [], handlers).catch((error) => ended.reject(error));
      });
      start = async () => {
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: 1,
          eachBatch: (payload) => onBatch(payload, handlers),
        });
      };
      try {
        await start();
      } catch (cause) {
        throw cannotGoOn(cause);
      }
      await ended.promise;
    },
    async commit(nextOffsets) {
      const own = [...nextOffsets].filter(([partition]) => positions.has(partition));
      await consumer.commitOffsets(
        own.map(([partition, offset]) => ({ topic, partition, offset: String(offset) })),
      );
    },
    async stop() {
      isStopped = true;
      await disconnect(consumer, log);
      ended.resolve();
    },
  };
}

async function disconnect(consumer: Consumer, log: Log): Promise<void> {
  await consumer
    .disconnect()
    .catch((error: unknown) => log.warn('kafka: leaving the group failed', { error }));
}
