/** What a batch has gathered so far: how many messages, how old, and which offsets they cover. */
import type { KafkaBatch } from './port.ts';
import type { OffsetRange, OffsetRanges } from './write-batch.ts';

export interface PendingBatch {
  readonly messages: number;
  readonly bytes: number;
  readonly ranges: OffsetRanges;
  /** `performance.now()` of the first message. */
  readonly since: number;
  /** Messages of a partition that were in Kafka and in no batch yet, by partition. */
  readonly behind: ReadonlyMap<number, number>;
  add(batch: KafkaBatch, now: number): void;
}

export function createPendingBatch(): PendingBatch {
  const ranges = new Map<number, OffsetRange>();
  const behind = new Map<number, number>();
  let messages = 0;
  let bytes = 0;
  let since = 0;
  return {
    get messages() {
      return messages;
    },
    get bytes() {
      return bytes;
    },
    get since() {
      return since;
    },
    ranges,
    behind,
    add(batch, now) {
      if (messages === 0) since = now;
      messages += batch.messages.length;
      for (const { value } of batch.messages) bytes += value?.length ?? 0;
      const from = ranges.get(batch.partition)?.from ?? batch.beginOffset;
      ranges.set(batch.partition, { from, next: batch.nextOffset });
      behind.set(batch.partition, Math.max(0, Number(batch.highWatermark - batch.nextOffset)));
    },
  };
}
