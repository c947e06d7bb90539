/** Columns of a record batch as typed arrays. */
import type { RecordBatch, Vector } from 'apache-arrow';

interface Arrays {
  readonly uint8: Uint8Array;
  readonly uint32: Uint32Array;
  readonly float64: Float64Array;
  readonly uint64: BigUint64Array;
}

function child(batch: RecordBatch, name: string): Vector {
  const found = batch.getChild(name);
  if (found === null) throw new Error(`detection/column: the query gave no column "${name}"`);
  return found;
}

/** Without a copy where the batch holds the column in one piece. Throws when the query did not select it. */
export function column<Type extends keyof Arrays>(
  batch: RecordBatch,
  name: string,
  _type: Type,
): Arrays[Type] {
  return child(batch, name).toArray() as Arrays[Type];
}

/** Arrays as their members one after another; those of row i are `values[offsets[i]] … values[offsets[i + 1] − 1]`. */
export function listColumn<Type extends keyof Arrays>(
  batch: RecordBatch,
  name: string,
  _type: Type,
): { readonly offsets: Int32Array; readonly values: Arrays[Type] } {
  const [data] = child(batch, name).data;
  const members = data?.children[0];
  if (data === undefined || members === undefined)
    throw new Error(`detection/column: "${name}" is no column of arrays`);
  const offsets = data.valueOffsets as Int32Array;
  const values = members.values as Arrays[Type];
  return { offsets, values: values.subarray(0, offsets[batch.numRows]) as Arrays[Type] };
}

/** The bytes of all texts of a column, one after another. */
export function textBytes(batch: RecordBatch, name: string): Uint8Array {
  const [data] = child(batch, name).data;
  if (data === undefined) return new Uint8Array();
  const { values, valueOffsets } = data as { values: Uint8Array; valueOffsets: Int32Array };
  return values.subarray(valueOffsets[0], valueOffsets[batch.numRows]);
}
