/** Traces and edges of a job, into the store and out of it. */
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { type EdgeList, NO_OWNER, type TraceColumns } from '../../mining/index.ts';
import type { Store } from '../../storage/index.ts';
import { column } from '../column.ts';

/** Rows of one insert, below the engine's limit for all or nothing. */
const CHUNK = 1_000_000;

type Columns = Readonly<Record<string, Uint32Array | Float64Array | BigUint64Array>>;

/** Writes columns of equal length; done again with the same token prefix it changes nothing. */
async function insertColumns(
  store: Store,
  table: 'mining_rows' | 'mining_edges',
  { length, columns, token }: { readonly length: number; readonly columns: Columns; readonly token: string },
): Promise<void> {
  for (let from = 0; from < length; from += CHUNK) {
    const to = Math.min(from + CHUNK, length);
    const chunk = Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, values.slice(from, to)]),
    );
    await store.insertArrow(table, tableToIPC(tableFromArrays(chunk), 'stream'), {
      token: `${token} ${from}`,
    });
  }
}

export async function writeJobRows(
  store: Store,
  job: bigint,
  { columns, owners }: { readonly columns: TraceColumns; readonly owners: Uint32Array | null },
): Promise<void> {
  const { length, bucket, at, account } = columns;
  const owner = bucket.slice(0, length).map((of) => owners?.[of] ?? NO_OWNER);
  const jobs = new BigUint64Array(length).fill(job);
  const all = { job: jobs, bucket, at, account, owner };
  await insertColumns(store, 'mining_rows', { length, columns: all, token: `rows ${job}` });
}

/** The job's traces in miners' order, and the owner of each bucket. */
export async function readJobRows(
  store: Store,
  job: string,
  rows: number,
): Promise<{ readonly columns: TraceColumns; readonly owners: Uint32Array }> {
  const columns = {
    length: 0,
    bucket: new Uint32Array(rows),
    at: new Float64Array(rows),
    account: new Uint32Array(rows),
  };
  const owner = new Uint32Array(rows);
  let length = 0;
  for await (const batch of store.batches(SELECT_ROWS, { job })) {
    length += batch.numRows;
    if (length > rows) break;
    const from = length - batch.numRows;
    columns.bucket.set(column(batch, 'bucket', 'uint32'), from);
    columns.at.set(column(batch, 'at', 'float64'), from);
    columns.account.set(column(batch, 'account', 'uint32'), from);
    owner.set(column(batch, 'owner', 'uint32'), from);
  }
  const buckets = length === 0 || length > rows ? 0 : (columns.bucket[length - 1] as number) + 1;
  const owners = new Uint32Array(buckets).fill(NO_OWNER);
  for (let row = 0; row < Math.min(length, rows); row += 1)
    owners[columns.bucket[row] as number] = owner[row] as number;
  return { columns: { ...columns, length }, owners };
}

export async function writeJobEdges(store: Store, job: string, part: number, edges: EdgeList): Promise<void> {
  const { length, a, b, meetings, surprise, firstAt, lastAt } = edges;
  const jobs = new BigUint64Array(length).fill(BigInt(job));
  const columns = { job: jobs, a, b, meetings, surprise, first_at: firstAt, last_at: lastAt };
  await insertColumns(store, 'mining_edges', { length, columns, token: `edges ${job} ${part}` });
}

/** The edges of all parts, in order of (a, b). */
export async function readJobEdges(store: Store, job: bigint): Promise<EdgeList> {
  const parts: EdgeList[] = [];
  for await (const batch of store.batches(SELECT_EDGES, { job })) {
    parts.push({
      length: batch.numRows,
      a: column(batch, 'a', 'uint32'),
      b: column(batch, 'b', 'uint32'),
      meetings: column(batch, 'meetings', 'uint32'),
      surprise: column(batch, 'surprise', 'float64'),
      firstAt: column(batch, 'first_at', 'float64'),
      lastAt: column(batch, 'last_at', 'float64'),
    });
  }
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const edges = {
    length,
    a: new Uint32Array(length),
    b: new Uint32Array(length),
    meetings: new Uint32Array(length),
    surprise: new Float64Array(length),
    firstAt: new Float64Array(length),
    lastAt: new Float64Array(length),
  };
  let from = 0;
  for (const part of parts) {
    for (const name of ['a', 'b', 'meetings', 'surprise', 'firstAt', 'lastAt'] as const)
      edges[name].set(part[name], from);
    from += part.length;
  }
  return edges;
}

/** Forgets a job. */
export async function dropJob(store: Store, job: bigint): Promise<void> {
  for (const table of ['mining_rows', 'mining_edges', 'mining_parts'])
    await store.command(`ALTER TABLE ${table} DROP PARTITION {job:UInt64}`, { job });
}

const SELECT_ROWS = `SELECT bucket, at, account, owner FROM mining_rows
WHERE job = {job:UInt64} ORDER BY bucket, at, account`;

// FINAL: a part that two workers mined counts once.
const SELECT_EDGES = `SELECT a, b, meetings, surprise, first_at, last_at FROM mining_edges FINAL
WHERE job = {job:UInt64} ORDER BY a, b`;
