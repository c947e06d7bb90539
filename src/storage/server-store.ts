/** The store over a ClickHouse server, through its official client. */
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createClient } from '@clickhouse/client';
import { AppError } from '../contract/index.ts';
import { ipcColumns } from './arrow-ipc.ts';
import { decodeRows, encodeRows } from './json-lines.ts';
import { ensureDatabase, type Login, loginOptions, SILENT, serverError } from './server-connection.ts';
import { readAll, readBatches } from './server-stream.ts';
import { insertSettings, PINNED_SETTINGS } from './settings.ts';
import { quoteName } from './sql-text.ts';
import type { Store, TableName } from './store.ts';
import type { StoreOptions } from './store-location.ts';

const UNIT = 'storage/server';
const DATABASE = 'breakwater';
/** Long enough for the longest query of a detection cycle; a dead server is noticed by its closed connection. */
const REQUEST_TIMEOUT_MS = 3_600_000;

/** Connects to a server and makes the database if it is missing; see `openStore`. */
export async function openServerStore(options: Extract<StoreOptions, { kind: 'server' }>): Promise<Store> {
  const database = options.database ?? DATABASE;
  const location = `${options.url}/${database}`;
  const login: Login = {
    url: options.url,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  };
  await ensureDatabase(login, database);
  const client = createClient({
    ...loginOptions(login),
    database,
    log: SILENT,
    request_timeout: REQUEST_TIMEOUT_MS,
    // A thread that mined for a while would use connections that the server has closed meanwhile.
    keep_alive: { eagerly_destroy_stale_sockets: true },
    // A query whose reader has gone stops.
    clickhouse_settings: { ...PINNED_SETTINGS, cancel_http_readonly_queries_on_client_close: 1 },
  });
  let closed = false;

  async function attempt<T>(sql: string, task: () => Promise<T>): Promise<T> {
    if (closed) throw failure(sql, undefined);
    try {
      return await task();
    } catch (cause) {
      throw failure(sql, cause);
    }
  }

  function failure(sql: string, cause: unknown): AppError {
    if (closed) return new AppError('cancelled', `${UNIT}: the store was closed`, { cause });
    return serverError(location, sql, cause);
  }

  async function insert(
    table: TableName,
    columns: readonly string[],
    format: string,
    bytes: Uint8Array,
    token: string,
  ): Promise<void> {
    const list = columns.length === 0 ? '' : ` (${columns.map(quoteName).join(', ')})`;
    const query = `INSERT INTO ${quoteName(table)}${list} FORMAT ${format}`;
    await attempt(query, async () => {
      // One chunk: Readable.from would take a Uint8Array for a list of numbers.
      const values = Readable.from([bytes]);
      const { stream } = await client.exec({ query, values, clickhouse_settings: insertSettings(token) });
      await readAll(stream);
    });
  }

  return {
    location,
    async command(query, params) {
      await attempt(query, () => client.command({ query, query_params: { ...params } }));
    },
    async rows(query, params) {
      return attempt(query, async () => {
        const { stream } = await client.exec({
          query: `${query}\nFORMAT JSONEachRow`,
          query_params: { ...params },
        });
        return decodeRows(await readAll(stream));
      });
    },
    async *batches(sql, params) {
      const query = `${sql}\nFORMAT ArrowStream`;
      const { stream } = await attempt(sql, () => client.exec({ query, query_params: { ...params } }));
      try {
        yield* readBatches(stream);
      } catch (cause) {
        throw failure(sql, cause);
      }
    },
    insertArrow: async (table, ipc, { token = randomUUID() } = {}) =>
      insert(table, ipcColumns(ipc), 'ArrowStream', ipc, token),
    async insertRows(table, rows, { token = randomUUID() } = {}) {
      if (rows.length > 0) await insert(table, [], 'JSONEachRow', encodeRows(rows), token);
    },
    async close() {
      closed = true;
      await client.close();
    },
  };
}
