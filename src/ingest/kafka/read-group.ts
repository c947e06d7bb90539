/** A topic read by a group whose offsets Kafka keeps: each message is handed over at least once. */
import { setInterval as every } from 'node:timers/promises';
import type { ConsumerSettings, KafkaBatch, KafkaMessage, KafkaPort } from './port.ts';

export interface ReadGroupInput {
  readonly kafka: KafkaPort;
  readonly settings: ConsumerSettings;
  readonly signal: AbortSignal;
  readonly onAssigned?: (partitions: readonly number[]) => void;
  /**
   * Messages of one partition, in order; one call at a time. The membership is kept for as long as it takes; when `isCurrent` turns
   * false the rest is somebody else's.
   */
  readonly onMessages: (messages: readonly KafkaMessage[], isCurrent: () => boolean) => Promise<void>;
}

/**
 * Reads until `signal` is aborted. A batch is committed after its last message was handled: what was cut off is handed over again,
 * here or to another member. Rejects when it cannot go on.
 */
export async function readGroup({ kafka, settings, signal, onAssigned, onMessages }: ReadGroupInput) {
  const { groupId, topic, sessionMs } = settings;
  const consumer = kafka.consumer(settings);

  async function onBatch(batch: KafkaBatch): Promise<boolean> {
    await beating(batch, sessionMs / 5, () => onMessages(batch.messages, () => batch.isCurrent()));
    if (!batch.isCurrent()) return false;
    await consumer.commit(new Map([[batch.partition, batch.nextOffset]]));
    return true;
  }

  const stop = () => void consumer.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await consumer.run({
      onBatch,
      async onAssigned(partitions) {
        onAssigned?.(partitions);
        const [committed, marks] = await kafka.admin((admin) =>
          Promise.all([admin.committed(groupId, topic), admin.watermarks(topic)]),
        );
        return new Map(
          partitions.map((partition) => {
            const low = marks.get(partition)?.low ?? 0n;
            const done = committed.get(partition) ?? low;
            // What was committed may have been deleted for its age since.
            return [partition, done >= low ? done : low];
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
