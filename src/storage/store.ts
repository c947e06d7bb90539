/** The store as the other rooms see it: one interface, two engines (embedded and server). */
import type { RecordBatch } from 'apache-arrow';

/** Values bound to `{name:Type}` placeholders. Dates are passed as epoch milliseconds with `fromUnixTimestamp64Milli`. */
export type QueryParams = Readonly<
  Record<string, string | number | bigint | boolean | readonly (string | number | bigint)[]>
>;

/** Tables that rows are inserted into. */
export type TableName =
  | 'actions'
  | 'accounts'
  | 'reports'
  | 'dead_letters'
  | 'offsets'
  | 'runs'
  | 'traces'
  | 'edges'
  | 'clusters'
  | 'members'
  | 'verdicts'
  | 'campaigns'
  | 'campaign_members'
  | 'claims'
  | 'leases'
  | 'published_verdicts'
  | 'mining_rows'
  | 'mining_edges'
  | 'mining_parts'
  | 'scratch_keys'
  | 'acts'
  | 'users'
  | 'sessions'
  | 'api_tokens'
  | 'honest_marks'
  | 'layouts'
  | 'sanction_plans'
  | 'sanction_ledger'
  | 'sanction_deliveries'
  | 'report_deliveries';

/** A ClickHouse, embedded or served. All methods reject with `AppError`; a failed query never disturbs the next one. */
export interface Store {
  /** Where it is, for people: a directory, `memory`, or a URL without credentials. */
  readonly location: string;
  /** Runs a statement without a result. */
  command(sql: string, params?: QueryParams): Promise<void>;
  /**
   * All rows of a query as objects. 64-bit integers arrive as decimal strings, times as ISO 8601 in UTC
   * (`2026-05-01T03:00:05.120Z`), other numbers as numbers. For small results.
   */
  rows(sql: string, params?: QueryParams): Promise<readonly Record<string, unknown>[]>;
  /**
   * A result as Arrow record batches, as they arrive; for large results. Breaking off the loop frees the query.
   * Several may be read at once, beside other statements. `DateTime64(3)` is epoch milliseconds, LowCardinality is
   * plain text; bytes that are no text keep their digits only as `CAST(x AS FixedString(n))`.
   */
  batches(sql: string, params?: QueryParams): AsyncIterable<RecordBatch>;
  /**
   * Inserts one Arrow IPC stream (its columns by name; missing columns take their default).
   * All or nothing for up to 1,048,449 rows of one partition. A repeated `token` is a no-op
   * for as long as the table remembers its last 10,000 inserts; without one, equal rows are inserted again.
   */
  insertArrow(table: TableName, ipc: Uint8Array, options?: { readonly token?: string }): Promise<void>;
  /**
   * Inserts a few rows as objects (keys are columns); for small tables.
   * Times are epoch milliseconds or ISO 8601, bigints are fine, a key that is no column is an error. `token` as above.
   */
  insertRows(
    table: TableName,
    rows: readonly Readonly<Record<string, unknown>>[],
    options?: { readonly token?: string },
  ): Promise<void>;
  /** Cancels what still runs (its callers get `cancelled`) and frees the directory or the connections. */
  close(): Promise<void>;
}
