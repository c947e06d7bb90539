/** Remembers the hashes of values that repeat, soon or late, by their bytes: most events then need no hash at all. */

/** One or two 64-bit hashes of a value, undefined where there is none. */
type Hashes = readonly (bigint | undefined)[];

export interface HashMemory {
  /** Hashes of the text in [start, end). */
  lookUp(bytes: Buffer, start: number, end: number): HashPlace;
  /** Hashes of text that is no piece of bytes; not remembered. */
  compute(raw: string): HashPlace;
}

/** Where hashes stand until the next look-up: each as its low and its high half; 0 where there is none. */
export interface HashPlace {
  readonly halves: Uint32Array;
  readonly at: number;
}

const FIRST_PLACES = 1024;
const GROWTH = 4;

/**
 * A value of at most `longest` bytes stands in its place until another value needs it. There are at most `places` of
 * them, a power of two; few as long as few are needed. Hashes, length and bytes of a value stand side by side, so that a
 * look-up waits for memory once.
 */
export function createHashMemory(
  hashesOf: (raw: string) => Hashes,
  {
    places: most,
    longest,
    hashes,
  }: { readonly places: number; readonly longest: number; readonly hashes: 1 | 2 },
): HashMemory {
  const hashBytes = hashes * 8;
  const rowBytes = Math.ceil((hashBytes + 1 + longest) / 32) * 32;
  let places = 0;
  let rows = new Uint8Array(0);
  let halves = new Uint32Array(0);
  /** Values that had to go since there were as many places as now. */
  let replaced = 0;

  function grow(): void {
    places = Math.min(most, Math.max(FIRST_PLACES, places * GROWTH));
    // One row more, for what is not remembered.
    rows = new Uint8Array((places + 1) * rowBytes);
    halves = new Uint32Array(rows.buffer);
    replaced = 0;
  }

  function keep(row: number, raw: string): HashPlace {
    const at = row / 4;
    hashesOf(raw).forEach((hash = 0n, i) => {
      halves[at + 2 * i] = Number(hash & 0xffff_ffffn);
      halves[at + 2 * i + 1] = Number(hash >> 32n);
    });
    return { halves, at };
  }

  function isAt(row: number, bytes: Uint8Array, start: number, length: number): boolean {
    const lengthAt = row + hashBytes;
    if (rows[lengthAt] !== length) return false;
    for (let i = 0; i < length; i++) if (rows[lengthAt + 1 + i] !== bytes[start + i]) return false;
    return true;
  }

  grow();
  return {
    lookUp(bytes, start, end) {
      const length = end - start;
      if (length === 0 || length > longest) return this.compute(bytes.toString('utf8', start, end));
      let mixed = 0;
      for (let i = start; i < end; i++) mixed = Math.imul(mixed ^ (bytes[i] as number), 0x01000193);
      mixed ^= mixed >>> 15;
      let row = (mixed & (places - 1)) * rowBytes;
      if (isAt(row, bytes, start, length)) return { halves, at: row / 4 };
      if (rows[row + hashBytes] !== 0 && ++replaced > places && places < most) {
        grow();
        row = (mixed & (places - 1)) * rowBytes;
      }
      rows[row + hashBytes] = length;
      for (let i = 0; i < length; i++) rows[row + hashBytes + 1 + i] = bytes[start + i] as number;
      return keep(row, bytes.toString('utf8', start, end));
    },
    compute: (raw) => keep(places * rowBytes, raw),
  };
}
