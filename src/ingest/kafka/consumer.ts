/** From Kafka to the store: what happens to a message, in order. The promise is in docs/stream.md. */
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contract/index.ts';
import type { Store } from '../../storage/store.ts';
import { startIntakeThread } from './intake-thread.ts';
import { packMessages } from './message-intake.ts';
import { createPendingBatch } from './pending-batch.ts';
import type { KafkaBatch, KafkaPort } from './port.ts';
import { retrying } from './retry.ts';
import { createSignal } from './signal.ts';
import { readStoredOffsets, resumePositions, sourceOf } from './stored-offsets.ts';
import { type ConsumeMetrics, type Log, SILENT, UNWATCHED } from './watch.ts';
import { type WriteArgs, writeBatch } from './write-batch.ts';

export interface ConsumeSettings {
  readonly groupId: string;
  /** Topic that events are read from. */
  readonly topic: string;
  readonly deadLetterTopic: string;
  /** A batch is written when it has this many messages, bytes or seconds. */
  readonly batchMessages: number;
  readonly batchBytes: number;
  readonly batchSeconds: number;
  /** A member of the group that is silent for this long is taken for dead. */
  readonly sessionSeconds: number;
  /** How long the store or the brokers may be away. */
  readonly giveUpSeconds: number;
}

export interface ConsumeArgs {
  readonly kafka: KafkaPort;
  readonly store: Pick<Store, 'rows' | 'insertRows' | 'insertArrow'>;
  readonly settings: ConsumeSettings;
  /** Secret of at least 16 bytes for the pseudonyms. */
  readonly pseudonymKey: Uint8Array;
  /** Aborted to stop: the batch is finished, the group left; within ten seconds, whatever hangs. */
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Uniform in [0, 1), for the waits between attempts. */
  readonly rng: () => number;
  readonly log?: Log;
  readonly metrics?: ConsumeMetrics;
}

/** How often a batch that waits lets the client tell the group that this member lives. */
const LOOK_MS = 250;
/** Bytes of one fetch; with two batches in the making, this bounds what a process holds. */
const MAX_FETCH_BYTES = 8 * 1024 * 1024;
const LONGEST_FETCH_WAIT_MS = 250;
/** Of the ten seconds that a stop may take: to finish the batch, then to leave the group. */
const FINISH_MS = 6_000;
const LEAVE_MS = 2_500;
/** The log of a broker that has just come back may end a little early for a moment. */
const RESUME_MS = 60_000;

/**
 * Reads the topic as a member of the group until `signal` is aborted. Every message ends as rows or as a dead letter;
 * none is passed over, and each is read from behind the last stored offset on, whatever was committed.
 *
 * @throws AppError with the reason when it cannot go on; whoever starts it again loses nothing.
 */
