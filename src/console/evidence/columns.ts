/** Large results as plain columns: Arrow in, arrays out, no object for each row. */
import type { QueryParams, Store } from '../../storage/index.ts';

/** A result's columns by name; `DateTime64(3)` as epoch milliseconds, 64-bit integers as numbers (below 2^53 only). */
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
      for (let row = 0; row < batch.numRows; row++) {
        const value: unknown = vector?.get(row);
        column.push(typeof value === 'string' ? value : Number(value));
      }
    }
  }
  return { ...Object.fromEntries(columns), length } as Columns<N>;
}

export const textsOf = (column: readonly (string | number)[]): readonly string[] =>
  column as readonly string[];
export const numbersOf = (column: readonly (string | number)[]): readonly number[] =>
  column as readonly number[];
