/** Proposals for a split: Louvain by graphology, on the few components that need it. */
import { UndirectedGraph } from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import type { Csr } from './csr.ts';

// The package is CommonJS: its default export is the module itself, which its types do not say.
const louvain = louvainModule as unknown as typeof louvainModule.default;

/** A small seeded generator, uniform in [0, 1) (the mixing function is the finaliser of MurmurHash3). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let h = state;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0) / 0x100000000;
  };
}

/** A local graph as a graphology graph: nodes "0", "1", … and edges in the order of the CSR. */
export function toGraphology(graph: Csr): UndirectedGraph {
  const g = new UndirectedGraph({ allowSelfLoops: false });
  for (let v = 0; v < graph.nodes; v++) g.addNode(String(v));
  for (let e = 0; e < graph.edges; e++)
    g.addEdgeWithKey(String(e), String(graph.a[e]), String(graph.b[e]), { weight: graph.weight[e] });
  return g;
}

/**
 * Communities of a graph built by `toGraphology` (Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008).
 * They are proposals: Louvain cuts random graphs, too.
 */
export function louvainLabels(
  graph: UndirectedGraph,
  options: { readonly resolution: number; readonly rng: () => number },
): Int32Array {
  const communities = louvain(graph, { ...options, getEdgeWeight: 'weight' });
  return Int32Array.from({ length: graph.order }, (_, v) => communities[String(v)] as number);
}
