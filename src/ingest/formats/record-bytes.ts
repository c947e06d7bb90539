/** What holds for a line of any format: its length, its encoding, no NUL. */
import { isUtf8 } from 'node:buffer';
import { type Dead, dead, type Outcome, ok } from '../outcome.ts';

/** Longer lines are refused; they are read past without being held in memory. */
export const MAX_RECORD_BYTES = 1024 * 1024;
/** Of a bad line this much is kept. */
export const KEPT_BYTES = 4096;

export const TOO_LONG: Dead = dead(
  'line too long',
  'longer than 1 MiB — one event a line is expected; split the line or leave the large field out',
);

const NOT_UTF8 = dead('not UTF-8', 'not valid UTF-8 — convert the file, say with iconv -t UTF-8');
const NUL = dead(
  'NUL byte',
  'contains a NUL byte — the file is binary, UTF-16, or was cut off while being written',
);

/** True when every record of the run is UTF-8 without NUL; checked at once, because it nearly always holds. */
export const isCleanText = (bytes: Buffer): boolean => isUtf8(bytes) && !bytes.includes(0);

/** The text of a record; `clean` says that the run it stands in was found clean. Its length was seen to by the cutter. */
export function recordText(bytes: Buffer, start: number, end: number, clean = false): Outcome<string> {
  if (!clean) {
    const record = bytes.subarray(start, end);
    if (!isUtf8(record)) return NOT_UTF8;
    if (record.includes(0)) return NUL;
  }
  return ok(bytes.toString('utf8', start, end));
}

/** The first 4 KiB of a record for people to look at; bytes that are not UTF-8 show as U+FFFD. */
export function rawText(bytes: Uint8Array, start: number, end: number): string {
  const kept = bytes.subarray(start, Math.min(end, start + KEPT_BYTES));
  // `stream` leaves off a character that the cut went through.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(kept, { stream: end - start > KEPT_BYTES });
}

const NL = 10;
const CR = 13;
const SPACE = 32;
const TAB = 9;

/** True when the record holds only white space. */
export function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte !== SPACE && byte !== CR && byte !== TAB && byte !== NL) return false;
  }
  return true;
}

/** How many line breaks stand in [start, end). */
export function lineBreaks(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(NL, start); at >= 0 && at < end; at = bytes.indexOf(NL, at + 1)) count++;
  return count;
}
