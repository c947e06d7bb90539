/** Good events to batches of the store's tables: pseudonyms, fingerprints of text, canonical links. */
import type { TableName } from '../storage/store.ts';
import type { EventType } from './fields.ts';
import type { Pseudonymiser } from './pseudonymise.ts';
import { createAccountRows } from './rows/account-rows.ts';
import { createActionRows } from './rows/action-rows.ts';
import type { EventTimes, RowBuilder, RowOrigin } from './rows/cells.ts';
import { createMemories } from './rows/memories.ts';
import { createReportRows } from './rows/report-rows.ts';
import type { EventScan } from './scan/event-scan.ts';
import type { TextFunctions } from './text-functions.ts';

/** One batch, ready for `Store.insertArrow`. */
export interface ReadyBatch {
  readonly table: TableName;
  readonly rows: number;
  readonly ipc: Uint8Array<ArrayBuffer>;
}

export interface EventTables {
  /** Takes an event that is known to be good. */
  push(type: EventType, event: EventScan, times: EventTimes, origin: RowOrigin, line: number): void;
  /** Batches of `batchRows` rows or about 64 MB; with `all`, whatever is there. */
  take(all: boolean): ReadyBatch[];
}

/** Memory that a table may hold before it is cut, whatever its rows: long texts must not add up. */
const BATCH_BYTES = 64 * 1024 * 1024;

const TABLES = { action: 'actions', account: 'accounts', report: 'reports' } as const;

/** Rows wait here until they make a batch, so that few parts result in the store. Not shared between threads. */
export function createEventTables(
  text: TextFunctions,
  pseudonymise: Pseudonymiser,
  batchRows: number,
): EventTables {
  const memories = createMemories(pseudonymise);
  const builders: Readonly<Record<EventType, RowBuilder>> = {
    action: createActionRows(text, memories),
    account: createAccountRows(text, memories),
    report: createReportRows(),
  };
  return {
    push: (type, event, times, origin, line) => builders[type].push(event, times, origin, line),
    take(all) {
      const ready: ReadyBatch[] = [];
      for (const [type, table] of Object.entries(TABLES)) {
        const { batch } = builders[type as EventType];
        const { rows } = batch;
        if (rows === 0 || !(all || rows >= batchRows || batch.bytes() >= BATCH_BYTES)) continue;
        ready.push({ table, rows, ipc: batch.take() });
      }
      return ready;
    },
  };
}
