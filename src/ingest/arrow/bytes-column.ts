/** Columns of text and bytes. */
import { Binary, type Data, type DataType, makeData, Utf8 } from 'apache-arrow';
import { type Column, grow, Validity } from './column.ts';

/** Above this length one call into the runtime is cheaper than a loop over characters. */
const SHORT = 48;
/** The same for bytes, where the call needs an object, too. */
const SHORT_BYTES = 128;

/** Bytes or text of any length. */
export class BytesColumn implements Column {
  readonly type: DataType;
  #data = Buffer.allocUnsafeSlow(16_384);
  #offsets = new Int32Array(1025);
  #length = 0;
  #used = 0;
  readonly #validity = new Validity();

  constructor(kind: 'text' | 'bytes') {
    this.type = kind === 'text' ? new Utf8() : new Binary();
  }

  get bytes(): number {
    return this.#used + this.#length * 4;
  }

  #room(bytes: number): void {
    if (this.#length + 1 === this.#offsets.length) this.#offsets = grow(this.#offsets, 0);
    if (this.#used + bytes <= this.#data.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#used + bytes, this.#data.length * 2));
    this.#data.copy(grown, 0, 0, this.#used);
    this.#data = grown;
  }

  push(text: string | null): void {
    if (text === null) {
      this.#room(0);
      this.#validity.setNull(this.#length);
    } else {
      // At most three bytes of UTF-8 for each UTF-16 unit.
      this.#room(text.length * 3);
      this.#used += this.#write(text);
    }
    this.#offsets[++this.#length] = this.#used;
  }

  #write(text: string): number {
    const { length } = text;
    if (length > SHORT) return this.#data.write(text, this.#used);
    const data = this.#data;
    const start = this.#used;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return data.write(text, start);
      data[start + i] = code;
    }
    return length;
  }

  pushBytes(bytes: Uint8Array): void {
    this.pushRange(bytes, 0, bytes.length);
  }

  /** The bytes in [start, end), which have to be UTF-8 when the column is text. */
  pushRange(bytes: Uint8Array, start: number, end: number): void {
    const length = end - start;
    this.#room(length);
    const data = this.#data;
    const to = this.#used;
    if (length > SHORT_BYTES) data.set(bytes.subarray(start, end), to);
    else for (let i = 0; i < length; i++) data[to + i] = bytes[start + i] as number;
    this.#used += length;
    this.#offsets[++this.#length] = this.#used;
  }

  take(): Data {
    const length = this.#length;
    const data = this.#data.subarray(0, this.#used);
    const valueOffsets = this.#offsets.subarray(0, length + 1);
    this.#length = 0;
    this.#used = 0;
    return makeData({ type: this.type, length, data, valueOffsets, ...this.#validity.take(length) } as never);
  }
}
