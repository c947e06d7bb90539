/** Arrow columns that grow row by row and are cut into record batches: typed arrays only, no object per cell. */
import type { Data, DataType } from 'apache-arrow';

/** A column of one batch in the making. */
export interface Column {
  readonly type: DataType;
  /** Bytes held so far, near enough to bound a batch. */
  readonly bytes: number;
  /** The rows pushed since the last `take`, sharing memory with the column until the next push. */
  take(): Data;
}

/** Which rows have a value; costs nothing until the first null. */
export class Validity {
  bits: Uint8Array = new Uint8Array(0);
  nullCount = 0;

  setNull(row: number): void {
    if (this.nullCount === 0) this.bits = new Uint8Array(1024).fill(255);
    const byte = row >> 3;
    if (byte >= this.bits.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.bits.length * 2)).fill(255);
      grown.set(this.bits);
      this.bits = grown;
    }
    this.bits[byte] = (this.bits[byte] as number) & ~(1 << (row & 7));
    this.nullCount++;
  }

  take(length: number): { nullCount: number; nullBitmap?: Uint8Array } {
    if (this.nullCount === 0) return { nullCount: 0 };
    const bytes = (length + 7) >> 3;
    if (bytes > this.bits.length) {
      const grown = new Uint8Array(bytes).fill(255);
      grown.set(this.bits);
      this.bits = grown;
    }
    const taken = { nullCount: this.nullCount, nullBitmap: this.bits.subarray(0, bytes) };
    this.nullCount = 0;
    return taken;
  }
}

type Numbers = Int8Array | Uint8Array | Int32Array | Uint32Array | BigUint64Array;

/** A copy with room for at least `length` values and twice as many as before. */
export function grow<T extends Numbers>(array: T, length: number): T {
  const Grown = array.constructor as new (length: number) => T;
  const grown = new Grown(Math.max(length, array.length * 2));
  grown.set(array as never);
  return grown;
}
