/** A store that keeps what it is given, and a run of ingest over small inputs. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { tableFromIPC } from 'apache-arrow';
import { onTestFinished } from 'vitest';
import type { DeadLetter } from '../../src/contract/index.ts';
import {
  type IngestOptions,
  type IngestResult,
  type InputSpec,
  ingestFiles,
} from '../../src/ingest/index.ts';

export const NOW = Date.UTC(2026, 5, 1);
export const KEY = new Uint8Array(32).fill(7);

export type Row = Record<string, unknown>;

function plain(value: unknown): unknown {
  if (value !== null && typeof value === 'object' && 'toArray' in value) {
    return Array.from((value as { toArray(): ArrayLike<unknown> }).toArray(), plain);
  }
  return value;
}

/** Implements the part of `Store` that ingest uses; reads the rows back with the library's own reader. */
export function createRowKeeper() {
  const tables: Record<string, Row[]> = {};
  return {
    tables,
    async insertArrow(table: string, ipc: Uint8Array): Promise<void> {
      const rows = tableFromIPC(ipc);
      tables[table] ??= [];
      for (const row of rows) {
        tables[table].push(Object.fromEntries(Object.entries(row.toJSON()).map(([k, v]) => [k, plain(v)])));
      }
    },
  };
}

export interface Ran {
  readonly result: IngestResult;
  readonly letters: readonly DeadLetter[];
  readonly tables: Readonly<Record<string, readonly Row[]>>;
}

/** Runs ingest over small inputs, in this thread unless `workers` says otherwise. */
export async function run(inputs: readonly InputSpec[], options: Partial<IngestOptions> = {}): Promise<Ran> {
  const store = createRowKeeper();
  const letters: DeadLetter[] = [];
  const result = await ingestFiles({
    inputs,
    store,
    options: {
      now: NOW,
      pseudonymKey: KEY,
      workers: 0,
      onDeadLetter: (letter) => letters.push(letter),
      ...options,
    },
  });
  return { result, letters, tables: store.tables };
}

/** An input on stdin; pair it with `stdin: stdinOf(…)`. */
export const STDIN: InputSpec = { name: '-', path: '-', map: {}, set: {} };
export const stdinOf = (...chunks: readonly (string | Uint8Array)[]): Readable =>
  Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

/** A directory that is gone after the test. */
export async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-ingest-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

export async function file(name: string, content: string | Uint8Array): Promise<InputSpec> {
  const path = join(await temporary(), name);
  await writeFile(path, content);
  return { name, path, map: {}, set: {} };
}

export const like = (fields: Row = {}): Row => ({
  type: 'action',
  event_id: 'e1',
  account_id: 'u1',
  action: 'like',
  target_id: 'p1',
  occurred_at: '2026-05-02T10:00:00.120Z',
  ...fields,
});
export const line = (fields: Row = {}): string => `${JSON.stringify(like(fields))}\n`;
