/** Rows of trace sources, read out of the engine with names for people. */
import type { ActionEvent } from '../../src/contract/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { TRACE_SOURCES, type TraceSource } from '../../src/traces/index.ts';

export const T = Date.UTC(2026, 4, 2, 10);
const ALL = { from: 0, to: T + 86_400_000 };

export interface TraceRow {
  readonly kind: string;
  readonly bucket: bigint;
  readonly at: number;
  readonly account: bigint;
  readonly owner: bigint | null;
}

/** A source's rows, with the names of their kinds. */
export async function read(store: Store, source: TraceSource, window = ALL): Promise<readonly TraceRow[]> {
  const rows: TraceRow[] = [];
  for await (const batch of store.batches(source.select, window))
    for (const row of batch)
      rows.push({
        kind: source.kinds[row.kind]?.name ?? `no kind ${row.kind}`,
        bucket: row.bucket,
        at: row.at,
        account: row.account,
        owner: row.owner ?? null,
      });
  return rows;
}

export const sourceOf = (name: string): TraceSource => {
  const source = TRACE_SOURCES.find(({ kinds }) => kinds.some((kind) => kind.name === name));
  if (source === undefined) throw new Error(`no source gives ${name}`);
  return source;
};
/** Accounts per bucket of one kind, in the order of the rows. */
export async function accountsByBucket(store: Store, kind: string): Promise<readonly (readonly string[])[]> {
  const names = new Map(
    (
      await store.rows(
        'SELECT toString(account_key) AS key, account_id AS id FROM actions UNION DISTINCT SELECT toString(account_key) AS key, account_id AS id FROM accounts',
      )
    ).map(({ key, id }) => [String(key), String(id)]),
  );
  const buckets = new Map<bigint, string[]>();
  for (const row of await read(store, sourceOf(kind)))
    if (row.kind === kind) {
      const list = buckets.get(row.bucket) ?? [];
      list.push(names.get(String(row.account)) ?? '?');
      buckets.set(row.bucket, list);
    }
  return [...buckets.values()].map((list) => list.sort()).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

let ids = 0;
/** A like with an id and a target of its own. */
export const act = (account_id: string, fields: Partial<ActionEvent> = {}): ActionEvent => {
  ids += 1;
  return {
    type: 'action',
    event_id: `e${ids}`,
    account_id,
    action: 'like',
    target_id: `target of e${ids}`,
    occurred_at: T,
    ...fields,
  };
};
