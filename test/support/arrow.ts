/** Arrow IPC streams for tests, made with the library's own builders (slow and plain). */
import { makeVector, Table, tableToIPC, type Vector } from 'apache-arrow';

/** Columns by name as one IPC stream. */
export function toIpc(columns: Readonly<Record<string, Vector>>): Uint8Array {
  return tableToIPC(new Table({ ...columns }), 'stream');
}

/** `rows` traces, numbered from `from` in each of their columns: the cheapest rows to make. */
export function traceIpc(from: number, rows: number): Uint8Array {
  const numbers = BigUint64Array.from({ length: rows }, (_, index) => BigInt(from + index));
  // A buffer of its own for each: the library's writer breaks the stream when columns share one.
  const column = () => makeVector(numbers.slice());
  return toIpc({ bucket: column(), account_key: column(), event_key: column() });
}
