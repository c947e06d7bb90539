/** The messages that wait to be written: how many, how old, and which offsets they cover. */
import type { KafkaBatch } from './port.ts';
import type { OffsetRange, OffsetRanges } from './write-batch.ts';

export interface BatchLimits {
  readonly messages: number;
  readonly bytes: number;
  readonly ageMs: number;
}

export interface PendingBatch {
  readonly messages: number;
  readonly bytes: number;
  readonly ranges: OffsetRanges;
  /** `performance.now()` of the first message. */
  readonly since: number;
  add(batch: KafkaBatch, begin: bigint, now: number): void;
  isFull(): boolean;
  /** True when it is to be written. */
  isDue(now: number): boolean;
}

export function createPendingBatch(limits: BatchLimits): PendingBatch {
  const ranges = new Map<number, OffsetRange>();
  let messages = 0;
  let bytes = 0;
  let since = 0;
  const isFull = () => messages >= limits.messages || bytes >= limits.bytes;
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
    add(batch, begin, now) {
      if (messages === 0) since = now;
      messages += batch.messages.length;
      for (const { value } of batch.messages) bytes += value?.length ?? 0;
      const from = ranges.get(batch.partition)?.from ?? begin;
      ranges.set(batch.partition, { from, next: batch.nextOffset });
    },
    isFull,
    isDue: (now) => messages > 0 && (isFull() || now - since >= limits.ageMs),
  };
}
