/** What a format of files has to offer: where a record ends, and what a run of whole records says. */
import type { FieldMapping, FormatName } from '../input-spec.ts';
import type { RawEvent } from '../mapping.ts';
import type { Outcome } from '../outcome.ts';

/** Whole records of one input, cut out of the stream. */
export interface RecordRun {
  readonly bytes: Buffer;
  /** Line (from 1) that the first record begins on. */
  readonly firstLine: number;
}

/**
 * Told of every record that is not empty: the event or why it is none, and its line. `raw` gives the record as it
 * stands in the input, cut to 4 KiB; it may be asked only before the call returns.
 */
export type EmitRecord = (record: Outcome<RawEvent>, line: number, raw: () => string) => void;

export interface RecordSink {
  /** Offers a record that is an event's JSON in UTF-8, as it stands in [start, end) of the run. If false, `emit` it. */
  take(start: number, end: number, line: number): boolean;
  readonly emit: EmitRecord;
}

export type RecordReader = (run: RecordRun, sink: RecordSink) => void;

export interface Format {
  readonly name: FormatName;
  /** Endings of file names, compression left off. */
  readonly extensions: readonly string[];
  /** True when the first record names the columns. */
  readonly hasHeader: boolean;
  /**
   * Where the record that begins at `from` ends: the place of its line break, or the end of `bytes` when `atEnd` says
   * that nothing follows; -1 when the record is not complete.
   */
  endOfRecord(bytes: Buffer, from: number, atEnd: boolean): number;
  /** Cells of one record; only for formats with a header. */
  cells(record: string): Outcome<string[]>;
  /** A reader that keeps no state between runs, so that runs may be read in any order, by any thread. */
  createReader(mapping: FieldMapping, header: readonly string[]): RecordReader;
}
