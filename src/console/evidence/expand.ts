/** One step out of a cluster: the partners of some accounts that are no members, by edges of the same run. */
import type { Store } from '../../storage/index.ts';
import type { Graph } from '../contract/index.ts';
import { type Columns, numbersOf, readColumns, textsOf } from './columns.ts';
import { masked } from './masking.ts';
import { MEMBERS } from './member-acts.ts';

/** Of popular accounts the strongest edges; more outsiders hide what they are asked for. */
const MOST_EDGES = 2_000;

// FINAL: a run that was cut off while it was saved may stand there twice.
const FURTHER = `
WITH
  asked AS (SELECT arrayJoin({asked:Array(String)}) AS account_id),
  cluster AS (SELECT account_id FROM (${MEMBERS})),
  found AS (
    SELECT account_a, account_b, toString(trace) AS kind, meetings, round(surprise_nats, 3) AS nats, first_at, last_at
    FROM edges FINAL
    WHERE run_id = {run:String} AND (account_a IN (SELECT account_id FROM asked) OR account_b IN (SELECT account_id FROM asked))
      AND NOT (account_a IN (SELECT account_id FROM cluster) AND account_b IN (SELECT account_id FROM cluster))
    ORDER BY nats DESC, account_a, account_b, kind LIMIT {most:UInt32}
  )
SELECT *, toString(sipHash64(account_a)) AS key_a, toString(sipHash64(account_b)) AS key_b FROM found`;

/** By key, as thousands of long ids are more than a parameter holds. */
const HANDLES = `
SELECT account_id, substringUTF8(ifNull(argMax(handle, (observed_at, row_hash)), ''), 1, 200) AS handle
FROM accounts WHERE account_key IN (SELECT arrayJoin({keys:Array(UInt64)})) GROUP BY account_id`;

const COLUMNS = [
  'account_a',
  'account_b',
  'key_a',
  'key_b',
  'kind',
  'meetings',
  'nats',
  'first_at',
  'last_at',
] as const;

export interface FurtherEdges {
  readonly edges: Columns<(typeof COLUMNS)[number]>;
  readonly handles: ReadonlyMap<string, string>;
}

export async function expandEdges(
  store: Store,
  params: { readonly run: string; readonly cluster: string },
  asked: readonly string[],
): Promise<FurtherEdges> {
  const edges = await readColumns(store, FURTHER, { ...params, asked, most: MOST_EDGES }, COLUMNS);
  const keys = [...new Set([...textsOf(edges.key_a), ...textsOf(edges.key_b)])].map(BigInt);
  const rows = keys.length === 0 ? [] : await store.rows(HANDLES, { keys });
  return { edges, handles: new Map(rows.map((row) => [String(row.account_id), String(row.handle)])) };
}

/** Outsiders lie around the first node that they are tied to, and are drawn in its community. Changes the graph in place. */
export function addOutsiders(graph: Graph, { edges, handles }: FurtherEdges, unmasked: boolean): void {
  const { nodes } = graph;
  const placeOf = new Map(nodes.id.map((id, place) => [id, place]));
  const nodeFor = (id: string, partner: string): number => {
    const known = placeOf.get(id);
    if (known !== undefined) return known;
    const near = placeOf.get(partner);
    const place = nodes.id.length;
    // A turn by the golden angle keeps neighbours apart.
    const [dx, dy] = [0.06 * Math.cos(2.4 * place), 0.06 * Math.sin(2.4 * place)];
    const inside = (value: number) => Math.max(-1, Math.min(1, Math.round(value * 1e4) / 1e4));
    const handle = handles.get(id) ?? '';
    placeOf.set(id, place);
    nodes.id.push(id);
    nodes.handle.push(unmasked || handle === '' ? handle : (masked(handle) ?? ''));
    nodes.x.push(inside((near === undefined ? 0 : (nodes.x[near] ?? 0)) + dx));
    nodes.y.push(inside((near === undefined ? 0 : (nodes.y[near] ?? 0)) + dy));
    nodes.community.push(near === undefined ? 0 : (nodes.community[near] ?? 0));
    nodes.membership.push(-1);
    return place;
  };
  const traceOf = (kind: string): number => {
    const known = graph.traces.indexOf(kind);
    return known >= 0 ? known : graph.traces.push(kind) - 1;
  };
  for (let i = 0; i < edges.length; i++) {
    const [a, b] = [textsOf(edges.account_a)[i] ?? '', textsOf(edges.account_b)[i] ?? ''];
    // The known end first: the other one lies around it.
    const [first, second] = placeOf.has(a) ? [a, b] : [b, a];
    const ends = [nodeFor(first, second), nodeFor(second, first)] as const;
    graph.edges.a.push(ends[0]);
    graph.edges.b.push(ends[1]);
    graph.edges.trace.push(traceOf(textsOf(edges.kind)[i] ?? ''));
    for (const name of ['meetings', 'nats', 'first_at', 'last_at'] as const)
      graph.edges[name].push(numbersOf(edges[name])[i] ?? 0);
  }
}
