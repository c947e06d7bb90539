/** The room's main job, as a table of contents: edges in, clusters out. Pure, single-threaded, no I/O. */
import { type Background, type Labels, measureBackground } from './background.ts';
import { components, membersOf } from './components.ts';
import { buildCsr, type Csr, type WeightedEdges } from './csr.ts';
import { type Cluster, describe } from './describe.ts';
import { type ClusterOptions, DEFAULTS } from './options.ts';
import { lnChoose, lnPoissonRatio } from './price.ts';
import { rejoin, weightUnits } from './rejoin.ts';
import { type SplitCounts, splitComponent } from './split.ts';
import { createScratch, inducedSubgraph, type SubgraphScratch, withTamedWeights } from './subgraph.ts';
import { findSupport, type Support } from './support.ts';
import { spanningTreeNats } from './tree.ts';

/** What came out, and what was left out: nothing disappears without a number. */
export interface Clustering {
  /** Sorted by smallest member. */
  readonly clusters: readonly Cluster[];
  /** Per account: index into `clusters`, or -1. */
  readonly clusterOf: Int32Array;
  readonly stats: SplitCounts & {
    readonly accounts: number;
    readonly edges: number;
    readonly supportedEdges: number;
    /** Groups of supported links that chance explains, and tree-like components that did not pay their price. */
    readonly droppedAsChance: number;
    readonly droppedAsWeak: number;
    /** Accounts with links that ended in no cluster. */
    readonly unclustered: number;
  };
}

interface Context {
  readonly graph: Csr;
  readonly support: Support;
  readonly options: ClusterOptions;
  readonly scratch: SubgraphScratch;
  readonly counts: SplitCounts;
}

/** Splits a set of accounts, seen with all links between them that are not background. */
function splitSet(members: Uint32Array, context: Context): Uint32Array[] {
  const { graph, support, scratch } = context;
  const component = support.whole.of[members[0] as number] as number;
  let background = 0;
  for (const v of members) background += support.backgroundDegree[v] as number;
  const m = support.backgroundLinks[component] as number;
  let loose = 0;
  const all = inducedSubgraph(graph, members, scratch, (e) => {
    if (support.supported[e] === 0) loose++;
    return 1 + e;
  });
  // Of the unsupported links inside, the share that the background does not explain is the group's own.
  const own = loose === 0 ? 1 : Math.max(0, 1 - background ** 2 / (4 * Math.max(1, m)) / loose);
  const weight = all.weight.map((tag) => {
    const e = tag - 1;
    return (graph.weight[e] as number) * (support.supported[e] === 1 || own > 0.5 ? 1 : Math.max(own, 1e-3));
  });
  const local = withTamedWeights({ ...all, weight });
  return splitComponent(local, context.options, context.counts).map((part) =>
    part.map((i) => members[i] as number),
  );
}

function labelsOf(groups: readonly Uint32Array[], nodes: number): Labels {
  const of = new Int32Array(nodes).fill(-1);
  groups.forEach((members, c) => {
    for (const v of members) of[v] = c;
  });
  return { of, count: groups.length };
}

/**
 * Whether background links alone could make such a group somewhere in the component: its links against what
 * the links that leave it let expect, less the price ln C(accounts of the component, n) of having found it
 * among all sets. Random triangles in a large background do not pass, ten accounts with four links each do.
 */
function beatsChance(members: Uint32Array, label: number, background: Background, context: Context): boolean {
  const whole = background.component[label] as number;
  const links = inducedSubgraph(context.graph, members, context.scratch, () => 1).edges;
  const leaving = Math.max(1, background.leaving[label] as number);
  const evidence = lnPoissonRatio(links, leaving ** 2 / (4 * (background.links[whole] as number)));
  return evidence >= lnChoose(background.accounts[whole] as number, members.length) - 1e-9;
}

/**
 * Components in which pruning separated nothing: one group holding at least half of the accounts (then what
 * was pruned are its own loose ends), or none at all (pairs, stars, paths, rings). They are taken whole,
 * unless they split; the latter only when their links pay for having been found, see `paysItsPrice`.
 */
