/** The work of one thread: runs of records in, batches of rows and dead letters out. */

import { createChecker } from './check.ts';
import type { RefusedRecord } from './cut-records.ts';
import { createEventIntake } from './event-intake.ts';
import type { ReadyBatch } from './event-tables.ts';
import type { RecordReader } from './formats/format.ts';
import { FORMATS } from './formats/index.ts';
import type { FieldMapping, FormatName } from './input-spec.ts';
import type { TextFunctions } from './text-functions.ts';
import { emptyTally, type TimeTally } from './times.ts';

/** What a thread has to know of an input to read runs of it. */
export interface InputContext extends FieldMapping {
  /** Position in the list of inputs. */
  readonly index: number;
  readonly source: string;
  /** How often a source of this name was listed before. */
  readonly partition: number;
  readonly format: FormatName;
  /** Names of the columns; empty for formats without. */
  readonly header: readonly string[];
}

export interface IntakeSettings {
  /** Epoch milliseconds; times later than a day after it are refused. */
  readonly now: number;
  readonly pseudonymKey: Uint8Array;
  readonly batchRows: number;
}

/** What became of a run. `lines` counts the records that were not empty. */
export interface RunResult {
  readonly lines: number;
  readonly accounts: number;
  readonly actions: number;
  readonly reports: number;
  readonly timeUnits: TimeTally;
  /** In order of lines. */
  readonly refused: readonly RefusedRecord[];
  /** Rows of this and earlier runs that make whole batches. */
  readonly batches: readonly ReadyBatch[];
}

export interface Intake {
  read(input: InputContext, bytes: Buffer, firstLine: number): RunResult;
  /** The rows that are left. */
  flush(): ReadyBatch[];
}

export function createIntake(settings: IntakeSettings, text: TextFunctions): Intake {
  const check = createChecker(settings.now);
  const { pseudonymKey, batchRows } = settings;
  const events = createEventIntake({ text, pseudonymKey, batchRows });
  const readers = new Map<number, RecordReader>();

  function readerOf(input: InputContext): RecordReader {
    const known = readers.get(input.index);
    if (known !== undefined) return known;
    const reader = FORMATS[input.format].createReader(input, input.header);
    readers.set(input.index, reader);
    return reader;
  }

  return {
    read(input, bytes, firstLine) {
      const counts = { account: 0, action: 0, report: 0 };
      const timeUnits = emptyTally();
      const refused: RefusedRecord[] = [];
      let lines = 0;
      const facts = { source: input.source, partition: input.partition, check, tally: timeUnits };
      readerOf(input)(
        { bytes, firstLine },
        {
          take(start, end, line) {
            const type = events.takeBytes(bytes, start, end, facts, line);
            if (type === undefined) return false;
            lines++;
            counts[type]++;
            return true;
          },
          emit(record, line, raw) {
            lines++;
            const taken = record.ok ? events.takeParsed(record.value, facts, line) : record;
            if (taken.ok) counts[taken.value]++;
            else refused.push({ line, dead: taken, raw: raw() });
          },
        },
      );
      return {
        lines,
        accounts: counts.account,
        actions: counts.action,
        reports: counts.report,
        timeUnits,
        refused,
        batches: events.batches(false),
      };
    },
    flush: () => events.batches(true),
  };
}
