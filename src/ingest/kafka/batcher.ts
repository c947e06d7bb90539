/** Messages on their way to become a batch: read by threads while they gather, and sealed when it is time to write. */
import { setTimeout as delay } from 'node:timers/promises';
import type { IntakeThreads } from './intake-threads.ts';
import { packMessages, type ReadMessages } from './message-intake.ts';
import { createPendingBatch, type PendingBatch } from './pending-batch.ts';
import type { KafkaBatch } from './port.ts';
import { createSignal } from './signal.ts';

export interface BatchLimits {
  readonly messages: number;
  readonly bytes: number;
  readonly ageMs: number;
}

export interface SealedBatch {
  readonly batch: PendingBatch;
  readonly read: Promise<ReadMessages>;
}

export interface Batcher {
  /** Takes messages whole, at once: nothing else happens in between. */
  add(batch: KafkaBatch): void;
  isFull(): boolean;
  /** Resolves when there is room or `ms` are over. */
  waitForRoom(ms: number): Promise<void>;
  /** Resolves when a batch is full or old enough, or `signal` is aborted. */
  untilDue(signal: AbortSignal): Promise<void>;
  /** What has gathered, undefined when there is nothing; the next batch begins. */
  seal(): SealedBatch | undefined;
  /** Throws away what has gathered; how many messages that was. */
  drop(): number;
}

const LONGEST_WAIT_MS = 1_000;

/** `now` gives epoch milliseconds, which events are checked against. */
export function createBatcher(intake: IntakeThreads, limits: BatchLimits, now: () => number): Batcher {
  const changed = createSignal();
  let filling = createPendingBatch();

  const isFull = () => filling.messages >= limits.messages || filling.bytes >= limits.bytes;
  /** Milliseconds until the batch is old enough; negative when it is. */
  const ageLeft = () =>
    filling.messages === 0 ? Number.POSITIVE_INFINITY : limits.ageMs - (performance.now() - filling.since);

  return {
    add(batch) {
      intake.add(packMessages(batch.messages, batch.partition, now()));
      filling.add(batch, performance.now());
      changed.notify();
    },
    isFull,
    waitForRoom: (ms) => Promise.race([changed.next(), delay(ms)]),
    async untilDue(signal) {
      const wake = () => changed.notify();
      signal.addEventListener('abort', wake, { once: true });
      while (!isFull() && ageLeft() > 0 && !signal.aborted) {
        await Promise.race([changed.next(), delay(Math.min(LONGEST_WAIT_MS, Math.ceil(ageLeft())))]);
      }
      signal.removeEventListener('abort', wake);
    },
    seal() {
      if (filling.messages === 0) return undefined;
      const sealed = { batch: filling, read: intake.take() };
      filling = createPendingBatch();
      changed.notify();
      return sealed;
    },
    drop() {
      const { messages } = filling;
      filling = createPendingBatch();
      // A thread that has ended says so when the next batch is sealed.
      intake.take().catch(() => {});
      return messages;
    },
  };
}
