/** A table's batch in the making: named columns that become one Arrow IPC stream. */
import { Field, makeData, RecordBatch, RecordBatchStreamWriter, Schema, Struct } from 'apache-arrow';
import type { Column } from './column.ts';

export interface TableBatch<Columns extends Readonly<Record<string, Column>>> {
  readonly columns: Columns;
  /** Rows so far; whoever pushes a row to every column counts it here. */
  rows: number;
  /** Bytes held so far, near enough. */
  bytes(): number;
  /** The rows as an Arrow IPC stream in memory of its own; the batch is empty afterwards. */
  take(): Uint8Array<ArrayBuffer>;
}

export function createTableBatch<Columns extends Readonly<Record<string, Column>>>(
  columns: Columns,
): TableBatch<Columns> {
  const list = Object.values(columns);
  return {
    columns,
    rows: 0,
    bytes: () => list.reduce((sum, column) => sum + column.bytes, 0),
    take() {
      const children = list.map((column) => column.take());
      const length = this.rows;
      this.rows = 0;
      const schema = new Schema(
        Object.keys(columns).map((name, i) => {
          const child = children[i] as (typeof children)[number];
          return new Field(name, child.type, child.nullCount > 0);
        }),
      );
      const data = makeData({ type: new Struct(schema.fields), length, nullCount: 0, children });
      const ipc = RecordBatchStreamWriter.writeAll([new RecordBatch(schema, data)]).toUint8Array(true);
      // Its own memory, so that it can be handed to another thread.
      return ipc.byteLength === ipc.buffer.byteLength
        ? (ipc as Uint8Array<ArrayBuffer>)
        : (ipc.slice() as Uint8Array<ArrayBuffer>);
    },
  };
}
