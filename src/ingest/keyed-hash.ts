/**
 * HMAC-SHA256 (RFC 2104, FIPS 180-4) of short texts, cut to 64 bits. Written out here because every event has three
 * values to hash, and a call of the runtime's HMAC takes three times as long as the two rounds of SHA-256 in it.
 */
import { createHmac, createSecretKey } from 'node:crypto';

const WORDS = 16;
/** One block, less the mark and the length that SHA-256 puts behind a message. */
const LONGEST = 4 * WORDS - 9;

const PRIMES: number[] = [];
for (let n = 2; PRIMES.length < 64; n++) if (PRIMES.every((prime) => n % prime !== 0)) PRIMES.push(n);
const fraction = (value: number): number => Math.floor((value % 1) * 2 ** 32);
/** The standard's constants: the first bits behind the point of the primes' cube and square roots. */
const ROUND = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const INITIAL = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/** The block in work, and what is made of it. At the top, so that the compiler knows where it stands and how long it is. */
const w = new Int32Array(64);

/** One block of SHA-256: the state `from` and the words `w[0 … 15]` make the state `to`. */
function compress(from: Int32Array, to: Int32Array): void {
  let a = from[0] as number;
  let b = from[1] as number;
  let c = from[2] as number;
  let d = from[3] as number;
  let e = from[4] as number;
  let f = from[5] as number;
  let g = from[6] as number;
  let h = from[7] as number;
  for (let i = 0; i < 64; i++) {
    let word = w[i] as number;
    if (i >= WORDS) {
      const x = w[i - 15] as number;
      const y = w[i - 2] as number;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      word = ((w[i - 16] as number) + s0 + (w[i - 7] as number) + s1) | 0;
      w[i] = word;
    }
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t1 = (h + s1 + (g ^ (e & (f ^ g))) + (ROUND[i] as number) + word) | 0;
    const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  to[0] = (from[0] as number) + a;
  to[1] = (from[1] as number) + b;
  to[2] = (from[2] as number) + c;
  to[3] = (from[3] as number) + d;
  to[4] = (from[4] as number) + e;
  to[5] = (from[5] as number) + f;
  to[6] = (from[6] as number) + g;
  to[7] = (from[7] as number) + h;
}

/** The last 4 bytes of a message's block: its length in bits, the key's block before it included. */
const lengthOf = (bytes: number): number => 8 * (4 * WORDS + bytes);
const swapped = (x: number): number =>
  ((x << 24) | ((x << 8) & 0xff0000) | ((x >>> 8) & 0xff00) | (x >>> 24)) >>> 0;

/** A hash under `key` (at most 64 bytes): the first 8 bytes of the HMAC of the text's UTF-8, lowest byte first. */
export function createKeyedHash(key: Uint8Array): (text: string) => bigint {
  const secret = createSecretKey(key);
  const long = (text: string) => createHmac('sha256', secret).update(text).digest().readBigUInt64LE(0);
  if (key.length > 4 * WORDS) return long;
  const state = new Int32Array(8);

  /** The state after a first block of the key, each byte changed by `pad`. */
  function keyed(pad: number): Int32Array {
    for (let i = 0; i < WORDS; i++) {
      let word = 0;
      for (let j = 0; j < 4; j++) word = (word << 8) | ((key[4 * i + j] ?? 0) ^ pad);
      w[i] = word;
    }
    const after = new Int32Array(8);
    compress(INITIAL, after);
    return after;
  }
  const inner = keyed(0x36);
  const outer = keyed(0x5c);

  return (text) => {
    const { length } = text;
    if (length > LONGEST) return long(text);
    w.fill(0, 0, WORDS);
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return long(text);
      w[i >> 2] = (w[i >> 2] as number) | (code << (24 - 8 * (i & 3)));
    }
    w[length >> 2] = (w[length >> 2] as number) | (0x80 << (24 - 8 * (length & 3)));
    w[WORDS - 1] = lengthOf(length);
    compress(inner, state);
    w.set(state);
    w.fill(0, 8, WORDS);
    w[8] = 0x80 << 24;
    w[WORDS - 1] = lengthOf(32);
    compress(outer, state);
    return (BigInt(swapped(state[1] as number)) << 32n) | BigInt(swapped(state[0] as number));
  };
}
