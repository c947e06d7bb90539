/** Cuts a stream of bytes into runs of whole records, whatever their length, in bounded memory. */
import type { Format } from './formats/format.ts';
import { lineBreaks, MAX_RECORD_BYTES, rawText, TOO_LONG } from './formats/record-bytes.ts';
import { type Dead, dead } from './outcome.ts';

/** A record that was refused before anybody parsed it. */
export interface RefusedRecord {
  readonly line: number;
  readonly dead: Dead;
  readonly raw: string;
}

/** Whole records in memory of their own, so that they can be handed to another thread; or one refused record. */
export type CutRun =
  | { readonly kind: 'records'; readonly bytes: Buffer<ArrayBuffer>; readonly firstLine: number }
  | { readonly kind: 'refused'; readonly record: RefusedRecord };

const NL = 10;

const NOT_CLOSED = dead(
  'quote not closed',
  'a cell opens a quote that is not closed within 1 MiB — double quotes inside quoted cells',
);

/** Memory for runs. Whoever is done with a run gives its memory back: new memory for each would keep the collector busy. */
export interface RunMemory {
  /** At least so many bytes, with anything in them. */
  take(bytes: number): Buffer<ArrayBuffer>;
  give(memory: ArrayBuffer): void;
}

export function createRunMemory(): RunMemory {
  const free: ArrayBuffer[] = [];
  return {
    take(bytes) {
      const memory = free.pop();
      return memory !== undefined && memory.byteLength >= bytes
        ? Buffer.from(memory)
        : Buffer.allocUnsafeSlow(bytes);
    },
    give: (memory) => void free.push(memory),
  };
}

/**
 * A record over 1 MiB is refused and read past. When line breaks stand in it, a quote was left open: then only its
 * first line is refused, and reading goes on with the next. Memory: `runBytes` and one record. A chunk is used only until
 * the next one is asked for.
 */
export async function* cutRecords(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  runBytes: number,
  memory: RunMemory = createRunMemory(),
): AsyncGenerator<CutRun> {
  const capacity = runBytes + MAX_RECORD_BYTES;
  let buffer = memory.take(capacity);
  let used = 0;
  /** Where the first record that is not known to be whole begins, and on which line. */
  let scanned = 0;
  let line = 1;
  let firstLine = 1;
  let skipping = false;

  function append(chunk: Uint8Array): void {
    if (used + chunk.length > buffer.length) {
      const grown = memory.take(used + chunk.length + MAX_RECORD_BYTES);
      buffer.copy(grown, 0, 0, used);
      memory.give(buffer.buffer);
      buffer = grown;
    }
    buffer.set(chunk, used);
    used += chunk.length;
  }

  /** Hands out the whole records and keeps what follows `from`, which may lie behind a refused record. */
  function* handOut(from: number): Generator<CutRun> {
    const start = Math.min(from, used);
    const kept = used - start;
    const next = memory.take(Math.max(capacity, kept));
    buffer.copy(next, 0, start, used);
    const whole = buffer.subarray(0, Math.min(scanned, used));
    // All is in order before the yield: whoever takes the run may hand its memory to another thread.
    const run: CutRun = { kind: 'records', bytes: whole, firstLine };
    buffer = next;
    used = kept;
    scanned = 0;
    firstLine = line;
    if (whole.length > 0) yield run;
    else memory.give(whole.buffer);
  }

  function* scan(atEnd: boolean): Generator<CutRun> {
    for (;;) {
      const view = buffer.subarray(0, used);
      while (scanned < used) {
        const end = format.endOfRecord(view, scanned, atEnd);
        const length = (end < 0 ? used : end) - scanned;
        if (length > MAX_RECORD_BYTES || (end < 0 && atEnd)) break;
        if (end < 0) return;
        line += 1 + (format.hasHeader ? lineBreaks(view, scanned, end) : 0);
        scanned = end + 1;
        if (scanned >= runBytes) break;
      }
      if (scanned >= used) break;
      if (scanned >= runBytes) {
        yield* handOut(scanned);
        continue;
      }
      yield* refuse(view);
      if (skipping) return;
    }
    if (atEnd && used > 0) yield* handOut(used);
    else if (scanned >= runBytes) yield* handOut(scanned);
  }

  function* refuse(view: Buffer): Generator<CutRun> {
    const breakAt = view.indexOf(NL, scanned);
    const end = breakAt < 0 ? used : breakAt;
    const why = end - scanned > MAX_RECORD_BYTES ? TOO_LONG : NOT_CLOSED;
    const record = { line, dead: why, raw: rawText(view, scanned, end) };
    skipping = breakAt < 0;
    line++;
    yield* handOut(end + 1);
    yield { kind: 'refused', record };
  }

  for await (const chunk of chunks) {
    let fresh = chunk;
    if (skipping) {
      const breakAt = chunk.indexOf(NL);
      if (breakAt < 0) continue;
      skipping = false;
      fresh = chunk.subarray(breakAt + 1);
    }
    append(fresh);
    yield* scan(false);
  }
  if (!skipping) yield* scan(true);
}
