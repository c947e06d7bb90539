/** Remembers what was done, for actions that count once per account and target. */

const EMPTY = -1;
/** Odd, near 2^32 divided by the golden ratio: Knuth's multiplicative hashing. */
const SPREAD = 0x9e3779b1;

/** A set of pairs of whole numbers, `left` < 2^26 and `right` < 2^26; 16 to 32 bytes a pair. */
export interface PairSet {
  /** True when the pair is new. */
  add(left: number, right: number): boolean;
}

/** Open addressing with linear probing over doubles; grows at half full. O(1) expected. */
export function createPairSet(): PairSet {
  let table = new Float64Array(1 << 10).fill(EMPTY);
  let count = 0;

  /** Where the key is, or the empty place where it belongs. */
  function placeOf(key: number, left: number, right: number): number {
    const mask = table.length - 1;
    const hash = Math.imul(Math.imul(left, SPREAD) ^ right, SPREAD);
    let place = (hash ^ (hash >>> 15)) & mask;
    while (table[place] !== key && table[place] !== EMPTY) place = (place + 1) & mask;
    return place;
  }

  function grow(): void {
    const keys = table;
    table = new Float64Array(2 * keys.length).fill(EMPTY);
    for (const key of keys) {
      if (key === EMPTY) continue;
      const left = Math.floor(key / 0x4000000);
      table[placeOf(key, left, key - left * 0x4000000)] = key;
    }
  }

  return {
    add(left, right) {
      const key = left * 0x4000000 + right;
      const place = placeOf(key, left, right);
      if (table[place] === key) return false;
      table[place] = key;
      if (++count * 2 > table.length) grow();
      return true;
    },
  };
}
