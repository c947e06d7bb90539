/** A small fixed set of words, looked up by their bytes. */
import { BROKEN, hasWord, QUOTE } from './json-bytes.ts';

const MIX = 0x01000193;

export interface WordTable {
  readonly words: readonly string[];
  /** The number of the word that fills [start, end), or -1. */
  find(bytes: Uint8Array, start: number, end: number): number;
  /** Behind the quote that closes word `index` when both stand at `from`, or `BROKEN`. */
  endOfQuoted(index: number, bytes: Uint8Array, from: number, end: number): number;
}

export function createWordTable(words: readonly string[]): WordTable {
  const encoded = words.map((word) => Buffer.from(word));
  let size = 16;
  while (size < words.length * 4) size *= 2;
  const places = new Int16Array(size).fill(-1);
  const hash = (bytes: Uint8Array, start: number, end: number): number => {
    let mixed = 0;
    for (let i = start; i < end; i++) mixed = Math.imul(mixed ^ (bytes[i] as number), MIX);
    return (mixed ^ (mixed >>> 15)) & (size - 1);
  };
  encoded.forEach((word, index) => {
    let place = hash(word, 0, word.length);
    while (places[place] !== -1) place = (place + 1) & (size - 1);
    places[place] = index;
  });
  return {
    words,
    find(bytes, start, end) {
      for (let place = hash(bytes, start, end); ; place = (place + 1) & (size - 1)) {
        const index = places[place] as number;
        if (index === -1) return -1;
        const word = encoded[index] as Buffer;
        if (word.length === end - start && hasWord(bytes, start, end, word)) return index;
      }
    },
    endOfQuoted(index, bytes, from, end) {
      const word = encoded[index] as Buffer;
      const close = from + word.length;
      return close < end && bytes[close] === QUOTE && hasWord(bytes, from, end, word) ? close + 1 : BROKEN;
    },
  };
}
