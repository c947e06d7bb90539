/** Shingles: the overlapping pieces of a folded text whose overlap with another text's is their similarity. */
import { DENSE, KIND_MASK, TRAITS } from './code-points.ts';

/** Latin-like scripts are cut into pieces of 5 characters (the spaces between words count), dense ones of 2. */
export const SHINGLE_WIDTH = { spaced: 5, dense: 2 } as const;

/** A stretch of dense characters (their scripts, and all outside the BMP), or of anything else. */
const STRETCH =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\u30fc\uac00-\ud7a3\ud800-\udfff]+|[^\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\u30fc\uac00-\ud7a3\ud800-\udfff]+/gv;

function isDense(code: number): boolean {
  return ((TRAITS[code] as number) & KIND_MASK) === DENSE;
}

/** Reused by every call of `shingles`: the characters of the text, and its hashes. */
let units = new Uint16Array(512);
let hashes = new Uint32Array(512);

/**
 * The shingles of a folded text as 32-bit hashes, in order, repeats included. Stretches of dense characters and of
 * all others are cut on their own; a stretch shorter than its width is one shingle. The array is a view of a buffer that
 * the next call overwrites: copy it to keep it. O(length).
 */
export function shingles(folded: string): Uint32Array {
  const length = folded.length;
  if (hashes.length < length) {
    hashes = new Uint32Array(length * 2);
    units = new Uint16Array(length * 2);
  }
  for (let i = 0; i < length; i++) units[i] = folded.charCodeAt(i);
  let count = 0;
  for (let start = 0, end = 0; start < length; start = end) {
    const dense = isDense(units[start] as number);
    end = endOfStretch(start, length, dense);
    const width = Math.min(dense ? SHINGLE_WIDTH.dense : SHINGLE_WIDTH.spaced, end - start);
    for (let at = start; at + width <= end; at++) {
      let hash = width;
      for (let i = at; i < at + width; i++) {
        hash = (Math.imul(hash ^ (units[i] as number), 0x5bd1e995) + 0x3c6ef372) | 0;
      }
      hashes[count++] = mix(hash);
    }
  }
  return hashes.subarray(0, count);
}

/** How many shingles of a folded text do not overlap: what a part of it can be picked from. O(length). */
export function countPieces(folded: string): number {
  let count = 0;
  for (let start = 0, end = 0; start < folded.length; start = end) {
    const dense = isDense(folded.charCodeAt(start));
    end = start + 1;
    while (end < folded.length && isDense(folded.charCodeAt(end)) === dense) end++;
    count += Math.ceil((end - start) / (dense ? SHINGLE_WIDTH.dense : SHINGLE_WIDTH.spaced));
  }
  return count;
}

function endOfStretch(start: number, length: number, dense: boolean): number {
  let end = start + 1;
  while (end < length && isDense(units[end] as number) === dense) end++;
  return end;
}

/** A bijective scrambler of 32 bits, so that every bit of a hash depends on every bit of its input. */
export function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The exact Jaccard similarity of two folded texts: shared shingles over all shingles, each counted once, compared
 * by their characters. Two empty texts have nothing in common: 0. For tests and evidence, not for the fast path.
 */
export function jaccard(a: string, b: string): number {
  const ofA = shingleSet(a);
  const ofB = shingleSet(b);
  let shared = 0;
  for (const piece of ofA) if (ofB.has(piece)) shared++;
  const all = ofA.size + ofB.size - shared;
  return all === 0 ? 0 : shared / all;
}

/** The distinct shingles of a folded text, as text; cut as `shingles` cuts, but by other means, to check it. */
export function shingleSet(folded: string): ReadonlySet<string> {
  const pieces = new Set<string>();
  for (const [stretch] of folded.matchAll(STRETCH)) {
    const width = isDense(stretch.charCodeAt(0)) ? SHINGLE_WIDTH.dense : SHINGLE_WIDTH.spaced;
    for (let at = 0; at === 0 || at + width <= stretch.length; at++)
      pieces.add(stretch.slice(at, at + width));
  }
  return pieces;
}
