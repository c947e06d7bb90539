/** From files to rows in the store: read, cut, hand to the threads, insert; the order of the steps and their limits. */
import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import { AppError, type DeadLetter } from '../contract/index.ts';
import type { Store } from '../storage/store.ts';
import { type CutRun, createRunMemory, cutRecords } from './cut-records.ts';
import { createDeadLetterTable } from './dead-letter-table.ts';
import type { ReadyBatch } from './event-tables.ts';
import type { InputSpec } from './input-spec.ts';
import type { InputContext } from './intake.ts';
import type { BadLines, MaxBad } from './max-bad.ts';
import { inputSize, openInput } from './open-input.ts';
import { readHeader } from './read-header.ts';
import { createResultLedger, type IngestCounts, refusedPart } from './result-ledger.ts';
import { createRunReader } from './run-reader.ts';
import { createTaskWindow } from './task-window.ts';
import { TIME_UNITS, type TimeTally } from './times.ts';

export interface IngestOptions {
  /** Epoch milliseconds; times later than a day after it are refused. */
  readonly now: number;
  /** Secret of at least 16 bytes for the pseudonyms; the same key gives the same pseudonyms. */
  readonly pseudonymKey: Uint8Array;
  readonly maxBad?: MaxBad | undefined;
  /** Threads that parse beside this one. When absent: none for small inputs, else one for each other core. */
  readonly workers?: number | undefined;
  /** Rows of an insert. */
  readonly batchRows?: number | undefined;
  /** Bytes that a thread is given at a time. */
  readonly runBytes?: number | undefined;
  readonly stdin?: Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called in the order of inputs and lines. */
  readonly onDeadLetter?: ((letter: DeadLetter) => void) | undefined;
}

export interface Progress {
  /** As they stand in the files, compressed. */
  readonly bytesRead: number;
  /** Null when an input's size is not known before its end. */
  readonly bytesTotal: number | null;
  readonly lines: number;
  readonly deadLetters: number;
}

export interface InputReport {
  readonly name: string;
  readonly format: string;
  readonly timeUnits: TimeTally;
  /** For people: `epoch seconds`, or `ISO 8601 (90), epoch seconds (2)`. */
  readonly times: string;
}

export interface IngestResult extends IngestCounts {
  readonly bytes: number;
  readonly inputs: readonly InputReport[];
  /** The most frequent kinds of mistakes, at most three. */
  readonly badLines: readonly BadLines[];
}

export interface IngestArgs {
  readonly inputs: readonly InputSpec[];
  readonly store: Pick<Store, 'insertArrow'>;
  readonly options: IngestOptions;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

const DEFAULT_BATCH_ROWS = 131_072;
const DEFAULT_RUN_BYTES = 2 * 1024 * 1024;
/** To start a thread takes as long as to read this much. */
const SMALL_BYTES = 4 * 1024 * 1024;

/**
 * Brings every good line of the inputs into the store; bad ones become dead letters, here and in the store.
 * Memory is bounded by threads × batch, whatever the size of the files.
 * Throws `input-missing`, `bad-input`, `too-many-bad-lines`, `cancelled`; rows of earlier lines may then be stored.
 */
export async function ingestFiles({ inputs, store, options, onProgress }: IngestArgs): Promise<IngestResult> {
  const sizes = await Promise.all(inputs.map(inputSize));
  const bytesTotal = sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const isSmall = bytesTotal !== null && bytesTotal < SMALL_BYTES;
  const workers = options.workers ?? (isSmall ? 0 : availableParallelism() - 1);
  const deadLetters = createDeadLetterTable();
  const ledger = createResultLedger(options.maxBad, ({ partition, ...letter }) => {
    deadLetters.push({ partition, ...letter });
    options.onDeadLetter?.(letter);
  });
  const settings = {
    now: options.now,
    pseudonymKey: options.pseudonymKey,
    batchRows: options.batchRows ?? DEFAULT_BATCH_ROWS,
  };
  const memory = createRunMemory();
  const reader = createRunReader(workers, settings, memory.give);
  const reading = createTaskWindow(workers * 2 + 1);
  // One in work, one at hand.
  const inserting = createTaskWindow(2);
  const reports: InputReport[] = [];
  let bytesRead = 0;

  async function insert(batch: ReadyBatch | undefined): Promise<void> {
    if (batch !== undefined) await inserting.add(() => store.insertArrow(batch.table, batch.ipc));
  }

  function tell(): void {
    const { lines, deadLetters: bad } = ledger.counts();
    onProgress?.({ bytesRead, bytesTotal, lines, deadLetters: bad });
  }

  async function readRun(context: InputContext, run: CutRun): Promise<void> {
    const place = ledger.nextPlace();
    await reading.add(async () => {
      if (run.kind === 'refused') {
        ledger.settle(place, context, refusedPart(run.record));
      } else {
        const { batches, ...part } = await reader.read(context, run.bytes, run.firstLine);
        for (const batch of batches) await insert(batch);
        ledger.settle(place, context, part);
      }
      await insert(deadLetters.take(false));
      tell();
    });
  }

  async function readInput(input: InputSpec, index: number): Promise<void> {
    const { format, chunks } = await openInput(input, {
      stdin: options.stdin ?? process.stdin,
      onBytes: (count) => {
        bytesRead += count;
      },
      signal: options.signal,
    });
    const earlier = inputs.slice(0, index).filter((other) => other.name === input.name).length;
    let context: InputContext | undefined = format.hasHeader ? undefined : contextOf([]);
    function contextOf(header: readonly string[]): InputContext {
      const { name: source, map, set } = input;
      return { index, source, partition: earlier, format: format.name, header, map, set };
    }
    for await (const run of cutRecords(chunks, format, options.runBytes ?? DEFAULT_RUN_BYTES, memory)) {
      throwIfCancelled(options.signal);
      if (context !== undefined) {
        await readRun(context, run);
        continue;
      }
      if (run.kind === 'refused') {
        throw new AppError(
          'bad-input',
          `ingest/ingest-files: ${input.name}: header: ${run.record.dead.reason}`,
          {
            fix: 'the first line has to name the columns',
          },
        );
      }
      const header = readHeader(run.bytes, format, input);
      context = contextOf(header.columns);
      const bytes = run.bytes.subarray(header.bytes);
      await readRun(context, { kind: 'records', bytes, firstLine: 1 + header.lines });
    }
    reports.push({ name: input.name, format: format.name, timeUnits: ledger.timeUnits(index), times: '' });
  }

  try {
    for (const [index, input] of inputs.entries()) await readInput(input, index);
    await reading.drain();
    for await (const batches of reader.flush()) for (const batch of batches) await insert(batch);
    await insert(deadLetters.take(true));
    await inserting.drain();
    throwIfCancelled(options.signal);
    ledger.finish();
    tell();
  } catch (error) {
    throwIfCancelled(options.signal);
    throw error;
  } finally {
    await reader.close();
    // Inserts that have begun are let finish: the store must not be closed under them.
    await Promise.allSettled([reading.drain()]);
    await Promise.allSettled([inserting.drain()]);
  }
  const described = reports.map((report) => ({ ...report, times: describeTimes(report.timeUnits) }));
  return { ...ledger.counts(), bytes: bytesRead, inputs: described, badLines: ledger.badLines() };
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', 'ingest/ingest-files: stopped on request');
}

function describeTimes(tally: TimeTally): string {
  const seen = TIME_UNITS.filter((unit) => tally[unit] > 0);
  if (seen.length === 0) return 'none';
  if (seen.length === 1) return seen[0] as string;
  return seen.map((unit) => `${unit} (${tally[unit]})`).join(', ');
}
