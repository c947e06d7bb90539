/** Families of near copies among many texts, by their fingerprints. */
import { AppError } from '../contract/index.ts';
import { repeatedBands } from './band-sketch.ts';
import { BANDS, HASHES } from './fingerprint.ts';
import { createLeaderIndex } from './leader-index.ts';
import { similarityOfEqualBytes } from './signature-similarity.ts';

/** n texts; text i has `bands[16i … 16i+15]` and `signatures[64i … 64i+63]`. */
export interface NearCopyInput {
  readonly bands: Uint32Array;
  readonly signatures: Uint8Array;
  /** Least estimated Jaccard similarity to a family's first text, 0 … 1. */
  readonly minSimilarity?: number;
}

/**
 * Between what near copies keep and what chance gives: with one word replaced, English of 60 characters keeps .74
 * and Chinese of 15 keeps .69; different texts on one topic stay below .4. Lower values joined mostly short remarks
 * with a phrase in common when tried on real comments; the estimate's standard error is .06.
 */
export const DEFAULT_MIN_SIMILARITY = 0.55;

/** Leaders that one band may name. A text is compared with 16 times as many at most, whatever it was made to share. */
const MOST_LEADERS = 32;
const WORDS = HASHES / 4;
const NO_LEADER = 0xffffffff;

/** How many of the 64 bytes are equal, four at a time. */
function equalBytes(words: Uint32Array, a: number, b: number): number {
  let equal = 0;
  for (let k = 0; k < WORDS; k++) {
    const differing = (words[a + k] as number) ^ (words[b + k] as number);
    // The high bit of each byte of `zeros` is set where that byte of `differing` is zero.
    const zeros = ~(((differing & 0x7f7f7f7f) + 0x7f7f7f7f) | differing | 0x7f7f7f7f);
    equal += Math.imul(zeros >>> 7, 0x01010101) >>> 24;
  }
  return equal;
}

function fewestEqualBytes(minSimilarity: number): number {
  let equal = 0;
  while (equal < HASHES && similarityOfEqualBytes(equal) < minSimilarity) equal++;
  return equal;
}

function signatureWords(signatures: Uint8Array): Uint32Array {
  const aligned = signatures.byteOffset % 4 === 0 ? signatures : signatures.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}

/**
 * The family of each text: families are numbered from 0 in order of their first text, and a text without near copies
 * is a family of its own.
 *
 * Leader clustering in the given order: a text joins the most similar leader (a family's first text) among those that
 * share a band with it and reach `minSimilarity`, the earliest of equals; else it leads a family. So the members of a
 * family resemble its leader, not a chain of neighbours: families do not drift. Sort the texts before, if the order of
 * arrival must not matter.
 *
 * Cost is linear in the texts: bands that occur once are never indexed, and a band names at most 32 leaders. What that
 * loses: a text whose only bands in common with its leader are bands that 32 earlier, mutually dissimilar leaders
 * share too (a boilerplate that everyone carries) leads a family of its own; exact copies are lost only when all 16 of
 * their bands are that full. 1 M texts take about a second and 120 MB beside the input.
 *
 * Throws `AppError` internal when the arrays do not belong together.
 */
export function groupNearCopies(input: NearCopyInput): Uint32Array {
  const { bands, signatures, minSimilarity = DEFAULT_MIN_SIMILARITY } = input;
  const texts = bands.length / BANDS;
  if (!Number.isInteger(texts) || signatures.length !== texts * HASHES) {
    throw new AppError(
      'internal',
      `text/near-copies: ${bands.length} bands and ${signatures.length} signature bytes are not ${BANDS} and ${HASHES} a text`,
    );
  }
  const words = signatureWords(signatures);
  const needed = fewestEqualBytes(minSimilarity);
  // Two leaders that were compared differ in more than 64 − needed bytes. So, by the triangle inequality, a text that
  // differs from one of them in at most half as many is nearer to it than to any other.
  const nearest = HASHES - ((HASHES - needed) >>> 1);
  const repeated = repeatedBands(bands);
  const index = createLeaderIndex(MOST_LEADERS);
  const family = new Uint32Array(texts);
  const leaders = new Uint32Array(texts);
  const comparedWith = new Uint32Array(texts);
  let families = 0;

  for (let text = 0; text < texts; text++) {
    let best = NO_LEADER;
    let bestEqual = needed - 1;
    const mask = repeated[text] as number;
    for (let band = 0; band < BANDS && bestEqual < nearest; band++) {
      if ((mask & (1 << band)) === 0) continue;
      const value = bands[text * BANDS + band] as number;
      for (let entry = index.first(value); entry >= 0; entry = index.next(entry)) {
        const candidate = index.leader(entry);
        if (comparedWith[candidate] === text) continue;
        comparedWith[candidate] = text;
        const equal = equalBytes(words, text * WORDS, (leaders[candidate] as number) * WORDS);
        if (equal > bestEqual || (equal === bestEqual && candidate < best && best !== NO_LEADER)) {
          best = candidate;
          bestEqual = equal;
        }
      }
    }
    if (best === NO_LEADER) {
      best = families++;
      leaders[best] = text;
      for (let band = 0; band < BANDS; band++) {
        if ((mask & (1 << band)) !== 0) index.add(bands[text * BANDS + band] as number, best);
      }
    }
    family[text] = best;
  }
  return family;
}
