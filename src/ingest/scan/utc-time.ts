/** The commonest spelling of a time, read without making text of it. */
import { readTime } from '../times.ts';

/** `2026-05-01T03:00:05.120Z`. */
const LENGTH = 24;
const DATE_LENGTH = 10;
const DIGIT_ZERO = 0x30;

/** Times of one input are mostly of one day: the last one that was read, and its midnight. */
const date = new Uint8Array(DATE_LENGTH);
let midnight = Number.NaN;

function isLastDate(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < DATE_LENGTH; i++) if (bytes[start + i] !== date[i]) return false;
  return true;
}

/** A number of one to three digits; NaN when one of them is no digit. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = (bytes[i] as number) - DIGIT_ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Epoch milliseconds of `YYYY-MM-DDTHH:MM:SS.mmmZ` in [start, end), NaN for any other spelling and what is no time. */
export function readUtcTime(bytes: Buffer, start: number, end: number): number {
  const at = start + DATE_LENGTH;
  if (
    end - start !== LENGTH ||
    bytes[start + 4] !== 0x2d ||
    bytes[start + 7] !== 0x2d ||
    bytes[at] !== 0x54 ||
    bytes[at + 3] !== 0x3a ||
    bytes[at + 6] !== 0x3a ||
    bytes[at + 9] !== 0x2e ||
    bytes[at + 13] !== 0x5a
  ) {
    return Number.NaN;
  }
  if (!isLastDate(bytes, start)) {
    date.set(bytes.subarray(start, at));
    const read = readTime(bytes.toString('latin1', start, at));
    midnight = read?.unit === 'ISO 8601' ? read.ms : Number.NaN;
  }
  const hour = digits(bytes, at + 1, 2);
  const minute = digits(bytes, at + 4, 2);
  const second = digits(bytes, at + 7, 2);
  const millisecond = digits(bytes, at + 10, 3);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  return midnight + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
}
