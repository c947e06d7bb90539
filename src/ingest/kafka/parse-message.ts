/** The bytes of one message to an event that nobody has checked yet, or the reason why it is none. */
import { isUtf8 } from 'node:buffer';
import type { RawEvent } from '../mapping.ts';
import { dead, type Outcome, ok, shown } from '../outcome.ts';

/** Larger messages are refused unread. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

const TOMBSTONE = dead('tombstone', 'no value (a tombstone) — events are never deleted by a message');
const EMPTY = dead('empty', 'empty — a message holds one event');
const TOO_LARGE = dead(
  'too large',
  'larger than 1 MiB — a message holds one event; leave the large field out',
);
const NOT_UTF8 = dead('not UTF-8', 'not valid UTF-8 — events are JSON in UTF-8');
const NUL = dead('NUL byte', 'contains a NUL byte — the value is binary or UTF-16');

const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Whether a value may hold an event: of a size that is read, and UTF-8. */
export const isReadable = (value: Buffer | null): value is Buffer =>
  value !== null && value.length <= MAX_MESSAGE_BYTES && isUtf8(value);

/** One message is one JSON object. The answer's strings share no memory with `value`. */
export function parseMessage(value: Buffer | null): Outcome<RawEvent> {
  if (value === null) return TOMBSTONE;
  if (value.every((byte) => WHITE_SPACE.has(byte))) return EMPTY;
  if (value.length > MAX_MESSAGE_BYTES) return TOO_LARGE;
  if (!isUtf8(value)) return NOT_UTF8;
  if (value.includes(0)) return NUL;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.toString('utf8'));
  } catch (error) {
    // The parser quotes the text that it fails at: a kind of mistake, but not a short one.
    return dead('not JSON', `not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return ok(parsed as RawEvent);
  const advice = Array.isArray(parsed) ? ' — send one event a message, not a list' : '';
  return dead('not an object', `expected a JSON object, got ${shown(parsed)}${advice}`);
}
