/** A numbering of a graph's nodes that depends on the graph alone, and not on how the accounts came to be numbered. */
import { buildCsr, type Csr } from './csr.ts';

/** How far around a node it is told apart from others. */
const ROUNDS = 3;

/** MurmurHash3's finaliser. */
function mix(value: number): number {
  let h = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * The same graph with its nodes in an order of their own: by what lies around them, weights and all, as colours are refined
 * (Weisfeiler & Leman 1968, "The reduction of a graph to canonical form"). Sums are of whole numbers, so that no order of adding
 * shows. Nodes that nothing tells apart keep their order. `nodes[i]` is what the i-th was before. O(edges + nodes · log nodes).
 */
export function canonicalGraph(graph: Csr): { readonly graph: Csr; readonly nodes: Uint32Array } {
  const bits = new Uint32Array(graph.weight.slice().buffer);
  const ofEdge = Uint32Array.from({ length: graph.edges }, (_, e) =>
    mix((bits[2 * e] as number) ^ Math.imul(bits[2 * e + 1] as number, 0x9e3779b1)),
  );
  let colour = new Uint32Array(graph.nodes);
  for (let round = 0; round < ROUNDS; round++) {
    const next = colour.map(mix);
    for (let e = 0; e < graph.edges; e++) {
      const [a, b, w] = [graph.a[e] as number, graph.b[e] as number, ofEdge[e] as number];
      next[a] = (next[a] as number) + mix((colour[b] as number) ^ w);
      next[b] = (next[b] as number) + mix((colour[a] as number) ^ w);
    }
    colour = next;
  }
  const nodes = Uint32Array.from({ length: graph.nodes }, (_, v) => v).sort(
    (u, v) => (colour[u] as number) - (colour[v] as number) || u - v,
  );
  const place = new Uint32Array(graph.nodes);
  nodes.forEach((v, i) => {
    place[v] = i;
  });
  const [a, b] = [new Uint32Array(graph.edges), new Uint32Array(graph.edges)];
  for (let e = 0; e < graph.edges; e++) {
    const [u, v] = [place[graph.a[e] as number] as number, place[graph.b[e] as number] as number];
    a[e] = Math.min(u, v);
    b[e] = Math.max(u, v);
  }
  const edges = { accounts: graph.nodes, length: graph.edges, a, b, weight: graph.weight };
  return { graph: buildCsr(edges), nodes };
}
