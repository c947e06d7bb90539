/** A mining worker: tasks out of a topic that a consumer group shares, their edges into the store. */
import { setInterval as every } from 'node:timers/promises';
import { AppError } from '../contract/index.ts';
import { doMiningTask, type MiningPool, MiningTask } from '../detection/index.ts';
import type { KafkaBatch, KafkaPort } from '../ingest/kafka/index.ts';
import type { Log, MiningMetrics } from '../observability/index.ts';
import type { Store } from '../storage/index.ts';

export interface WorkOnTasksInput {
  readonly kafka: KafkaPort;
  readonly store: Store;
  readonly pool: MiningPool;
  readonly topic: string;
  readonly groupId: string;
  readonly sessionMs: number;
  readonly giveUpMs: number;
  readonly log: Log;
  readonly metrics: MiningMetrics;
  readonly signal: AbortSignal;
}

/** Workers that can share the topic, when this process makes it. */
const PARTITIONS = 32;
/** A task is worth nothing once its cycle has gone on without it. */
const RETENTION_MS = String(3_600_000);

/** The topic of tasks, for whoever comes first to make it. */
export const tasksTopic = (topic: string) => ({
  topic,
  partitions: PARTITIONS,
  config: { 'retention.ms': RETENTION_MS },
});

/**
 * Takes tasks until `signal` is aborted. A task is committed after its edges are stored: one that was cut off is given to
 * another worker, which writes the same. Old tasks, whose job is finished, cost one look into the store.
 */
export async function workOnTasks(input: WorkOnTasksInput): Promise<void> {
  const { kafka, store, pool, topic, groupId, log, metrics, signal } = input;
  await kafka.admin((admin) => admin.ensureTopics([tasksTopic(topic)]));
  const consumer = kafka.consumer({
    groupId,
    topic,
    maxWaitMs: 100,
    // Small, so that tasks are not held by one worker while others are idle.
    maxFetchBytes: 4_096,
    sessionMs: input.sessionMs,
    giveUpMs: input.giveUpMs,
  });

  async function onBatch(batch: KafkaBatch): Promise<boolean> {
    for (const message of batch.messages) {
      const task = parseTask(message.value);
      if (task === null)
        log.warn('no mining task', { partition: batch.partition, offset: String(message.offset) });
      else {
        const { job, part, of, rows } = task;
        log.debug('mining', { job, part, of, rows });
        const started = performance.now();
        const outcome = await beating(batch, input.sessionMs / 5, () => doMiningTask(store, task, pool));
        const seconds = (performance.now() - started) / 1_000;
        metrics.mined(outcome, seconds);
        log.info('mined', { job, part, of, rows, outcome, seconds });
      }
      if (!batch.isCurrent()) return false;
    }
    await consumer.commit(new Map([[batch.partition, batch.nextOffset]]));
    return true;
  }

  const stop = () => void consumer.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await consumer.run({
      onBatch,
      async onAssigned(partitions) {
        metrics.assigned(partitions);
        const [committed, marks] = await kafka.admin((admin) =>
          Promise.all([admin.committed(groupId, topic), admin.watermarks(topic)]),
        );
        return new Map(
          partitions.map((partition) => {
            const low = marks.get(partition)?.low ?? 0n;
            const done = committed.get(partition) ?? low;
            // What was committed may have been deleted for its age since.
            const isThere = done >= low;
            return [partition, isThere ? done : low];
          }),
        );
      },
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Keeps the membership of the group while something takes long. */
async function beating<T>(batch: KafkaBatch, ms: number, work: () => Promise<T>): Promise<T> {
  const done = new AbortController();
  const beats = (async () => {
    for await (const _ of every(ms, undefined, { signal: done.signal })) await batch.heartbeat();
  })().catch(() => {});
  try {
    return await work();
  } finally {
    done.abort();
    await beats;
  }
}

function parseTask(value: Uint8Array | null): MiningTask | null {
  if (value === null) return null;
  try {
    return MiningTask.parse(JSON.parse(Buffer.from(value).toString('utf8')));
  } catch (error) {
    if (error instanceof AppError) throw error;
    return null;
  }
}
