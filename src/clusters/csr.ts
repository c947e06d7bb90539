/** The graph as typed arrays: each account's links side by side, in order (compressed sparse rows). */
import { AppError } from '../contract/index.ts';

/** Weighted undirected edges as they come: `a[i] < b[i]` are dense indexes; parallel edges are allowed. */
export interface WeightedEdges {
  /** Number of accounts; indexes run from 0 to `accounts - 1`. */
  readonly accounts: number;
  readonly length: number;
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Surprise in nats, above 0. */
  readonly weight: Float64Array;
}

/** A simple undirected graph. Half-edges of node v are `offsets[v] .. offsets[v+1]`, sorted by target. */
export interface Csr {
  readonly nodes: number;
  readonly edges: number;
  /** The endpoints of edge e, `a[e] < b[e]`, sorted by (a, b); and its weight in nats. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly weight: Float64Array;
  readonly offsets: Uint32Array;
  /** Of each half-edge: the other end, and the edge that it belongs to. */
  readonly target: Uint32Array;
  readonly edge: Uint32Array;
}

/** Stable counting sort of the indexes in `order` by `key`, whose values are below `buckets`. O(length + buckets). */
export function countingSort(order: Uint32Array, key: Uint32Array, buckets: number): Uint32Array {
  const start = new Uint32Array(buckets + 1);
  for (const i of order) start[(key[i] as number) + 1] = (start[(key[i] as number) + 1] as number) + 1;
  for (let k = 0; k < buckets; k++) start[k + 1] = (start[k + 1] as number) + (start[k] as number);
  const sorted = new Uint32Array(order.length);
  for (const i of order) {
    const k = key[i] as number;
    const at = start[k] as number;
    sorted[at] = i;
    start[k] = at + 1;
  }
  return sorted;
}

function check(edges: WeightedEdges): void {
  for (let i = 0; i < edges.length; i++) {
    const a = edges.a[i] as number;
    const b = edges.b[i] as number;
    const w = edges.weight[i] as number;
    if (a < b && b < edges.accounts && w > 0 && w < Number.POSITIVE_INFINITY) continue;
    throw new AppError(
      'internal',
      `clusters/csr: edge ${i} is (${a}, ${b}, ${w} nats) among ${edges.accounts} accounts`,
      {
        fix: 'edges must have a < b < accounts and a finite weight above 0; drop the others before clustering',
      },
    );
  }
}

/**
 * Builds the graph; parallel edges are added up. The result is the same for any order of the edges: they are
 * sorted, and parallel weights are added from the smallest up. O(accounts + edges).
 * @throws AppError `internal` when an edge breaks the contract of `WeightedEdges`.
 */
export function buildCsr(edges: WeightedEdges): Csr {
  check(edges);
  const identity = new Uint32Array(edges.length);
  for (let i = 0; i < identity.length; i++) identity[i] = i;
  const a0 = edges.a.subarray(0, edges.length);
  const b0 = edges.b.subarray(0, edges.length);
  const order = countingSort(countingSort(identity, b0, edges.accounts), a0, edges.accounts);
  const a = new Uint32Array(edges.length);
  const b = new Uint32Array(edges.length);
  const weight = new Float64Array(edges.length);
  let m = 0;
  for (let i = 0; i < order.length; ) {
    const first = order[i] as number;
    let end = i + 1;
    while (
      end < order.length &&
      a0[order[end] as number] === a0[first] &&
      b0[order[end] as number] === b0[first]
    )
      end++;
    a[m] = a0[first] as number;
    b[m] = b0[first] as number;
    if (end === i + 1) weight[m] = edges.weight[first] as number;
    else {
      const parallel = Float64Array.from(order.subarray(i, end), (e) => edges.weight[e] as number).sort();
      weight[m] = parallel.reduce((sum, w) => sum + w, 0);
    }
    m++;
    i = end;
  }
  return fromSortedEdges(edges.accounts, a.slice(0, m), b.slice(0, m), weight.slice(0, m));
}

/** A graph from edges that are already distinct and sorted by (a, b), a < b. The arrays are kept, not copied. */
export function fromSortedEdges(nodes: number, a: Uint32Array, b: Uint32Array, weight: Float64Array): Csr {
  const edges = a.length;
  const offsets = new Uint32Array(nodes + 1);
  for (let e = 0; e < edges; e++) {
    const u = (a[e] as number) + 1;
    const v = (b[e] as number) + 1;
    offsets[u] = (offsets[u] as number) + 1;
    offsets[v] = (offsets[v] as number) + 1;
  }
  for (let v = 0; v < nodes; v++) offsets[v + 1] = (offsets[v + 1] as number) + (offsets[v] as number);
  const next = offsets.slice(0, nodes);
  const target = new Uint32Array(2 * edges);
  const edge = new Uint32Array(2 * edges);
  // Lower neighbours first (edges come sorted by a), then the higher ones: every row ends up sorted by target.
  for (const [from, to] of [
    [b, a],
    [a, b],
  ] as const) {
    for (let e = 0; e < edges; e++) {
      const u = from[e] as number;
      const at = next[u] as number;
      target[at] = to[e] as number;
      edge[at] = e;
      next[u] = at + 1;
    }
  }
  return { nodes, edges, a, b, weight, offsets, target, edge };
}

/** Number of links of a node. */
export function degree(graph: Csr, node: number): number {
  return (graph.offsets[node + 1] as number) - (graph.offsets[node] as number);
}
