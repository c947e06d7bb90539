/** Opaque ids and times as text: an id must not tell which scenario made it. */
import { hashString, mix32 } from './rng.ts';

const HEX = Array.from({ length: 65536 }, (_, n) => n.toString(16).padStart(4, '0'));

/** Makes ids of one kind: 16 hex digits, a keyed mix of a serial number; the same key and number give the same id. */
export type IdMaker = (serial: number) => string;

/** Ids for one kind of thing in one scenario instance. */
export function createIdMaker(prefix: string, kind: string): IdMaker {
  const keyA = hashString(`${prefix}/${kind}`, 0x51ed270b);
  const keyB = hashString(`${prefix}/${kind}`, 0x2545f491);
  return (serial) => {
    const high = mix32(mix32(serial + keyA) ^ keyB);
    const low = mix32(mix32(serial ^ keyB) + Math.imul(keyA, 3));
    return (HEX[high >>> 16] as string) + HEX[high & 0xffff] + HEX[low >>> 16] + HEX[low & 0xffff];
  };
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0');
const MINUTES = Array.from({ length: 1440 }, (_, n) => `T${pad(Math.floor(n / 60), 2)}:${pad(n % 60, 2)}:`);
const SECONDS = Array.from({ length: 60 }, (_, n) => `${pad(n, 2)}.`);
const MILLIS = Array.from({ length: 1000 }, (_, n) => `${pad(n, 3)}Z`);
const DAY_MS = 86_400_000;

/** ISO 8601 with milliseconds, as all events carry it; out of tables, because it is asked for with every event. */
export function isoTime(at: number): string {
  const day = Math.floor(at / DAY_MS);
  const ms = at - day * DAY_MS;
  const second = Math.floor(ms / 1000);
  const minute = Math.floor(second / 60);
  return dayText(day) + MINUTES[minute] + SECONDS[second - minute * 60] + MILLIS[ms - second * 1000];
}

const DAYS = new Map<number, string>();

/** A memo of a pure function: a few thousand days at most. */
function dayText(day: number): string {
  let text = DAYS.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    DAYS.set(day, text);
  }
  return text;
}
