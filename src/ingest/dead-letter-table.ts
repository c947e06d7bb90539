/** Dead letters to rows of the table dead_letters. */
import { BytesColumn } from './arrow/bytes-column.ts';
import { NumberColumn, WideColumn } from './arrow/number-columns.ts';
import { createTableBatch } from './arrow/table-batch.ts';
import type { ReadyBatch } from './event-tables.ts';
import type { PlacedDeadLetter } from './result-ledger.ts';

const BATCH_ROWS = 20_000;
const BATCH_BYTES = 16 * 1024 * 1024;

export interface DeadLetterTable {
  push(letter: PlacedDeadLetter): void;
  /** A batch when enough has come together; with `all`, whatever is there. */
  take(all: boolean): ReadyBatch | undefined;
}

/** `offset` is the line number; `partition` tells two listings of one file apart. */
export function createDeadLetterTable(): DeadLetterTable {
  const batch = createTableBatch({
    source: new BytesColumn('text'),
    partition: new NumberColumn('int32'),
    offset: new WideColumn('int64'),
    reason: new BytesColumn('text'),
    raw: new BytesColumn('text'),
  });
  return {
    push(letter) {
      const { columns } = batch;
      columns.source.push(letter.source);
      columns.partition.push(letter.partition);
      columns.offset.push(letter.line);
      columns.reason.push(letter.reason);
      columns.raw.push(letter.raw);
      batch.rows++;
    },
    take(all) {
      const { rows } = batch;
      if (rows === 0 || !(all || rows >= BATCH_ROWS || batch.bytes() >= BATCH_BYTES)) return undefined;
      return { table: 'dead_letters', rows, ipc: batch.take() };
    },
  };
}
