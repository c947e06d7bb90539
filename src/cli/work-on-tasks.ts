/** A mining worker: tasks out of a topic that a consumer group shares, their edges into the store. */
import { AppError } from '../contract/index.ts';
import { doMiningTask, type MiningPool, MiningTask } from '../detection/index.ts';
import { type KafkaMessage, type KafkaPort, readGroup } from '../ingest/kafka/index.ts';
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
  await readGroup({
    kafka,
    settings: {
      groupId,
      topic,
      maxWaitMs: 100,
      // Small, so that tasks are not held by one worker while others are idle.
      maxFetchBytes: 4_096,
      sessionMs: input.sessionMs,
      giveUpMs: input.giveUpMs,
    },
    signal,
    onAssigned: (partitions) => metrics.assigned(partitions),
    async onMessages(messages, isCurrent) {
      for (const message of messages) if (isCurrent()) await onMessage(message);
    },
  });

  async function onMessage({ partition, offset, value }: KafkaMessage): Promise<void> {
    const task = parseTask(value);
    if (task === null) return log.warn('no mining task', { partition, offset: String(offset) });
    const { job, part, of, rows } = task;
    log.debug('mining', { job, part, of, rows });
    const started = performance.now();
    const outcome = await doMiningTask(store, task, pool);
    const seconds = (performance.now() - started) / 1_000;
    metrics.mined(outcome, seconds);
    log.info('mined', { job, part, of, rows, outcome, seconds });
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
