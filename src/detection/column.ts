/** A numeric column of a record batch as its typed array. */
import type { RecordBatch } from 'apache-arrow';

interface Arrays {
  readonly uint8: Uint8Array;
  readonly uint32: Uint32Array;
  readonly float64: Float64Array;
  readonly uint64: BigUint64Array;
}

/** Without a copy where the batch holds the column in one piece. Throws when the query did not select it. */
export function column<Type extends keyof Arrays>(
  batch: RecordBatch,
  name: string,
  _type: Type,
): Arrays[Type] {
  const found = batch.getChild(name);
  if (found === null) throw new Error(`detection/column: the query gave no column "${name}"`);
  return found.toArray() as Arrays[Type];
}
