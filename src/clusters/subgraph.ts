/** Induced subgraphs with local indexes, ready for the tests and for graphology. */
import { type Csr, fromSortedEdges } from './csr.ts';

/** Reusable scratch, so that thousands of small subgraphs cost only their own size. */
export interface SubgraphScratch {
  /** Local index plus one of each account, 0 outside of the current subgraph. Always left clean. */
  readonly local: Uint32Array;
}

export function createScratch(nodes: number): SubgraphScratch {
  return { local: new Uint32Array(nodes) };
}

/**
 * The subgraph of sorted `members` with the edges that `weightOf` gives a weight above 0; local indexes follow
 * the order of `members`. O(links of the members).
 */
export function inducedSubgraph(
  graph: Csr,
  members: Uint32Array,
  scratch: SubgraphScratch,
  weightOf: (edge: number) => number,
): Csr {
  const { local } = scratch;
  members.forEach((v, i) => {
    local[v] = i + 1;
  });
  const a: number[] = [];
  const b: number[] = [];
  const weight: number[] = [];
  members.forEach((v, i) => {
    const end = graph.offsets[v + 1] as number;
    for (let h = graph.offsets[v] as number; h < end; h++) {
      const j = local[graph.target[h] as number] as number;
      if (j <= i + 1) continue;
      const w = weightOf(graph.edge[h] as number);
      if (w <= 0) continue;
      a.push(i);
      b.push(j - 1);
      weight.push(w);
    }
  });
  for (const v of members) local[v] = 0;
  return fromSortedEdges(members.length, Uint32Array.from(a), Uint32Array.from(b), Float64Array.from(weight));
}

/**
 * The same graph with every weight cut to twice the median: one enormous weight (a pair that met a thousand
 * times) must not look like a cluster of its own inside its group, while weak links keep telling that they are weak.
 */
export function withTamedWeights(graph: Csr): Csr {
  if (graph.edges === 0) return graph;
  const sorted = graph.weight.slice().sort();
  const cap = 2 * (sorted[sorted.length >> 1] as number);
  return { ...graph, weight: graph.weight.map((w) => Math.min(w, cap)) };
}
