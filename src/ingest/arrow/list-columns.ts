/** Columns of lists. */
import { type Data, type DataType, Field, List, makeData, Uint32, Utf8 } from 'apache-arrow';
import { BytesColumn } from './bytes-column.ts';
import { type Column, grow } from './column.ts';

/** Lists of text; absent is the empty list. */
export class TextListColumn implements Column {
  readonly type: DataType = new List(new Field('item', new Utf8(), false));
  readonly #items = new BytesColumn('text');
  #count = 0;
  #offsets = new Int32Array(1025);
  #length = 0;

  get bytes(): number {
    return this.#items.bytes + this.#length * 4;
  }

  push(items: readonly string[]): void {
    for (const item of items) this.#items.push(item);
    this.#count += items.length;
    if (this.#length + 1 === this.#offsets.length) this.#offsets = grow(this.#offsets, 0);
    this.#offsets[++this.#length] = this.#count;
  }

  take(): Data {
    const length = this.#length;
    const valueOffsets = this.#offsets.subarray(0, length + 1);
    this.#length = 0;
    this.#count = 0;
    return makeData({
      type: this.type,
      length,
      nullCount: 0,
      valueOffsets,
      child: this.#items.take(),
    } as never);
  }
}

/** Lists of unsigned 32-bit numbers. */
export class Uint32ListColumn implements Column {
  readonly type: DataType = new List(new Field('item', new Uint32(), false));
  #values = new Uint32Array(1024);
  #count = 0;
  #offsets = new Int32Array(1025);
  #length = 0;

  get bytes(): number {
    return (this.#count + this.#length) * 4;
  }

  push(values: Uint32Array): void {
    if (this.#count + values.length > this.#values.length) {
      this.#values = grow(this.#values, this.#count + values.length);
    }
    this.#values.set(values, this.#count);
    this.#count += values.length;
    if (this.#length + 1 === this.#offsets.length) this.#offsets = grow(this.#offsets, 0);
    this.#offsets[++this.#length] = this.#count;
  }

  take(): Data {
    const length = this.#length;
    const valueOffsets = this.#offsets.subarray(0, length + 1);
    const child = makeData({
      type: new Uint32(),
      length: this.#count,
      nullCount: 0,
      data: this.#values.subarray(0, this.#count),
    });
    this.#length = 0;
    this.#count = 0;
    return makeData({ type: this.type, length, nullCount: 0, valueOffsets, child } as never);
  }
}
