/** Large results as plain columns: Arrow in, arrays out, no object for each row. */
import { DataType, type Vector } from 'apache-arrow';
import type { QueryParams, Store } from '../../storage/index.ts';

/** A result's columns by name, none of which may hold NULL; `DateTime64(3)` as epoch milliseconds, 64-bit integers as numbers (below 2^53 only). */
export type Columns<N extends string> = { readonly [K in N]: readonly (string | number)[] } & {
  readonly length: number;
};

/** @param names The columns of the query that are wanted. O(rows × columns). */
export async function readColumns<N extends string>(
  store: Store,
  sql: string,
  params: QueryParams,
  names: readonly N[],
): Promise<Columns<N>> {
  const columns = new Map<N, (string | number)[]>(names.map((name) => [name, []]));
  let length = 0;
  for await (const batch of store.batches(sql, params)) {
    length += batch.numRows;
    for (const [name, column] of columns) {
      const vector = batch.getChild(name);
      if (vector !== null) append(column, vector);
    }
  }
  return { ...Object.fromEntries(columns), length } as Columns<N>;
}

/** Value by value Arrow takes several times as long: it looks for the chunk, and decodes each text alone. */
function append(column: (string | number)[], vector: Vector): void {
  if (!DataType.isUtf8(vector.type)) {
    const values: Iterable<number | bigint> = vector.toArray();
    for (const value of values) column.push(Number(value));
    return;
  }
  for (const { values, valueOffsets, length } of vector.data) {
    const [first = 0] = valueOffsets;
    const bytes = values.subarray(first, valueOffsets[length]);
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const isAscii = !NOT_ASCII.test(all);
    for (let row = 0; row < length; row++) {
      const [from = 0, to = 0] = [valueOffsets[row], valueOffsets[row + 1]];
      const text = all.slice(from - first, to - first);
      column.push(isAscii ? text : Buffer.from(text, 'latin1').toString('utf8'));
    }
  }
}

const NOT_ASCII = /[\u0080-\u00ff]/;

export const textsOf = (column: readonly (string | number)[]): readonly string[] =>
  column as readonly string[];
export const numbersOf = (column: readonly (string | number)[]): readonly number[] =>
  column as readonly number[];
