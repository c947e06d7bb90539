/** Columns of fixed width. */
import {
  type Data,
  type DataType,
  Int8,
  Int32,
  Int64,
  makeData,
  TimestampMillisecond,
  Uint8,
  Uint64,
} from 'apache-arrow';
import { type Column, grow, Validity } from './column.ts';

/** Whole numbers of up to 32 bits. */
export class NumberColumn implements Column {
  readonly type: DataType;
  #values: Int8Array | Uint8Array | Int32Array;
  #length = 0;
  readonly #validity = new Validity();

  constructor(width: 'int8' | 'uint8' | 'int32') {
    this.type = width === 'int8' ? new Int8() : width === 'uint8' ? new Uint8() : new Int32();
    this.#values =
      width === 'int8'
        ? new Int8Array(1024)
        : width === 'uint8'
          ? new Uint8Array(1024)
          : new Int32Array(1024);
  }

  get bytes(): number {
    return this.#length * this.#values.BYTES_PER_ELEMENT;
  }

  push(value: number | null): void {
    if (this.#length === this.#values.length) this.#values = grow(this.#values, 0);
    if (value === null) this.#validity.setNull(this.#length);
    this.#values[this.#length++] = value ?? 0;
  }

  take(): Data {
    const length = this.#length;
    this.#length = 0;
    const data = this.#values.subarray(0, length);
    return makeData({ type: this.type, length, data, ...this.#validity.take(length) } as never);
  }
}

/** 64-bit columns: hashes, counts and times, written as two halves, because a bigint is an object. */
export class WideColumn implements Column {
  readonly type: DataType;
  #values = new BigUint64Array(1024);
  #halves = new Uint32Array(this.#values.buffer);
  #length = 0;
  readonly #validity = new Validity();

  constructor(kind: 'uint64' | 'int64' | 'time') {
    this.type =
      kind === 'uint64' ? new Uint64() : kind === 'int64' ? new Int64() : new TimestampMillisecond('UTC');
  }

  get bytes(): number {
    return this.#length * 8;
  }

  #room(): void {
    if (this.#length < this.#values.length) return;
    this.#values = grow(this.#values, 0);
    this.#halves = new Uint32Array(this.#values.buffer);
  }

  /** The low and the high half of a number. */
  pushHalves(low: number, high: number): void {
    this.#room();
    const at = this.#length++ * 2;
    this.#halves[at] = low;
    this.#halves[at + 1] = high;
  }

  pushNull(): void {
    this.#validity.setNull(this.#length);
    this.pushHalves(0, 0);
  }

  /** A whole number from 0 to 2^53, or null. */
  push(value: number | null): void {
    if (value === null) this.pushNull();
    else this.pushHalves(value >>> 0, Math.floor(value / 4_294_967_296));
  }

  take(): Data {
    const length = this.#length;
    this.#length = 0;
    const values = this.#values.subarray(0, length);
    const data = this.type instanceof Uint64 ? values : new BigInt64Array(values.buffer, 0, length);
    return makeData({ type: this.type, length, data, ...this.#validity.take(length) } as never);
  }
}
