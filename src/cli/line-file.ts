/** A file of lines that is written as they come, in bounded memory. */
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { outputFailed } from './directories.ts';

/** A file that lines are appended to, one after the other. */
export interface LineFile {
  /** Throws `output-failed`. */
  append(line: string): void;
  /** Writes what is left; a second time does nothing. Throws `output-failed`. */
  close(): void;
}

/** What is gathered before it is written. */
const CHUNK = 256 * 1024;

/**
 * Writes in the caller's time, so that an input of nothing but bad lines fills no memory and a full disk stops it at once.
 * `out` is what failures name. Throws `output-failed`.
 */
export function createLineFile(path: string, out: string): LineFile {
  const guardedNow = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw outputFailed(out, cause);
    }
  };
  const file = guardedNow(() => openSync(path, 'w'));
  let chunk = '';
  let isOpen = true;
  const flush = () => {
    const text = chunk;
    chunk = '';
    guardedNow(() => appendFileSync(file, text));
  };
  return {
    append(line) {
      if (!isOpen) return;
      chunk += line;
      if (chunk.length >= CHUNK) flush();
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      try {
        flush();
      } finally {
        closeSync(file);
      }
    },
  };
}
