/** Splitting a component into the groups that are only loosely tied together. */
import { canonicalGraph } from './canonical.ts';
import { membersOf } from './components.ts';
import type { Csr } from './csr.ts';
import { louvainLabels, seededRandom, toGraphology } from './louvain.ts';
import { mergeUnclear } from './merge-unclear.ts';
import type { ClusterOptions } from './options.ts';
import { canonicalLabels, connectedParts, mergeUntilSeparated, type SeparatedParts } from './partition.ts';
import { propagateLabels } from './propagation.ts';
import { spectrum, sweep } from './spectral.ts';
import { createScratch, inducedSubgraph } from './subgraph.ts';

/** What it took to split; graphology graphs are the costly part. */
export interface SplitCounts {
  /** Components shown to be one group by λ2 alone, and by a sweep that found no sparse cut. */
  certified: number;
  swept: number;
  /** Components that label propagation took apart without a graph. */
  propagated: number;
  /** Graphology graphs built, and the edges in them. */
  graphs: number;
  graphEdges: number;
}

/** Below six accounts no two parts could hold enough evidence. */
const SMALLEST_SPLIT = 6;
/** Above this many accounts the Fiedler vector is not iterated to convergence once λ2 is known to be too small. */
const LARGE = 4_000;

/** The best-separated of Louvain's proposals at the first resolution where one holds. */
function byLouvain(graph: Csr, options: ClusterOptions, counts: SplitCounts): SeparatedParts | undefined {
  const g = toGraphology(graph);
  counts.graphs++;
  counts.graphEdges += graph.edges;
  for (const resolution of options.resolutions) {
    let best: SeparatedParts | undefined;
    for (let run = 0; run < options.runs; run++) {
      const rng = seededRandom(Math.imul(options.seed, 7919) + run);
      const communities = connectedParts(graph, louvainLabels(g, { resolution, rng }));
      const parts = mergeUntilSeparated(graph, communities, options.maxCutConductance);
      if (parts.count > 1 && (best === undefined || parts.evidence > best.evidence + 1e-9)) best = parts;
    }
    if (best) return best;
  }
  return undefined;
}

/** The parts to recurse into, or undefined when the component is one group. */
function cutOnce(graph: Csr, options: ClusterOptions, counts: SplitCounts): SeparatedParts | undefined {
  if (graph.nodes < SMALLEST_SPLIT) return undefined;
  const phi = options.maxCutConductance;
  const large = graph.nodes > LARGE;
  const { gap, residual, fiedler } = spectrum(graph, { giveUpBelow: large ? 2 * phi : 0 });
  if (gap - residual >= 2 * phi) {
    counts.certified++;
    return undefined;
  }
  const cut = sweep(graph, fiedler);
  if (!large && cut.conductance > phi) {
    counts.swept++;
    return undefined;
  }
  const spread = mergeUntilSeparated(graph, connectedParts(graph, propagateLabels(graph)), phi);
  if (spread.count > 1) {
    counts.propagated++;
    return spread;
  }
  const found = byLouvain(graph, options, counts);
  if (found) return found;
  const halves = connectedParts(graph, canonicalLabels(Int32Array.from(cut.side)).labels);
  const parts = mergeUntilSeparated(graph, halves, phi);
  return parts.count > 1 ? parts : undefined;
}

/** All parts that no cut divides further, sorted by smallest member. */
function splitDeep(graph: Csr, options: ClusterOptions, counts: SplitCounts): Uint32Array[] {
  const parts = cutOnce(graph, options, counts);
  if (!parts) return [Uint32Array.from({ length: graph.nodes }, (_, v) => v)];
  const scratch = createScratch(graph.nodes);
  const found: Uint32Array[] = [];
  for (const members of membersOf({ count: parts.count, of: parts.labels })) {
    const inside = inducedSubgraph(graph, members, scratch, (e) => graph.weight[e] as number);
    for (const part of splitDeep(inside, options, counts)) found.push(part.map((i) => members[i] as number));
  }
  return found.sort((x, y) => (x[0] as number) - (y[0] as number));
}

/**
 * Splits a connected graph until no part splits further; returns the members of each part (sorted local
 * indexes, parts by smallest member).
 *
 * A component whose λ2 certifies that no cut is below φ is one group, and so is one where the sweep along the
 * Fiedler vector finds none: neither becomes a graph. Of the rest, label propagation and then Louvain propose
 * communities, what is not really separated is merged back (`mergeUntilSeparated`), and each part is looked at
 * again; when no proposal holds, the sweep's own cut is the last one. At the end, parts that are not joined more
 * closely inside than to the rest are merged back (`mergeUnclear`).
 */
export function splitComponent(graph: Csr, options: ClusterOptions, counts: SplitCounts): Uint32Array[] {
  // What proposals depend on beside the graph, the order of its nodes, is made the graph's own.
  const { graph: own, nodes } = canonicalGraph(graph);
  const parts = splitDeep(own, options, counts);
  const clear = parts.length === 1 ? parts : mergeUnclear(own, parts);
  return clear
    .map((part) => part.map((i) => nodes[i] as number).sort())
    .sort((x, y) => (x[0] as number) - (y[0] as number));
}
