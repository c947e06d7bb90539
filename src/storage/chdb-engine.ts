/**
 * ClickHouse inside this process: sessions of `chdb`, with the guards that its own connection lacks.
 * Statements run one at a time on the main session; each stream has a session of its own, since any other
 * query on a session ends its stream. A session costs 0.1 ms, so after an error the main one is replaced:
 * the remains of a failed result would be put before the next one.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { drainPending, Session } from 'chdb';
import { AppError } from '../contract/index.ts';
import { engineError } from './engine-error.ts';
import { createMutex } from './mutex.ts';
import { PINNED_SETTINGS } from './settings.ts';
import { quoteName } from './sql-text.ts';
import type { QueryParams } from './store.ts';

const UNIT = 'storage/embedded';
const KILL_OTHERS = 'KILL QUERY WHERE query_id != queryID() ASYNC';
const KILL_AGAIN_MS = 50;

export interface ChdbEngine {
  /** Runs one statement; its whole output in `format`. */
  run(sql: string, format: string, params?: QueryParams): Promise<Uint8Array>;
  /** Inserts JSONEachRow bytes. */
  insertLines(
    table: string,
    lines: Buffer,
    settings: Readonly<Record<string, string | number>>,
  ): Promise<void>;
  /** The output of a query in pieces, each a whole document in `format`. */
  stream(sql: string, format: string, params?: QueryParams): AsyncGenerator<Uint8Array>;
  /** Cancels what runs (its callers get `cancelled`) and gives the directory free. */
  close(): Promise<void>;
  /** The same in the last moment of a process, when nothing can be awaited: closes unless something runs; did it? */
  closeIfIdle(): boolean;
}

/** Opens the engine on a directory; throws what `chdb` throws, for instance when another process has it. */
export function openChdbEngine(directory: string, database: string): ChdbEngine {
  const connectionArgs = Object.entries(PINNED_SETTINGS).map(([name, value]) => `--${name}=${value}`);
  const mutex = createMutex();
  const streams = new Set<Session>();
  let closed = false;
  let running = 0;
  let main = openSession(`CREATE DATABASE IF NOT EXISTS ${quoteName(database)}`);

  function openSession(...statements: readonly string[]): Session {
    const session = new Session(directory, { connectionArgs });
    try {
      for (const sql of [...statements, `USE ${quoteName(database)}`]) session.query(sql);
      return session;
    } catch (cause) {
      session.close();
      throw cause;
    }
  }

  async function counted<T>(sql: string, task: () => Promise<T>): Promise<T> {
    if (closed) throw closedError();
    running += 1;
    try {
      return await task();
    } catch (cause) {
      throw closed ? closedError(cause) : engineError(UNIT, sql, cause);
    } finally {
      running -= 1;
    }
  }

  function onMain<T>(sql: string, task: (session: Session) => Promise<T>): Promise<T> {
    return mutex.run(async () => {
      try {
        return await counted(sql, () => task(main));
      } catch (error) {
        if (!closed) {
          const next = openSession();
          main.close();
          main = next;
        }
        throw error;
      }
    });
  }

  function killRunning(): void {
    const killer = new Session(directory);
    killer.query(KILL_OTHERS);
    killer.close();
  }

  async function* stream(sql: string, format: string, params?: QueryParams): AsyncGenerator<Uint8Array> {
    if (closed) throw closedError();
    const session = openSession();
    streams.add(session);
    try {
      // chdb sets parameters for the process while a statement starts: never beside another bound statement.
      const start = async () => session.queryStreamBind(sql, chdbParams(params), { format });
      const cursor = await mutex.run(() => counted(sql, start));
      const chunks = cursor[Symbol.asyncIterator]();
      for (;;) {
        const next = await counted(sql, () => chunks.next());
        if (next.done === true) break;
        yield next.value.raw();
      }
      // Closing the store ends a cursor quietly; a cut result must not pass for a whole one.
      if (closed) throw closedError();
    } finally {
      streams.delete(session);
      session.close();
    }
  }

  function closeSessions(): void {
    for (const session of streams) session.close();
    main.close();
  }

  return {
    run: (sql, format, params) =>
      onMain(sql, async (session) => {
        const result =
          params === undefined
            ? await session.queryAsync(sql, { format })
            : await session.queryBindAsync(sql, chdbParams(params), { format });
        return result.bytes();
      }),
    insertLines: (table, values, settings) =>
      onMain(`INSERT INTO ${table}`, async (session) => {
        await session.insert({ table, values, format: 'JSONEachRow', settings });
      }),
    stream,
    async close() {
      closed = true;
      // A statement may have been handed over and not yet started: kill until nothing is left.
      while (running > 0) {
        killRunning();
        await delay(KILL_AGAIN_MS);
      }
      closeSessions();
      await drainPending();
    },
    closeIfIdle() {
      closed = true;
      if (running > 0) return false;
      closeSessions();
      return true;
    },
  };
}

function closedError(cause?: unknown): AppError {
  return new AppError('cancelled', `${UNIT}: the store was closed`, { cause });
}

/** `chdb` writes booleans as words, which only `Bool` takes; 1 and 0 suit every type. */
function chdbParams(params: QueryParams = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value]),
  );
}