function wholeComponents(groups: readonly Uint32Array[], context: Context) {
  const { graph, support, options } = context;
  const inside = new Uint32Array(support.whole.count);
  const only = new Int32Array(support.whole.count).fill(-1);
  groups.forEach((members, g) => {
    const c = support.whole.of[members[0] as number] as number;
    inside[c] = (inside[c] as number) + 1;
    only[c] = g;
  });
  const kept = new Set(groups);
  const added: Uint32Array[] = [];
  let weak = 0;
  membersOf(support.whole).forEach((members, c) => {
    const n = members.length;
    const group = groups[only[c] as number];
    if (inside[c] === 1 && group) {
      if (group.length === n || group.length * 2 < n) return;
      if (splitSet(members, context).length > 1) return;
      kept.delete(group);
      added.push(members);
    } else if (inside[c] === 0 && n <= options.maxUnstructured) {
      for (const part of splitSet(members, context)) {
        if (paysItsPrice(part, context)) added.push(part);
        else weak++;
      }
    }
  });
  return { groups: [...kept, ...added], weak, graph };
}

/**
 * The test of a group that has no structure to show: the surprise of its links, counted along a spanning tree,
 * must reach ln C(population, n), the price of having picked these n accounts out of all. For a pair that is
 * the surprise of one pair among all possible pairs; each further account must bring about ln(population / n) + 1.
 */
function paysItsPrice(members: Uint32Array, context: Context): boolean {
  const { graph, scratch, options } = context;
  const tree = spanningTreeNats(inducedSubgraph(graph, members, scratch, (e) => graph.weight[e] as number));
  return tree >= lnChoose(options.population || graph.nodes, members.length) - 1e-9;
}

/**
 * Finds the clusters of a weighted graph of accounts.
 *
 * Prune links without short cycles (`findSupport`), take components, split those with a sparse cut
 * (`splitComponent`), let accounts rejoin (`rejoin`), drop what chance explains. Components that pruning did
 * not have to take apart are kept whole. The result does not depend on the order of the edges; it depends on
 * the seed and on the numbering of accounts only where two splits are equally good (an account tied to two
 * groups alike; grids of ten thousand accounts).
 * Memory: some 100 bytes per edge at the peak. Time: O(m^1.5); some 350,000 edges a second of one core (bench/clusters.ts).
 *
 * @param args.onStage called with a stage's name when it begins, for timing.
 * @throws AppError `internal` when an edge breaks the contract of `WeightedEdges`.
 */
export function findClusters(args: {
  readonly edges: WeightedEdges;
  readonly options?: Partial<ClusterOptions>;
  readonly onStage?: (name: string) => void;
}): Clustering {
  const options = { ...DEFAULTS, ...args.options };
  const stage = args.onStage ?? (() => {});
  stage('graph');
  const graph = buildCsr(args.edges);
  stage('prune');
  const support = findSupport(graph, options);
  const counts: SplitCounts = { certified: 0, swept: 0, propagated: 0, graphs: 0, graphEdges: 0 };
  const scratch = createScratch(graph.nodes);
  const context: Context = { graph, support, options, scratch, counts };
  stage('split');
  const cores = membersOf(components(graph, support.supported)).flatMap((core) => splitSet(core, context));
  stage('rejoin');
  const round = { graph, support, options, units: weightUnits(graph, support) };
  const labels = rejoin(labelsOf(cores, graph.nodes), round);
  const background = measureBackground(graph, labels, support);
  const grown = membersOf(labels);
  const solid = grown.filter(
    (members, c) => members.length > 1 && beatsChance(members, c, background, context),
  );
  // What chance groups let go of may belong to real ones.
  const settled =
    solid.length < grown.length ? membersOf(rejoin(labelsOf(solid, graph.nodes), round)) : solid;
  stage('whole components');
  const { groups, weak } = wholeComponents(settled, context);
  stage('describe');
  const clusters = groups
    .filter((members) => members.length >= options.minSize)
    .sort((x, y) => (x[0] as number) - (y[0] as number))
    .map((members) => describe(graph, members, scratch, options));
  const clusterOf = labelsOf(
    clusters.map((c) => c.members),
    graph.nodes,
  ).of;
  let unclustered = 0;
  support.whole.of.forEach((c, v) => {
    if (c >= 0 && clusterOf[v] === -1) unclustered++;
  });
  return {
    clusters,
    clusterOf,
    stats: {
      ...counts,
      accounts: graph.nodes,
      edges: graph.edges,
      supportedEdges: support.supported.reduce((sum, s) => sum + s, 0),
      droppedAsChance: grown.length - solid.length,
      droppedAsWeak: weak,
      unclustered,
    },
  };
}
