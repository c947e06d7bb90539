/** Reaching a ClickHouse server: the first contact, and what a failed one means. */
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { AppError, tlsRefusal } from '../contract/index.ts';
import { engineError } from './engine-error.ts';
import { type ServerTls, tlsOptions } from './server-tls.ts';
import { quoteName } from './sql-text.ts';

const UNREACHABLE = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
/** The client would print every error that it throws. */
export const SILENT = { level: ClickHouseLogLevel.OFF } as const;
const FIRST_CONTACT_TIMEOUT_MS = 30_000;

/** What the client needs to log in. */
export interface Login {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: ServerTls;
}

/** The same as the client's options. Each client needs options of its own: closing it closes their connections. */
export function loginOptions({ tls, ...login }: Login) {
  return { ...login, ...(tls === undefined ? {} : tlsOptions(tls, login)) };
}

/** What went wrong with a request, as an `AppError`. `location` has no credentials in it. */
export function serverError(location: string, sql: string, cause: unknown): AppError {
  const refusal = tlsRefusal(cause, 'store.tls');
  if (refusal !== undefined)
    return new AppError('store-refused', `storage/server: no TLS with ${location}: ${refusal.reason}`, {
      cause,
      fix: refusal.fix,
    });
  const isNetwork =
    cause instanceof Error &&
    'code' in cause &&
    typeof cause.code === 'string' &&
    UNREACHABLE.has(cause.code);
  const isTimeout = cause instanceof Error && /socket hang up|timeout error/i.test(cause.message);
  if (!isNetwork && !isTimeout) return engineError('storage/server', sql, cause);
  const reason = isNetwork && 'code' in cause ? cause.code : cause.message;
  return new AppError('store-unreachable', `storage/server: no answer from ${location} (${reason})`, {
    cause,
    fix: 'Check that the server runs and that host and port are right: the HTTP port (8123, or 8443 with TLS) is meant.',
  });
}

/** Makes the database if it is missing; a user who may not create databases can use one that is there. */
export async function ensureDatabase(login: Login, database: string): Promise<void> {
  const sql = `CREATE DATABASE IF NOT EXISTS ${quoteName(database)}`;
  // Without a database of its own: the server refuses requests that name one which is not there.
  const client = createClient({
    ...loginOptions(login),
    request_timeout: FIRST_CONTACT_TIMEOUT_MS,
    log: SILENT,
  });
  try {
    const found = await client.query({
      query: 'SELECT name FROM system.databases WHERE name = {database:String}',
      query_params: { database },
      format: 'JSONEachRow',
    });
    if ((await found.json()).length === 0) await client.command({ query: sql });
  } catch (cause) {
    throw serverError(`${login.url}/${database}`, sql, cause);
  } finally {
    await client.close();
  }
}
