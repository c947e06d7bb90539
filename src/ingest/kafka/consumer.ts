/** From Kafka to the store: what happens to a message, in order. The promise is in docs/stream.md. */
import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../contract/index.ts';
import type { Store } from '../../storage/store.ts';
import { createBatcher } from './batcher.ts';
import { startIntakeThreads } from './intake-threads.ts';
import type { KafkaBatch, KafkaPort } from './port.ts';
import { reportBatch } from './report-batch.ts';
import { retrying } from './retry.ts';
import { readStoredOffsets, resumePositions, sourceOf } from './stored-offsets.ts';
import { type ConsumeMetrics, type Log, SILENT, UNWATCHED } from './watch.ts';
import { nextOffsetsOf, type WriteArgs, writeBatch } from './write-batch.ts';

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
const MAX_FETCH_BYTES = 4 * 1024 * 1024;
const LONGEST_FETCH_WAIT_MS = 250;
/** More would wait for the store, and each takes some 100 MB. */
const MOST_THREADS = 2;
/** Of the ten seconds that a stop may take: to finish the batch, then to leave the group. */
const FINISH_MS = 5_000;
const LEAVE_MS = 2_000;
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
  const stop = createStop(signal);

  const attempt = <T>(what: string, task: () => Promise<T>, limitMs = giveUpMs): Promise<T> =>
    retrying(task, {
      what,
      giveUpMs: limitMs,
      signal: stop.hurry,
      rng,
      onFailure(error, attempts, waitMs) {
        metrics.retried();
        log.warn(`${what} failed`, { reason: reasonOf(error), attempts, waitMs: Math.round(waitMs) });
      },
    });

  const threads = Math.min(MOST_THREADS, availableParallelism());
  const intake = startIntakeThreads(threads, { source, pseudonymKey: args.pseudonymKey });
  const batcher = createBatcher(
    intake,
    {
      messages: settings.batchMessages,
      bytes: settings.batchBytes,
      ageMs: settings.batchSeconds * 1000,
    },
    now,
  );
  const producer = kafka.producer();
  const consumer = kafka.consumer({
    groupId: settings.groupId,
    topic,
    maxWaitMs: Math.min(LONGEST_FETCH_WAIT_MS, settings.batchSeconds * 1000),
    maxFetchBytes: MAX_FETCH_BYTES,
    sessionMs: settings.sessionSeconds * 1000,
    giveUpMs,
  });
  const target: WriteArgs = { store, producer, source, topic, deadLetterTopic, attempt, life: randomUUID() };
  let writing: Promise<void> = Promise.resolve();
  let committing: Promise<void> = Promise.resolve();

  /** What was not written yet belongs to whoever has the partitions now: it is dropped, and read again. */
  async function onAssigned(partitions: readonly number[]): Promise<ReadonlyMap<number, bigint>> {
    const messages = batcher.drop();
    if (messages > 0) log.info('a batch was dropped at a rebalance', { messages });
    metrics.assigned(partitions);
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
    log.info('partitions were assigned', { topic, begin: [...begin].map(([p, offset]) => `${p}:${offset}`) });
    return begin;
  }

  /** Waits for room, alive in the group, and takes the messages whole or not at all. */
  async function onBatch(batch: KafkaBatch): Promise<boolean> {
    // Told before anything waits: while the store is away nothing else would say how much does.
    metrics.lag(batch.partition, Number(batch.highWatermark - batch.beginOffset));
    while (batcher.isFull()) {
      await batcher.waitForRoom(LOOK_MS);
      if (signal.aborted) return false;
      await batch.heartbeat();
    }
    // From here on nothing waits: they are this member's as long as nothing else happens.
    if (signal.aborted || !batch.isCurrent()) return false;
    batcher.add(batch);
    metrics.eventsIn(batch.messages.length);
    return true;
  }

  /** One batch at a time is written while the next one gathers. Ends when all is written after a stop. */
  async function writeBatches(): Promise<void> {
    for (;;) {
      await batcher.untilDue(signal);
      const sealed = batcher.seal();
      if (sealed === undefined) return;
      const { batch, read } = sealed;
      writing = read.then((messages) => writeBatch(messages, batch.ranges, target));
      await writing;
      reportBatch(batch, await read, { log, metrics });
      // Only for tools that show the lag: nobody resumes from it, so nobody waits for it or fails with it.
      committing = consumer.commit(nextOffsetsOf(batch.ranges)).catch((error: unknown) => {
        log.debug('committing offsets failed', { reason: reasonOf(error) });
      });
    }
  }

  async function read(): Promise<void> {
    await attempt('reaching Kafka', async () => {
      await kafka.admin((admin) => admin.ensureTopics([{ topic }, { topic: deadLetterTopic }]));
      await producer.connect();
    });
    await consumer.run({ onAssigned, onBatch });
  }

  try {
    // What the other one fails with afterwards is of no interest.
    await Promise.race([writeBatches(), read()]);
    log.info('stopping', { topic });
  } catch (error) {
    if (!signal.aborted || !(error instanceof AppError) || error.code !== 'cancelled') throw error;
    log.warn('the last batch could not be finished in time; it will be read again');
  } finally {
    stop.now();
    const left = committing.then(() => Promise.allSettled([consumer.stop(), producer.disconnect()]));
    await Promise.race([left, delay(LEAVE_MS)]);
    await intake.close();
  }
}

/** `hurry` is aborted when a stop has taken so long that nothing more may be tried. */
function createStop(signal: AbortSignal) {
  const hurry = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = () => {
    timer = setTimeout(() => hurry.abort(), FINISH_MS);
  };
  if (signal.aborted) limit();
  else signal.addEventListener('abort', limit, { once: true });
  return {
    hurry: hurry.signal,
    now() {
      clearTimeout(timer);
      signal.removeEventListener('abort', limit);
      hurry.abort();
    },
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
