/** Arrow IPC streams, as the engines take and give them. */
import { RecordBatchReader } from 'apache-arrow';
import { AppError } from '../contract/index.ts';

/** End of an Arrow IPC stream: a continuation marker and the length 0. */
const END_OF_STREAM = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);

/**
 * The column names of an Arrow IPC stream, read from its schema alone.
 *
 * @throws AppError `internal` when the bytes are no whole IPC stream (a cut one would be inserted in part).
 */
export function ipcColumns(ipc: Uint8Array): readonly string[] {
  if (!endsAsStream(ipc)) {
    throw new AppError('internal', 'storage/arrow: the bytes to insert are not a whole Arrow IPC stream');
  }
  const reader = RecordBatchReader.from(ipc).open();
  const columns = reader.schema.fields.map((field) => field.name);
  reader.cancel();
  return columns;
}

/** Whether these bytes, or the last eight of a stream, end an Arrow IPC stream. */
export function endsAsStream(bytes: Uint8Array): boolean {
  return END_OF_STREAM.equals(bytes.subarray(-END_OF_STREAM.length));
}
