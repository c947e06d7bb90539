/** The store over the embedded engine: a directory, or a temporary one that goes with the store. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { RecordBatchReader } from 'apache-arrow';
import { AppError } from '../contract/index.ts';
import { ipcColumns } from './arrow-ipc.ts';
import { type ChdbEngine, openChdbEngine } from './chdb-engine.ts';
import { decodeRows, encodeRows } from './json-lines.ts';
import { claimDirectory, describeHolder } from './owner-file.ts';
import { insertSettings } from './settings.ts';
import { openSpool } from './spool.ts';
import { quoteName, quoteText, settingsClause } from './sql-text.ts';
import type { Store } from './store.ts';
import type { StoreOptions } from './store-location.ts';

const UNIT = 'storage/embedded';
const DATABASE = 'breakwater';

/** Opens a directory or memory; see `openStore`. One directory per process, one process per directory. */
export async function openEmbeddedStore(
  options: Exclude<StoreOptions, { kind: 'server' }>,
  now: () => number,
): Promise<Store> {
  if (!isMainThread) {
    throw new AppError(
      'internal',
      `${UNIT}: the engine crashes in worker threads; open it in the main thread`,
    );
  }
  const isMemory = options.kind === 'memory';
  const directory = isMemory ? mkdtempSync(join(tmpdir(), 'breakwater-')) : takeDirectory(options.directory);
  const removeMemory = () => {
    if (isMemory) rmSync(directory, { recursive: true, force: true });
  };
  let engine: ChdbEngine;
  try {
    engine = openEngine(directory);
  } catch (error) {
    removeMemory();
    throw error;
  }
  const release = claimDirectory(directory, now);
  const spool = openSpool(directory);
  const leave = () => {
    spool.close();
    release();
    removeMemory();
  };
  const atExit = (code: number) => {
    const isClosed = engine.closeIfIdle();
    leave();
    if (!isClosed) endAtOnce(code);
  };
  process.on('exit', atExit);
  let closing: Promise<void> | undefined;

  return {
    location: isMemory ? 'memory' : directory,
    async command(sql, params) {
      await engine.run(sql, 'Null', params);
    },
    async rows(sql, params) {
      return decodeRows(await engine.run(sql, 'JSONEachRow', params));
    },
    async *batches(sql, params) {
      for await (const chunk of engine.stream(sql, 'ArrowStream', params))
        yield* RecordBatchReader.from(chunk);
    },
    async insertArrow(table, ipc, { token = randomUUID() } = {}) {
      const columns = ipcColumns(ipc).map(quoteName).join(', ');
      const settings = settingsClause(insertSettings(token));
      await spool.withFile(ipc, (path) =>
        engine.run(
          `INSERT INTO ${quoteName(table)} (${columns}) SETTINGS ${settings} SELECT ${columns} FROM file(${quoteText(path)}, 'ArrowStream')`,
          'Null',
        ),
      );
    },
    async insertRows(table, rows, { token = randomUUID() } = {}) {
      if (rows.length === 0) return;
      await engine.insertLines(table, encodeRows(rows), insertSettings(token));
    },
    close() {
      closing ??= engine.close().finally(() => {
        process.removeListener('exit', atExit);
        leave();
      });
      return closing;
    },
  };
}

/**
 * Ends the process without the engine's own teardown, which waits for running queries, hangs or crashes beneath them.
 * What is stored stays whole, as after a kill; replacing the process is the one way that keeps its exit code.
 */
function endAtOnce(code: number): void {
  process.execve?.(process.execPath, [process.execPath, '-e', `process.exit(${code})`]);
}

function takeDirectory(path: string): string {
  const directory = resolve(path);
  let names: readonly string[];
  try {
    mkdirSync(directory, { recursive: true });
    names = readdirSync(directory);
  } catch (cause) {
    throw new AppError('bad-config', `${UNIT}: ${directory} cannot be used as a directory`, {
      cause,
      fix: 'Give a directory that you may write to, or a path where one can be made.',
    });
  }
  // The engine's lock file comes before its first metadata, and goes when the store is closed.
  if (names.length > 0 && !names.includes('metadata') && !names.includes('status')) {
    throw new AppError('bad-config', `${UNIT}: ${directory} holds other files and no store`, {
      fix: 'Give an empty directory, or a path where one can be made.',
    });
  }
  return directory;
}

function openEngine(directory: string): ChdbEngine {
  try {
    return openChdbEngine(directory, DATABASE);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (message.includes('one active data directory')) {
      throw new AppError('store-in-use', `${UNIT}: this process has another store open: ${message}`, {
        cause,
        fix: 'Close that store first; the embedded engine takes one directory per process.',
      });
    }
    const holder = describeHolder(directory);
    if (holder !== undefined) {
      throw new AppError('store-in-use', `${UNIT}: ${directory} is in use by ${holder}`, {
        cause,
        fix: 'Wait for that process or stop it; or use another directory, or a ClickHouse server.',
      });
    }
    throw new AppError('store-broken', `${UNIT}: ${directory} cannot be opened: ${message}`, {
      cause,
      fix: 'The engine says why on stderr. If the directory is damaged, restore it or start with an empty one.',
    });
  }
}
