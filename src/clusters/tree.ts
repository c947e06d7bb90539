/** The surprise that a set of links adds up to without counting one coincidence twice. */
import { createUnionFind } from './components.ts';
import type { Csr } from './csr.ts';

/**
 * Weight in nats of a maximum spanning forest (Kruskal). Links within one gathering are not independent: n
 * accounts that met once make n(n−1)/2 links out of n − 1 coincidences, and a spanning tree has just n − 1.
 * O(edges · log edges).
 */
export function spanningTreeNats(graph: Csr): number {
  const order = Uint32Array.from({ length: graph.edges }, (_, e) => e);
  order.sort((x, y) => (graph.weight[y] as number) - (graph.weight[x] as number) || x - y);
  const sets = createUnionFind(graph.nodes);
  let nats = 0;
  for (const e of order) {
    const u = graph.a[e] as number;
    const v = graph.b[e] as number;
    if (sets.find(u) === sets.find(v)) continue;
    sets.union(u, v);
    nats += graph.weight[e] as number;
  }
  return nats;
}
