/** The fingerprint of a text: one-permutation MinHash, cut into LSH bands. */
import type { TextFingerprint } from './fingerprint-shape.ts';
import { mix, shingles } from './shingles.ts';
import { isStockPhrase, type StockPhraseTest } from './stock-phrase.ts';

/** Hashes in a signature, bands, and hashes in a band. */
export const HASHES = 64;
export const BANDS = 16;
const ROWS = HASHES / BANDS;
/** Letters and digits that a text must have to prove anything; spaces do not count. */
export const LEAST_CHARACTERS = 8;

const EMPTY = 0xffffffff;
const BIN_SHIFT = 26;
const VALUE_MASK = 0x03ffffff;
const TRIES = 256;

/** For each bin, the bins that it asks for a value when it has none of its own: the same for every text. */
const askOrder = new Uint8Array(HASHES * TRIES);
for (let i = 0; i < askOrder.length; i++) askOrder[i] = mix(Math.imul(i + 1, 0x9e3779b1)) >>> BIN_SHIFT;

/** Reused by every call; it never leaves this file. */
const minima = new Uint32Array(HASHES);
const filled = new Uint32Array(HASHES);

/** Splits the shingles over the bins by their high bits and keeps the least rest of each; fills empty bins. */
function minHash(hashes: Uint32Array): void {
  minima.fill(EMPTY);
  for (let i = 0; i < hashes.length; i++) {
    const hash = hashes[i] as number;
    const bin = hash >>> BIN_SHIFT;
    const value = hash & VALUE_MASK;
    if (value < (minima[bin] as number)) minima[bin] = value;
  }
  filled.set(minima);
  for (let bin = 0; bin < HASHES; bin++) {
    if (minima[bin] !== EMPTY) continue;
    let donor = EMPTY;
    for (let k = bin * TRIES; k < (bin + 1) * TRIES && donor === EMPTY; k++) {
      donor = minima[askOrder[k] as number] as number;
    }
    for (let step = 1; donor === EMPTY; step++) donor = minima[(bin + step) % HASHES] as number;
    filled[bin] = donor;
  }
}

/** Whether enough letters and digits are left for equality to mean something. */
function saysEnough(folded: string): boolean {
  if (folded.length < LEAST_CHARACTERS) return false;
  let characters = 0;
  for (let i = 0; i < folded.length && characters < LEAST_CHARACTERS; i++) {
    if (folded.charCodeAt(i) !== 0x20) characters++;
  }
  return characters >= LEAST_CHARACTERS;
}

/**
 * The fingerprint of a folded text, or null for one that proves nothing: fewer than 8 letters and digits, or a stock
 * phrase.
 *
 * `signature[i]` is the low byte of hash i of 64; `bands[j]` is made of hashes 4j … 4j+3, with j in its four high
 * bits, so that values of different bands never meet. Two texts of Jaccard similarity s share at least one band with
 * a probability of about 1 − (1 − s⁴)¹⁶: .02 at .2, .64 at .5, .99 at .7. O(length).
 *
 * One permutation hashing: Li, Owen, Zhang 2012, arXiv:1208.1259. Empty bins take a value from the first non-empty
 * bin of a random order that is fixed for each bin (optimal densification): Shrivastava 2017, arXiv:1703.04664,
 * after Shrivastava, Li 2014, arXiv:1406.4784. Bands: Indyk, Motwani 1998, doi:10.1145/276698.276876.
 */
export function fingerprint(folded: string): TextFingerprint | null {
  return fingerprintUnless(isStockPhrase, folded);
}

/** `fingerprint` with a test for stock phrases of one's own (see `createStockPhrases`). */
export function createFingerprint(isStock: StockPhraseTest): (folded: string) => TextFingerprint | null {
  return (folded) => fingerprintUnless(isStock, folded);
}

function fingerprintUnless(isStock: StockPhraseTest, folded: string): TextFingerprint | null {
  if (!saysEnough(folded) || isStock(folded)) return null;
  minHash(shingles(folded));
  const signature = new Uint8Array(filled);
  const bands = new Uint32Array(BANDS);
  for (let band = 0; band < BANDS; band++) {
    let hash = 0;
    for (let i = band * ROWS; i < (band + 1) * ROWS; i++)
      hash = mix(Math.imul(hash, 5) + (filled[i] as number));
    bands[band] = ((band << 28) | (hash >>> 4)) >>> 0;
  }
  return { bands, signature };
}
