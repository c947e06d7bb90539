/** The graph of a cluster in columns: members, the strongest edges between them, and, where asked for, who is one step further out. */
import type { Store } from '../../storage/index.ts';
import type { Graph } from '../contract/index.ts';
import { initialLayout } from '../layout/initial-layout.ts';
import { readLayout } from '../layout/stored-layouts.ts';
import { type Columns, numbersOf, readColumns, textsOf } from './columns.ts';
import { addOutsiders, expandEdges } from './expand.ts';
import type { FoundCluster } from './find-cluster.ts';
import { masked } from './masking.ts';
import { MEMBERS } from './member-acts.ts';
import { MEMBER_EDGES } from './member-edges.ts';

const NODES = `
SELECT account_id, membership, substringUTF8(ifNull(handle, ''), 1, 200) AS shown
FROM (${MEMBERS}) AS member
LEFT JOIN (
  SELECT account_id, argMax(handle, (observed_at, row_hash)) AS handle FROM accounts
  WHERE account_key IN (SELECT sipHash64(account_id) FROM (${MEMBERS})) GROUP BY account_id
) AS profile USING (account_id)
ORDER BY account_id`;

const COUNT = `SELECT toUInt32(count()) AS edges FROM ${MEMBER_EDGES}`;

/** The ends as places in the sorted members: the engine counts faster than strings are decoded. */
const NUMBERED = `SELECT account_id, toUInt32(row_number() OVER (ORDER BY account_id)) - 1 AS place FROM (${MEMBERS})`;

const EDGES = `
SELECT one.place AS a, other.place AS b, toString(trace) AS kind, meetings, round(surprise_nats, 3) AS nats, first_at, last_at
FROM (
  SELECT account_a, account_b, trace, meetings, surprise_nats, first_at, last_at FROM ${MEMBER_EDGES}
  ORDER BY surprise_nats DESC, account_a, account_b, trace LIMIT {most:UInt32}
) AS edge
INNER JOIN (${NUMBERED}) AS one ON edge.account_a = one.account_id
INNER JOIN (${NUMBERED}) AS other ON edge.account_b = other.account_id
ORDER BY nats DESC, a, b, kind`;

export const EDGE_COLUMNS = ['a', 'b', 'kind', 'meetings', 'nats', 'first_at', 'last_at'] as const;
export type EdgeColumns = Columns<(typeof EDGE_COLUMNS)[number]>;

export interface GraphInput {
  readonly cluster: FoundCluster;
  readonly maxEdges: number;
  /** Accounts whose partners are added. */
  readonly expand: readonly string[];
  readonly unmasked: boolean;
}

/** Says `initial` where no layout is stored. O(nodes + edges). */
export async function clusterGraph(
  store: Store,
  { cluster, maxEdges, expand, unmasked }: GraphInput,
): Promise<Graph> {
  const { runId, clusterId } = cluster;
  const params = { run: runId, cluster: clusterId };
  const [nodes, [count], edges, stored, further] = await Promise.all([
    readColumns(store, NODES, params, ['account_id', 'membership', 'shown']),
    store.rows(COUNT, params),
    readColumns(store, EDGES, { ...params, most: maxEdges }, EDGE_COLUMNS),
    readLayout(store, cluster),
    expand.length === 0 ? null : expandEdges(store, params, expand),
  ]);
  const id = [...textsOf(nodes.account_id)];
  const graph: Graph = {
    layout: stored === null ? 'initial' : 'stored',
    ...withTraces(edges),
    communities: 0,
    nodes: {
      id,
      handle: textsOf(nodes.shown).map((handle) => shownHandle(handle, unmasked)),
      ...positions(id, edges, stored),
      membership: textsOf(nodes.membership).map((membership) => (membership === 'core' ? 1 : 0)),
    },
    edges_cut: Number(count?.edges ?? 0) - edges.length,
  };
  const communities = graph.nodes.community.reduce((most, community) => Math.max(most, community + 1), 0);
  if (further !== null) addOutsiders(graph, further, unmasked);
  return { ...graph, communities };
}

export const shownHandle = (handle: string, unmasked: boolean): string =>
  unmasked || handle === '' ? handle : (masked(handle) ?? '');

const places = (value: number): number => Math.round(value * 1e4) / 1e4;

function positions(
  id: readonly string[],
  edges: EdgeColumns,
  stored: Awaited<ReturnType<typeof readLayout>>,
): Pick<Graph['nodes'], 'x' | 'y' | 'community'> {
  if (stored !== null) {
    const of = (axis: 0 | 1 | 2) => id.map((node) => stored.get(node)?.[axis] ?? 0);
    return { x: of(0).map(places), y: of(1).map(places), community: of(2) };
  }
  const { x, y, community } = initialLayout({
    nodes: id.length,
    a: Uint32Array.from(numbersOf(edges.a)),
    b: Uint32Array.from(numbersOf(edges.b)),
  });
  return { x: Array.from(x, places), y: Array.from(y, places), community: [...community] };
}

function withTraces(edges: EdgeColumns): Pick<Graph, 'traces' | 'edges'> {
  const traces = [...new Set(textsOf(edges.kind))].sort();
  const numberOf = new Map(traces.map((trace, i) => [trace, i]));
  return {
    traces,
    edges: {
      a: [...numbersOf(edges.a)],
      b: [...numbersOf(edges.b)],
      trace: textsOf(edges.kind).map((kind) => numberOf.get(kind) ?? 0),
      meetings: [...numbersOf(edges.meetings)],
      nats: [...numbersOf(edges.nats)],
      first_at: [...numbersOf(edges.first_at)],
      last_at: [...numbersOf(edges.last_at)],
    },
  };
}
