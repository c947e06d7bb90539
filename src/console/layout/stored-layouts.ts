/** Layouts in the store: read back by account, written once for a cluster of a run. */
import type { Store } from '../../storage/index.ts';
import { numbersOf, readColumns, textsOf } from '../evidence/columns.ts';
import { MEMBERS } from '../evidence/member-acts.ts';
import { MEMBER_EDGES } from '../evidence/member-edges.ts';
import type { Layout, LayoutInput } from './compute-layout.ts';

export interface ClusterName {
  readonly runId: string;
  readonly clusterId: string;
}

/** The ties that hold the picture together; more change nothing that can be seen. */
const MOST_PAIRS = 200_000;

const STORED = `
SELECT account_ids, x, y, community FROM layouts FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}`;

const IDS = `SELECT account_id FROM (${MEMBERS}) ORDER BY account_id`;

const PAIRS = `
SELECT account_a, account_b, sum(surprise_nats) AS nats
FROM ${MEMBER_EDGES} AND surprise_nats > 0
GROUP BY account_a, account_b
ORDER BY nats DESC, account_a, account_b
LIMIT {most:UInt32}`;

const paramsOf = ({ runId, clusterId }: ClusterName) => ({ run: runId, cluster: clusterId });

/** By account: [x, y, community]. Null where none is stored. */
export async function readLayout(
  store: Store,
  name: ClusterName,
): Promise<ReadonlyMap<string, readonly [number, number, number]> | null> {
  const [row] = await store.rows(STORED, paramsOf(name));
  if (row === undefined) return null;
  const [x, y, community] = [row.x, row.y, row.community] as (readonly number[])[];
  return new Map(
    (row.account_ids as readonly string[]).map((id, i) => [
      id,
      [x?.[i] ?? 0, y?.[i] ?? 0, community?.[i] ?? 0] as const,
    ]),
  );
}

/** Writing the same cluster again is a no-op. */
export async function writeLayout(
  store: Store,
  name: ClusterName,
  { ids, layout, now }: { readonly ids: readonly string[]; readonly layout: Layout; readonly now: number },
): Promise<void> {
  const { runId: run_id, clusterId: cluster_id } = name;
  const row = {
    run_id,
    cluster_id,
    account_ids: ids,
    x: [...layout.x],
    y: [...layout.y],
    community: [...layout.community],
    made_at: now,
  };
  await store.insertRows('layouts', [row], { token: JSON.stringify(['layout', run_id, cluster_id]) });
}

/** What a layout is computed from: the members, sorted by id, and the strongest of their ties. */
export async function readLayoutInput(
  store: Store,
  name: ClusterName,
): Promise<{ readonly ids: readonly string[]; readonly input: LayoutInput }> {
  const params = paramsOf(name);
  const ids = (await store.rows(IDS, params)).map(({ account_id }) => String(account_id));
  const pairs = await readColumns(store, PAIRS, { ...params, most: MOST_PAIRS }, [
    'account_a',
    'account_b',
    'nats',
  ]);
  const numbers = new Map(ids.map((id, i) => [id, i]));
  const nodesOf = (column: readonly string[]) => Uint32Array.from(column, (id) => numbers.get(id) ?? 0);
  return {
    ids,
    input: {
      nodes: ids.length,
      a: nodesOf(textsOf(pairs.account_a)),
      b: nodesOf(textsOf(pairs.account_b)),
      nats: Float64Array.from(numbersOf(pairs.nats)),
    },
  };
}
