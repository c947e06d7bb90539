/** How similar two texts are, by their signatures alone. */
import { HASHES } from './fingerprint.ts';

const BY_CHANCE = 1 / 256;

/** The Jaccard similarity that so many equal bytes of 64 speak for: two bytes are equal by chance once in 256. */
export function similarityOfEqualBytes(equal: number): number {
  return Math.max(0, (equal / HASHES - BY_CHANCE) / (1 - BY_CHANCE));
}

/**
 * The estimated Jaccard similarity of the two texts behind two 64-byte signatures, from 0 to 1. Its standard error
 * is about √(s(1 − s)/64): .06 at .5.
 */
export function signatureSimilarity(a: Uint8Array, b: Uint8Array): number {
  let equal = 0;
  for (let i = 0; i < HASHES; i++) if (a[i] === b[i]) equal++;
  return similarityOfEqualBytes(equal);
}
