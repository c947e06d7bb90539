/** Times as files write them, to epoch milliseconds. */

export const TIME_UNITS = [
  'ISO 8601',
  'RFC 2822',
  'epoch seconds',
  'epoch milliseconds',
  'epoch microseconds',
] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** How many times of each unit an input held. */
export type TimeTally = Record<TimeUnit, number>;
export const emptyTally = (): TimeTally => ({
  'ISO 8601': 0,
  'RFC 2822': 0,
  'epoch seconds': 0,
  'epoch milliseconds': 0,
  'epoch microseconds': 0,
});

export interface ReadTime {
  readonly ms: number;
  readonly unit: TimeUnit;
}

const NUMERIC = /^[+-]?\d+(?:\.\d+)?(?:[eE][+]?\d{1,2})?$/;

/**
 * Reads ISO 8601 (no zone means UTC; a space may stand for the T, slashes for the dashes), the dates of e-mail and of the
 * APIs of Twitter and Weibo (`Sat May 02 10:00:05 +0800 2026`), or an epoch number whose unit is told by its size: below
 * 1e11 seconds, below 1e14 milliseconds, below 1e17 microseconds. Parts of a millisecond are cut off. Undefined when it is
 * none of them.
 */
export function readTime(value: string | number): ReadTime | undefined {
  if (typeof value === 'number') return readEpoch(value);
  const text = value.trim();
  if (text.charCodeAt(4) === 0x2d) {
    return fromIso(text, 'ISO 8601');
  }
  return NUMERIC.test(text) ? readEpoch(Number(text)) : readWritten(text);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `2026/5/2 10:00:05`, as spreadsheets write it. */
const SLASHED = /^(\d{4})\/(\d\d?)\/(\d\d?)(?: (\d\d?)(:\d\d.*))?$/;
/** `Sat, 02 May 2026 10:00:05 GMT` */
const MAIL = /^(?:[a-z]{3}, )?(\d\d?) ([a-z]{3}) (\d{4}) (\d\d:\d\d(?::\d\d)?) (?:GMT|UTC|([+-]\d{4}))$/i;
/** `Sat May 02 10:00:05 +0800 2026` */
const API = /^[a-z]{3} ([a-z]{3}) +(\d\d?) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})$/i;

const two = (digits = '') => digits.padStart(2, '0');

/** The other ways in which dates are written, put into ISO's order. */
function readWritten(text: string): ReadTime | undefined {
  const slashed = SLASHED.exec(text);
  if (slashed !== null) {
    const [, year, month, day, hour, rest] = slashed;
    const clock = hour === undefined ? '' : `T${two(hour)}${rest}`;
    return fromIso(`${year}-${two(month)}-${two(day)}${clock}`, 'ISO 8601');
  }
  const mail = MAIL.exec(text);
  const [, day, month, year, clock, zone] = mail ?? orderOfApi(text);
  if (month === undefined) return undefined;
  const number = String(MONTHS.indexOf(month.toLowerCase()) + 1);
  return fromIso(`${year}-${two(number)}-${two(day)}T${clock}${zone ?? 'Z'}`, 'RFC 2822');
}

function orderOfApi(text: string): readonly (string | undefined)[] {
  const [all, month, day, clock, zone, year] = API.exec(text) ?? [];
  return [all, day, month, year, clock, zone];
}

function fromIso(text: string, unit: TimeUnit): ReadTime | undefined {
  const ms = readIso(text);
  return ms === undefined ? undefined : { ms, unit };
}

function readEpoch(value: number): ReadTime | undefined {
  const size = Math.abs(value);
  // A thousandth of a millisecond makes up for fractions that binary numbers cannot hold.
  if (size < 1e11) return { ms: Math.floor(value * 1000 + 1e-3), unit: 'epoch seconds' };
  if (size < 1e14) return { ms: Math.floor(value), unit: 'epoch milliseconds' };
  if (size < 1e17) return { ms: Math.floor(value / 1000), unit: 'epoch microseconds' };
  return undefined;
}

/** The digits in [from, to) as a number; NaN when one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Written by hand because a regular expression with captures costs as much as parsing the whole line's JSON. */
function readIso(text: string): number | undefined {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (text.charCodeAt(7) !== 0x2d || !(year >= 0 && month >= 1 && month <= 12)) return undefined;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (!(day >= 1 && day <= (month === 2 && !leap ? 28 : (DAYS[month - 1] as number)))) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  if (text.length === 10) return midnight;
  const separator = text.charCodeAt(10);
  if (separator !== 0x54 && separator !== 0x74 && separator !== 0x20) return undefined;
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  if (text.charCodeAt(13) !== 0x3a || !(hour <= 23) || !(minute <= 59)) return undefined;
  let second = 0;
  let millisecond = 0;
  let at = 16;
  if (text.charCodeAt(16) === 0x3a) {
    second = digits(text, 17, 19);
    // 60 is a leap second: the next second.
    if (!(second <= 60)) return undefined;
    at = 19;
    const mark = text.charCodeAt(19);
    if (mark === 0x2e || mark === 0x2c) {
      at = 20;
      while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
      if (at === 20) return undefined;
      millisecond = Math.floor(digits(`${text.slice(20, Math.min(at, 23))}000`, 0, 3));
    }
  }
  const offsetMinutes = readZone(text, at);
  if (offsetMinutes === undefined) return undefined;
  return midnight + ((hour * 60 + minute - offsetMinutes) * 60 + second) * 1000 + millisecond;
}

/** Minutes east of UTC from `Z`, `+08`, `+0800`, `+08:00`, ` UTC` or nothing (UTC). */
function readZone(text: string, from: number): number | undefined {
  if (from === text.length) return 0;
  const zone = text.slice(from).trim();
  if (zone === 'Z' || zone === 'z' || zone === 'UTC') return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (match === null) return undefined;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  if (hours > 15 || minutes > 59) return undefined;
  return (hours * 60 + minutes) * (match[1] === '-' ? -1 : 1);
}