export async function consume(args: ConsumeArgs): Promise<void> {
  const { kafka, store, settings, signal, now, rng, log = SILENT, metrics = UNWATCHED } = args;
  const { topic, deadLetterTopic } = settings;
  const source = sourceOf(topic);
  const giveUpMs = settings.giveUpSeconds * 1000;
  const limits = {
    messages: settings.batchMessages,
    bytes: settings.batchBytes,
    ageMs: settings.batchSeconds * 1000,
  };
  const changed = createSignal();
  /** Aborted when nothing may be tried any longer. */
  const hurry = new AbortController();
  let filling = createPendingBatch(limits);
  let writing: Promise<void> = Promise.resolve();
  let committing: Promise<void> = Promise.resolve();
  let positions = new Map<number, bigint>();
  const highs = new Map<number, bigint>();

  const attempt = <T>(what: string, task: () => Promise<T>, limitMs = giveUpMs): Promise<T> =>
    retrying(task, {
      what,
      giveUpMs: limitMs,
      signal: hurry.signal,
      rng,
      onFailure(error, attempts, waitMs) {
        metrics.retried();
        log.warn(`${what} failed`, { reason: reasonOf(error), attempts, waitMs: Math.round(waitMs) });
      },
    });

  await attempt('reaching Kafka', () =>
    kafka.admin((admin) => admin.ensureTopics([{ topic }, { topic: deadLetterTopic }])),
  );
  const producer = kafka.producer();
  await attempt('reaching Kafka', () => producer.connect());
  const intake = startIntakeThread({ source, pseudonymKey: args.pseudonymKey });
  const consumer = kafka.consumer({
    groupId: settings.groupId,
    topic,
    maxWaitMs: Math.min(LONGEST_FETCH_WAIT_MS, limits.ageMs),
    maxFetchBytes: MAX_FETCH_BYTES,
    sessionMs: settings.sessionSeconds * 1000,
    giveUpMs,
  });
  const target: WriteArgs = { store, producer, source, topic, deadLetterTopic, attempt };

  /** What was not written yet belongs to whoever has the partitions now: it is dropped, and read again. */
  async function onAssigned(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
    dropFilling();
    positions = new Map();
    await writing.catch(() => {});
    const begin = await attempt(
      'finding where to go on',
      async () => {
        const stored = await readStoredOffsets(store, source);
        const marks = await kafka.admin((admin) => admin.watermarks(topic));
        return resumePositions({ topic, partitions, stored, marks, log, metrics });
      },
      Math.min(giveUpMs, RESUME_MS),
    );
    positions = new Map(begin);
    log.info('partitions were assigned', { topic, begin: [...begin].map(([p, offset]) => `${p}:${offset}`) });
    return begin;
  }

  function dropFilling(): void {
    if (filling.messages > 0) log.info('a batch was dropped at a rebalance', { messages: filling.messages });
    filling = createPendingBatch(limits);
    intake.take().catch(() => {});
  }

  /** Waits for room, alive in the group, and takes the batch whole or not at all. */
  async function onBatch(batch: KafkaBatch): Promise<boolean> {
    while (filling.isFull()) {
      await Promise.race([changed.next(), delay(LOOK_MS)]);
      if (signal.aborted) return false;
      await batch.heartbeat();
    }
    const begin = positions.get(batch.partition);
    if (begin === undefined || signal.aborted || !batch.isCurrent()) return false;
    intake.add(packMessages(batch.messages, batch.partition, now()));
    filling.add(batch, begin, performance.now());
    positions.set(batch.partition, batch.nextOffset);
    highs.set(batch.partition, batch.highWatermark);
    metrics.eventsIn(batch.messages.length);
    changed.notify();
    return true;
  }

  /** One batch at a time is written while the next one fills. */
  async function writeLoop(): Promise<void> {
    for (;;) {
      while (!filling.isDue(performance.now()) && !signal.aborted) {
        const left = filling.messages === 0 ? 1_000 : limits.ageMs - (performance.now() - filling.since);
        await Promise.race([changed.next(), delay(Math.max(1, left))]);
      }
      if (filling.messages === 0) return;
      writing = writeFilling();
      changed.notify();
      await writing;
    }
  }

  async function writeFilling(): Promise<void> {
    const batch = filling;
    filling = createPendingBatch(limits);
    const read = await intake.take();
    await writeBatch(read, batch.ranges, target);
    const seconds = (performance.now() - batch.since) / 1000;
    const nextOffsets = new Map([...batch.ranges].map(([partition, { next }]) => [partition, next]));
    for (const { table, rows } of read.batches) metrics.written(table, rows);
    for (const { kind } of read.letters) metrics.dead(kind, 1);
    for (const [partition, next] of nextOffsets) {
      metrics.lag(partition, Math.max(0, Number((highs.get(partition) ?? next) - next)));
    }
    metrics.batchSeconds(seconds);
    log.info('batch stored', {
      messages: batch.messages,
      bytes: batch.bytes,
      dead: read.letters.length,
      partitions: batch.ranges.size,
      seconds: Number(seconds.toFixed(3)),
    });
    // Only for tools that show the lag: nobody resumes from it, so nobody waits for it or fails with it.
    committing = consumer.commit(nextOffsets).catch((error: unknown) => {
      log.debug('committing offsets failed', { reason: reasonOf(error) });
    });
  }

  const wake = () => changed.notify();
  signal.addEventListener('abort', wake, { once: true });
  let hurryTimer: NodeJS.Timeout | undefined;
  const limitStop = () => {
    hurryTimer = setTimeout(() => hurry.abort(), FINISH_MS);
  };
  if (signal.aborted) limitStop();
  else signal.addEventListener('abort', limitStop, { once: true });
  const reading = consumer.run({ onAssigned, onBatch });
  // It is stopped below; then it ends well.
  reading.catch(() => {});
  try {
    await Promise.race([writeLoop(), reading]);
    log.info('stopping', { topic });
  } catch (error) {
    if (!signal.aborted || !(error instanceof AppError) || error.code !== 'cancelled') throw error;
    log.warn('the last batch could not be finished in time; it will be read again', { messages: filling.messages });
  } finally {
    hurry.abort();
    clearTimeout(hurryTimer);
    signal.removeEventListener('abort', wake);
    signal.removeEventListener('abort', limitStop);
    const left = committing.then(() => Promise.allSettled([consumer.stop(), producer.disconnect()]));
    await Promise.race([left, delay(LEAVE_MS)]);
    await intake.close();
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
