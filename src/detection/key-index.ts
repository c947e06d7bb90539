/** 64-bit keys as dense indexes: the position of a key in an array of distinct keys. */

export interface KeyIndex {
  readonly length: number;
  readonly keys: BigUint64Array;
  /** Indexes of a column of keys. Keys that are not known throw, as that would be a bug. */
  indexesOf(column: BigUint64Array): Uint32Array;
  /** The index of one key, or -1. */
  find(key: bigint): number;
}

/** Accounts by index, in the order of their keys, so that the order of arrival never matters. */
export type AccountIndex = KeyIndex;

const EMPTY = 0xffff_ffff;

/** An index over distinct hashes: open addressing over their low bits, O(1) a look-up, 12 to 16 bytes a key. */
export function createKeyIndex(keys: BigUint64Array): KeyIndex {
  const words = new Uint32Array(keys.buffer, keys.byteOffset, keys.length * 2);
  let size = 16;
  while (size < keys.length * 2) size *= 2;
  const mask = size - 1;
  const slots = new Uint32Array(size).fill(EMPTY);
  for (let index = 0; index < keys.length; index += 1) {
    let slot = (words[2 * index] as number) & mask;
    while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    slots[slot] = index;
  }
  const lookUp = (low: number, high: number): number => {
    let slot = low & mask;
    let index = slots[slot] as number;
    while (index !== EMPTY && (words[2 * index] !== low || words[2 * index + 1] !== high)) {
      slot = (slot + 1) & mask;
      index = slots[slot] as number;
    }
    return index;
  };
  return {
    length: keys.length,
    keys,
    indexesOf(column) {
      const wanted = new Uint32Array(column.buffer, column.byteOffset, column.length * 2);
      const found = new Uint32Array(column.length);
      for (let row = 0; row < column.length; row += 1) {
        const index = lookUp(wanted[2 * row] as number, wanted[2 * row + 1] as number);
        if (index === EMPTY) throw new Error(`detection/key-index: unknown key ${column[row]}`);
        found[row] = index;
      }
      return found;
    },
    find(key) {
      const index = lookUp(Number(key & 0xffff_ffffn), Number(key >> 32n));
      return index === EMPTY ? -1 : index;
    },
  };
}
