/** Messages in, rows of the store's tables and dead letters out; the work of one thread, without any I/O. */
import { createChecker } from '../check.ts';
import { createEventIntake } from '../event-intake.ts';
import type { ReadyBatch } from '../event-tables.ts';
import { TEXT_FUNCTIONS } from '../text-functions.ts';
import { emptyTally } from '../times.ts';
import { isReadable, parseMessage } from './parse-message.ts';

export interface MessageIntakeSettings {
  /** `kafka:TOPIC`; every row carries it. */
  readonly source: string;
  readonly pseudonymKey: Uint8Array;
}

/** Values of one partition's messages, one behind the other in one piece of memory that can change threads. */
export interface MessageRun {
  readonly partition: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Bytes of each value; -1 for none. */
  readonly lengths: Int32Array<ArrayBuffer>;
  /** Below 2^53, as rows hold them. */
  readonly offsets: Float64Array<ArrayBuffer>;
  /** Epoch milliseconds; events later than a day after it are refused. */
  readonly now: number;
}

export interface MessageLetter {
  readonly partition: number;
  readonly offset: number;
  /** The kind of mistake, without values. */
  readonly kind: string;
  readonly reason: string;
  readonly value: Uint8Array<ArrayBuffer> | null;
}

export interface ReadMessages {
  /** One batch for each table that got rows. */
  readonly batches: readonly ReadyBatch[];
  /** In the order of partitions and offsets in which they came. */
  readonly letters: readonly MessageLetter[];
}

export interface MessageIntake {
  add(run: MessageRun): void;
  /** All that was added since the last time. */
  take(): ReadMessages;
}

/** All rows of a batch go in one insert, so that it is stored whole or not at all. */
const NEVER_CUT = Number.POSITIVE_INFINITY;

export function createMessageIntake({ source, pseudonymKey }: MessageIntakeSettings): MessageIntake {
  const events = createEventIntake({ text: TEXT_FUNCTIONS, pseudonymKey, batchRows: NEVER_CUT });
  const tally = emptyTally();
  let letters: MessageLetter[] = [];
  return {
    add({ partition, bytes, lengths, offsets, now }) {
      // Made anew, because a consumer runs for weeks and "the future" moves on.
      const facts = { source, partition, tally, check: createChecker(now) };
      const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let start = 0;
      for (let i = 0; i < lengths.length; i++) {
        const length = lengths[i] as number;
        const offset = offsets[i] as number;
        const value = length < 0 ? null : all.subarray(start, start + length);
        start += Math.max(0, length);
        if (isReadable(value) && events.takeBytes(value, 0, length, facts, offset)) continue;
        const parsed = parseMessage(value);
        const taken = parsed.ok ? events.takeParsed(parsed.value, facts, offset) : parsed;
        if (taken.ok) continue;
        const { group: kind, reason } = taken;
        // A copy: a Buffer's own `slice` would keep, and send to another thread, the memory of all messages.
        letters.push({
          partition,
          offset,
          kind,
          reason,
          value: value === null ? null : new Uint8Array(value),
        });
      }
    },
    take() {
      const taken = { batches: events.batches(true), letters };
      letters = [];
      return taken;
    },
  };
}

/** Packs messages of one partition, copying their values. */
export function packMessages(
  messages: readonly { readonly offset: bigint; readonly value: Uint8Array | null }[],
  partition: number,
  now: number,
): MessageRun {
  const lengths = new Int32Array(messages.length);
  const offsets = new Float64Array(messages.length);
  let total = 0;
  messages.forEach(({ offset, value }, i) => {
    lengths[i] = value === null ? -1 : value.length;
    offsets[i] = Number(offset);
    total += value?.length ?? 0;
  });
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const { value } of messages) {
    if (value === null) continue;
    bytes.set(value, at);
    at += value.length;
  }
  return { partition, bytes, lengths, offsets, now };
}
