/**
 * JSON (RFC 8259) in bytes, read without making values of it. Every function takes the place where a token begins and
 * answers the place behind it, or `BROKEN` where `JSON.parse` would throw or the nesting is deep. Bytes must be UTF-8.
 */

export const BROKEN = -1;
export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
/** Values nested deeper are left to `JSON.parse`. */
const MAX_DEPTH = 32;

/** Bytes that end a run of plain characters in a string: the quote, the backslash and what must be escaped. */
const STOPS = new Uint8Array(256).fill(1, 0, 0x20);
STOPS[QUOTE] = 1;
STOPS[BACKSLASH] = 1;

/** Bytes that may follow a backslash; `u` wants four hexadecimal digits more. */
const ESCAPES = new Set([...'"\\/bfnrtu'].map((sign) => sign.charCodeAt(0)));

export function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const byte = bytes[at] as number;
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) break;
    at++;
  }
  return at;
}

/** The first byte from `from` on that is a quote, a backslash or no character of a string; `end` when there is none. */
export function endOfPlain(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && STOPS[bytes[at] as number] === 0) at++;
  return at;
}

/** Behind the closing quote of a string whose opening quote stands at `from - 1`. */
export function endOfString(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; ; ) {
    at = endOfPlain(bytes, at, end);
    if (at >= end) return BROKEN;
    if (bytes[at] === QUOTE) return at + 1;
    if (bytes[at] !== BACKSLASH || at + 1 >= end) return BROKEN;
    const sign = bytes[at + 1] as number;
    if (!ESCAPES.has(sign)) return BROKEN;
    at += 2;
    if (sign !== 0x75) continue;
    for (const last = at + 4; at < last; at++) if (at >= end || !isHex(bytes[at] as number)) return BROKEN;
  }
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= NINE;
const isHex = (byte: number): boolean => isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

function endOfDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(bytes[at] as number)) at++;
  return at === from ? BROKEN : at;
}

export function endOfNumber(bytes: Uint8Array, from: number, end: number): number {
  let at = bytes[from] === MINUS ? from + 1 : from;
  const first = at;
  at = endOfDigits(bytes, at, end);
  if (at === BROKEN || (bytes[first] === ZERO && at > first + 1)) return BROKEN;
  if (at < end && bytes[at] === 0x2e) {
    at = endOfDigits(bytes, at + 1, end);
    if (at === BROKEN) return BROKEN;
  }
  if (at < end && ((bytes[at] as number) | 0x20) === 0x65) {
    const sign = bytes[at + 1];
    at = endOfDigits(bytes, sign === 0x2b || sign === MINUS ? at + 2 : at + 1, end);
  }
  return at;
}

/** Whether the word's bytes stand at `from`. */
export function hasWord(bytes: Uint8Array, from: number, end: number, word: Uint8Array): boolean {
  if (from + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (bytes[from + i] !== word[i]) return false;
  return true;
}

export const TRUE = Buffer.from('true');
export const FALSE = Buffer.from('false');
export const NULL = Buffer.from('null');

function endOfWord(bytes: Uint8Array, from: number, end: number, word: Uint8Array): number {
  return hasWord(bytes, from, end, word) ? from + word.length : BROKEN;
}

/** Behind a value of any kind. */
export function endOfValue(bytes: Uint8Array, from: number, end: number, depth = 0): number {
  if (from >= end || depth > MAX_DEPTH) return BROKEN;
  switch (bytes[from]) {
    case QUOTE:
      return endOfString(bytes, from + 1, end);
    case 0x74:
      return endOfWord(bytes, from, end, TRUE);
    case 0x66:
      return endOfWord(bytes, from, end, FALSE);
    case 0x6e:
      return endOfWord(bytes, from, end, NULL);
    case 0x5b:
      return endOfItems(bytes, from + 1, end, depth, 0x5d);
    case 0x7b:
      return endOfItems(bytes, from + 1, end, depth, 0x7d);
    default:
      return endOfNumber(bytes, from, end);
  }
}

/** Behind the closing bracket of a list or an object whose opening one stands at `from - 1`. */
function endOfItems(bytes: Uint8Array, from: number, end: number, depth: number, close: number): number {
  let at = skipSpace(bytes, from, end);
  if (at < end && bytes[at] === close) return at + 1;
  for (;;) {
    if (close === 0x7d) {
      if (at >= end || bytes[at] !== QUOTE) return BROKEN;
      at = endOfString(bytes, at + 1, end);
      if (at === BROKEN) return BROKEN;
      at = behind(bytes, at, end, COLON);
      if (at === BROKEN) return BROKEN;
    }
    at = endOfValue(bytes, at, end, depth + 1);
    if (at === BROKEN) return BROKEN;
    at = skipSpace(bytes, at, end);
    if (at >= end) return BROKEN;
    if (bytes[at] === close) return at + 1;
    at = behind(bytes, at, end, COMMA);
    if (at === BROKEN) return BROKEN;
  }
}

/** The next token behind `sign`, which must be the next one from `from` on. */
export function behind(bytes: Uint8Array, from: number, end: number, sign: number): number {
  const at = skipSpace(bytes, from, end);
  return at < end && bytes[at] === sign ? skipSpace(bytes, at + 1, end) : BROKEN;
}
