/** Opaque ids and times as text: an id must not tell which scenario made it. */
import { hashString, mix32 } from './rng.ts';

/** Character codes of the hexadecimal digits. */
const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
const digit = (n: number, shift: number): number => DIGITS[(n >>> shift) & 15] as number;

/** Makes ids of one kind: 16 hex digits, a keyed mix of a serial number; the same key and number give the same id. */
export type IdMaker = (serial: number) => string;

/** 16 digits of two 32-bit numbers; written out, as each event has an id and this makes one flat string. */
function hex(a: number, b: number): string {
  return String.fromCharCode(
    digit(a, 28),
    digit(a, 24),
    digit(a, 20),
    digit(a, 16),
    digit(a, 12),
    digit(a, 8),
    digit(a, 4),
    digit(a, 0),
    digit(b, 28),
    digit(b, 24),
    digit(b, 20),
    digit(b, 16),
    digit(b, 12),
    digit(b, 8),
    digit(b, 4),
    digit(b, 0),
  );
}

/** Ids for one kind of thing in one scenario instance. */
export function createIdMaker(prefix: string, kind: string): IdMaker {
  const keyA = hashString(`${prefix}/${kind}`, 0x51ed270b);
  const keyB = hashString(`${prefix}/${kind}`, 0x2545f491);
  return (serial) => {
    const high = mix32(mix32(serial + keyA) ^ keyB);
    const low = mix32(mix32(serial ^ keyB) + Math.imul(keyA, 3));
    return hex(high, low);
  };
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0');
const MINUTE_MS = 60_000;
/** `05.120Z` for each millisecond of a minute. */
const REST = Array.from(
  { length: MINUTE_MS },
  (_, n) => `${pad(Math.floor(n / 1000), 2)}.${pad(n % 1000, 3)}Z`,
);

/** ISO 8601 with milliseconds, as all events carry it; out of tables, because it is asked for with every event. */
export function isoTime(at: number): string {
  const minute = Math.floor(at / MINUTE_MS);
  return minuteText(minute) + REST[at - minute * MINUTE_MS];
}

/** A memo of a pure function, a place for each minute modulo their number; a day has 1,440 minutes. */
const PLACES = 4096;
const minutes = new Float64Array(PLACES).fill(Number.NaN);
const texts: string[] = Array.from({ length: PLACES }, () => '');

/** `2026-05-02T10:00:` */
function minuteText(minute: number): string {
  const place = ((minute % PLACES) + PLACES) % PLACES;
  if (minutes[place] !== minute) {
    minutes[place] = minute;
    texts[place] = new Date(minute * MINUTE_MS).toISOString().slice(0, 17);
  }
  return texts[place] as string;
}
