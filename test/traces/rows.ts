/** Rows of trace sources, out of what the engine holds, with names for people. */
import type { ActionEvent } from '../../src/contract/index.ts';
import { readFacts } from '../../src/detection/facts/read-facts.ts';
import type { Store } from '../../src/storage/index.ts';
import { NONE, TRACE_SOURCES, type TraceSource } from '../../src/traces/index.ts';

export const T = Date.UTC(2026, 4, 2, 10);
const ALL = { from: 0, to: T + 86_400_000 };

export interface TraceRow {
  readonly kind: string;
  /** The key of its bucket, and the bucket's number within the kind. */
  readonly bucket: bigint;
  readonly number: number;
  readonly at: number;
  readonly account: bigint;
  readonly owner: number | null;
}

/** A source's rows, with the names of their kinds. */
export async function read(store: Store, source: TraceSource, window = ALL): Promise<readonly TraceRow[]> {
  const { facts, accounts } = await readFacts(store, window);
  return source.rows(facts).flatMap(({ length, bucket, at, account, bucketKeys, owners }, kind) =>
    Array.from({ length }, (_, row): TraceRow => {
      const owner = owners?.[bucket[row] as number] ?? NONE;
      return {
        kind: source.kinds[kind]?.name ?? `no kind ${kind}`,
        bucket: bucketKeys[bucket[row] as number] as bigint,
        number: bucket[row] as number,
        at: at[row] as number,
        account: accounts.keys[account[row] as number] as bigint,
        owner: owner === NONE ? null : owner,
      };
    }),
  );
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
