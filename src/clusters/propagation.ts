/** Cheap proposals for large components: label propagation on the typed arrays, before any graph is built. */
import type { Csr } from './csr.ts';

const PASSES = 12;

/**
 * Labels that spread along the links: each node in turn takes the label with most weight among its neighbours
 * (its own on a tie, then the smallest), at most 12 times around (Raghavan, Albert & Kumara 2007,
 * doi:10.1103/PhysRevE.76.036106, in a fixed order instead of a random one). Groups that are joined by a few
 * links only come apart at once, hundreds in one go; like Louvain's, the labels are proposals. O(edges · passes).
 */
export function propagateLabels(graph: Csr): Int32Array {
  const labels = Int32Array.from({ length: graph.nodes }, (_, v) => v);
  const weight = new Float64Array(graph.nodes);
  for (let pass = 0; pass < PASSES; pass++) {
    let changed = 0;
    for (let v = 0; v < graph.nodes; v++) {
      const from = graph.offsets[v] as number;
      const to = graph.offsets[v + 1] as number;
      for (let h = from; h < to; h++) {
        const label = labels[graph.target[h] as number] as number;
        weight[label] = (weight[label] as number) + (graph.weight[graph.edge[h] as number] as number);
      }
      const own = labels[v] as number;
      let best = own;
      let most = weight[own] as number;
      for (let h = from; h < to; h++) {
        const label = labels[graph.target[h] as number] as number;
        const w = weight[label] as number;
        if (w > most || (w === most && best !== own && label < best)) {
          best = label;
          most = w;
        }
      }
      for (let h = from; h < to; h++) weight[labels[graph.target[h] as number] as number] = 0;
      if (best === own) continue;
      labels[v] = best;
      changed++;
    }
    if (changed === 0) break;
  }
  return labels;
}
