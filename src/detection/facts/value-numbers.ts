/** 64-bit keys as small numbers, while their columns arrive. */
import { NONE } from '../../traces/index.ts';

/** Numbers in order of the keys. */
export interface NumberedValues {
  readonly keys: BigUint64Array;
  /** The final number of each number that was given out. */
  readonly rank: Uint32Array;
}

/** 64-bit keys as pairs of words, low and high: to look at a bigint for each row would cost ten times as much. */
export const wordsOf = (keys: BigUint64Array): Uint32Array =>
  new Uint32Array(keys.buffer, keys.byteOffset, 2 * keys.length);

/** Words of a slot: the key's two, then its number and 1; 0 throughout where it is free. */
const SLOT = 4;
const SLOT_BITS = 2;

/**
 * Numbers distinct keys from 0 in order of arrival; 0 is no key and gets `NONE`. Open addressing over the low bits, as keys
 * are hashes, keys and numbers side by side: O(1) a row, mostly one access to memory; 32 to 64 bytes a distinct key.
 */
export class ValueNumbers {
  #slots = new Uint32Array(SLOT << 10);
  #length = 0;

  /** Writes the number of each key into `into` from `at` on. */
  number(keys: BigUint64Array, into: Uint32Array, at: number): void {
    const wanted = wordsOf(keys);
    for (let row = 0; row < keys.length; row++)
      into[at + row] = this.numberOf(wanted[2 * row] as number, wanted[2 * row + 1] as number);
  }

  /** The number of one key, given as its words. */
  numberOf(low: number, high: number): number {
    if (low === 0 && high === 0) return NONE;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (low << SLOT_BITS) & mask;
    for (;;) {
      const marked = slots[slot + 2] as number;
      if (marked === 0) break;
      if (slots[slot] === low && slots[slot + 1] === high) return marked - 1;
      slot = (slot + SLOT) & mask;
    }
    this.#length++;
    slots[slot] = low;
    slots[slot + 1] = high;
    slots[slot + 2] = this.#length;
    // At most half full.
    if (2 * SLOT * this.#length > slots.length) this.#grow();
    return this.#length - 1;
  }

  #grow(): void {
    const from = this.#slots;
    const to = new Uint32Array(2 * from.length);
    const mask = to.length - 1;
    for (let old = 0; old < from.length; old += SLOT) {
      if (from[old + 2] === 0) continue;
      let slot = ((from[old] as number) << SLOT_BITS) & mask;
      while (to[slot + 2] !== 0) slot = (slot + SLOT) & mask;
      for (let word = 0; word < SLOT; word++) to[slot + word] = from[old + word] as number;
    }
    this.#slots = to;
  }

  /** The keys in order, and the place of each number in that order. Nothing can be numbered afterwards. */
  finish(): NumberedValues {
    const keys = new BigUint64Array(this.#length);
    const words = wordsOf(keys);
    let place = 0;
    for (let slot = 0; slot < this.#slots.length; slot += SLOT) {
      if (this.#slots[slot + 2] === 0) continue;
      words[2 * place] = this.#slots[slot] as number;
      words[2 * place + 1] = this.#slots[slot + 1] as number;
      place++;
    }
    keys.sort();
    const rank = new Uint32Array(this.#length);
    for (let at = 0; at < keys.length; at++)
      rank[this.numberOf(words[2 * at] as number, words[2 * at + 1] as number)] = at;
    this.#slots = new Uint32Array(SLOT);
    return { keys, rank };
  }
}
