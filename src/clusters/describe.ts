/** A cluster with the numbers that let a person judge how well it holds together. */
import { components } from './components.ts';
import type { Csr } from './csr.ts';
import type { ClusterOptions } from './options.ts';
import { lnChoose } from './price.ts';
import { spectrum } from './spectral.ts';
import { inducedSubgraph, type SubgraphScratch, withTamedWeights } from './subgraph.ts';
import { spanningTreeNats } from './tree.ts';

/** A group of accounts that act together. */
export interface Cluster {
  /** Dense account indexes, sorted. */
  readonly members: Uint32Array;
  readonly size: number;
  /** Links between members (parallel edges count once), and their weight in nats. */
  readonly edges: number;
  readonly weight: number;
  /** Share of the members' weight that leads out of the cluster, 0 to 1. */
  readonly conductance: number;
  /** λ2 of the normalized Laplacian inside, within 0.02: 0 when it nearly falls apart, about 1 when everybody is joined. */
  readonly spectralGap: number;
  /** Surprise along a maximum spanning tree, and ln C(population, size), the price of having picked the group. */
  readonly treeNats: number;
  readonly priceNats: number;
}

/** Measures a set of accounts, given sorted. O(links of the members). */
export function describe(
  graph: Csr,
  members: Uint32Array,
  scratch: SubgraphScratch,
  options: ClusterOptions,
): Cluster {
  const inside = inducedSubgraph(graph, members, scratch, (e) => graph.weight[e] as number);
  let volume = 0;
  for (const v of members)
    for (let h = graph.offsets[v] as number; h < (graph.offsets[v + 1] as number); h++)
      volume += graph.weight[graph.edge[h] as number] as number;
  const weight = inside.weight.reduce((sum, w) => sum + w, 0);
  return {
    members,
    size: members.length,
    edges: inside.edges,
    weight,
    conductance: volume > 0 ? Math.max(0, 1 - (2 * weight) / volume) : 0,
    spectralGap:
      components(inside).count === 1 ? spectrum(withTamedWeights(inside), { tolerance: 0.02 }).gap : 0,
    treeNats: spanningTreeNats(inside),
    priceNats: lnChoose(options.population || graph.nodes, members.length),
  };
}
