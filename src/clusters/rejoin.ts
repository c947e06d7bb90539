/** After the split: chance members leave, accounts that pruning cut off come back, torn groups grow together. */
import { type Background, createMembershipTest, type Labels, measureBackground } from './background.ts';
import { createUnionFind } from './components.ts';
import { type Csr, degree } from './csr.ts';
import type { ClusterOptions } from './options.ts';
import type { Support } from './support.ts';

const ROUNDS = 20;

/** What a round looks at. */
interface Round {
  readonly graph: Csr;
  readonly support: Support;
  readonly options: ClusterOptions;
  /** Weight of each edge in units of its component's median, at most 2. */
  readonly units: Float64Array;
}

/** Links of each member into its own cluster; with `only`, those to members that it marks. */
function linksInside(labels: Labels, graph: Csr, only?: Uint8Array): Uint32Array {
  const inside = new Uint32Array(graph.nodes);
  for (let e = 0; e < graph.edges; e++) {
    const u = graph.a[e] as number;
    const v = graph.b[e] as number;
    if ((labels.of[u] as number) < 0 || labels.of[u] !== labels.of[v]) continue;
    if (!only || only[v] === 1) inside[u] = (inside[u] as number) + 1;
    if (!only || only[u] === 1) inside[v] = (inside[v] as number) + 1;
  }
  return inside;
}

/**
 * Members leave when most of their links lead elsewhere and those to the cluster are no more than chance; all
 * at once. Links to members with at most two links inside do not count: by chance a background link between
 * two strangers closes a square, and each would then vouch for the other.
 */
function leaveOnce(labels: Labels, round: Round): number {
  const { graph, options } = round;
  const belongs = createMembershipTest(measureBackground(graph, labels, round.support), options.rejoinErrors);
  const inside = linksInside(labels, graph);
  const elsewhere = (v: number): boolean => 2 * (inside[v] as number) < degree(graph, v);
  const firm = inside.map((seen, v) => (seen <= 2 && elsewhere(v) ? 0 : 1));
  const seen = linksInside(labels, graph, Uint8Array.from(firm));
  const leaving: number[] = [];
  labels.of.forEach((c, v) => {
    if (c < 0 || !elsewhere(v)) return;
    if (!belongs(c, { links: degree(graph, v), seen: seen[v] as number })) leaving.push(v);
  });
  for (const v of leaving) labels.of[v] = -1;
  return leaving.length;
}

/**
 * Accounts without a cluster join the one that most of their links lead to, if that is proof; all at once.
 * Hubs do not: everybody meets them.
 */
function joinOnce(labels: Labels, round: Round, background: Background): number {
  const { graph, options, support, units } = round;
  const belongs = createMembershipTest(background, options.rejoinErrors);
  const seen = new Uint32Array(labels.count);
  const weight = new Float64Array(labels.count);
  const joins: [number, number][] = [];
  for (let v = 0; v < graph.nodes; v++) {
    const links = degree(graph, v);
    if (labels.of[v] !== -1 || links < 2 || support.ordinary[v] === 0) continue;
    const from = graph.offsets[v] as number;
    const end = from + links;
    let best = -1;
    for (let h = from; h < end; h++) {
      const c = labels.of[graph.target[h] as number] as number;
      if (c < 0) continue;
      seen[c] = (seen[c] as number) + 1;
      weight[c] = (weight[c] as number) + (units[graph.edge[h] as number] as number);
    }
    for (let h = from; h < end; h++) {
      const c = labels.of[graph.target[h] as number] as number;
      if (c < 0 || c === best) continue;
      const more = best < 0 || (weight[c] as number) > (weight[best] as number);
      const same = best >= 0 && weight[c] === weight[best] && c < best;
      if (!more && !same) continue;
      if (belongs(c, { links, seen: seen[c] as number })) best = c;
    }
    for (let h = from; h < end; h++) {
      const c = labels.of[graph.target[h] as number] as number;
      if (c < 0) continue;
      seen[c] = 0;
      weight[c] = 0;
    }
    if (best >= 0) joins.push([v, best]);
  }
  for (const [v, c] of joins) labels.of[v] = c;
  return joins.length;
}

/**
 * Joins clusters that pruning tore apart: where more than φ of the smaller one's links lead to the other (beyond
 * what the background puts there) the cut between them is not real. Closest pairs first, each label once a round.
 */
function mergeOnce(labels: Labels, round: Round, background: Background): Labels {
  const { graph, options, units } = round;
  const volume = new Float64Array(labels.count);
  const between = new Map<number, { links: number; units: number }>();
  for (let e = 0; e < graph.edges; e++) {
    const c = labels.of[graph.a[e] as number] as number;
    const d = labels.of[graph.b[e] as number] as number;
    if (c < 0 || d < 0) continue;
    const unit = units[e] as number;
    if (c === d) volume[c] = (volume[c] as number) + 2 * unit;
    else {
      const key = Math.min(c, d) * labels.count + Math.max(c, d);
      const pair = between.get(key);
      if (pair) {
        pair.links++;
        pair.units += unit;
      } else between.set(key, { links: 1, units: unit });
    }
  }
  const close: { c: number; d: number; share: number }[] = [];
  for (const [key, { links, units: joining }] of between) {
    if (links < 2) continue;
    const c = Math.floor(key / labels.count);
    const d = key % labels.count;
    const m = background.links[background.component[c] as number] as number;
    const expected = ((background.leaving[c] as number) * (background.leaving[d] as number)) / (2 * m);
    const extra = joining - expected;
    const share = extra / (Math.min(volume[c] as number, volume[d] as number) + extra);
    if (share > options.maxCutConductance) close.push({ c, d, share });
  }
  close.sort((x, y) => y.share - x.share || x.c - y.c || x.d - y.d);
  const sets = createUnionFind(labels.count);
  const taken = new Uint8Array(labels.count);
  for (const { c, d } of close) {
    if (taken[c] === 1 || taken[d] === 1) continue;
    taken[c] = 1;
    taken[d] = 1;
    sets.union(c, d);
  }
  const names = new Int32Array(labels.count).fill(-1);
  let count = 0;
  for (let c = 0; c < labels.count; c++) if (sets.find(c) === c) names[c] = count++;
  return { of: labels.of.map((c) => (c < 0 ? -1 : (names[sets.find(c)] as number))), count };
}

/** Weights in units of the component's median, cut at 2, so that no single link outvotes the others. */
export function weightUnits(graph: Csr, support: Support): Float64Array {
  const start = new Uint32Array(support.whole.count + 1);
  const of = (e: number): number => support.whole.of[graph.a[e] as number] as number;
  for (let e = 0; e < graph.edges; e++) start[of(e) + 1] = (start[of(e) + 1] as number) + 1;
  for (let c = 0; c < support.whole.count; c++)
    start[c + 1] = (start[c + 1] as number) + (start[c] as number);
  const next = start.slice();
  const grouped = new Float64Array(graph.edges);
  for (let e = 0; e < graph.edges; e++) {
    const at = next[of(e)] as number;
    grouped[at] = graph.weight[e] as number;
    next[of(e)] = at + 1;
  }
  const median = new Float64Array(support.whole.count);
  for (let c = 0; c < support.whole.count; c++) {
    const sorted = grouped.subarray(start[c] as number, start[c + 1] as number).sort();
    median[c] = sorted[sorted.length >> 1] as number;
  }
  return graph.weight.map((w, e) => Math.min(2, w / (median[of(e)] as number)));
}

/** Accounts join and torn clusters merge until nothing changes, at most 20 times. */
function grow(start: Labels, round: Round): Labels {
  let labels = start;
  for (let i = 0; i < ROUNDS; i++) {
    const background = measureBackground(round.graph, labels, round.support);
    const joined = joinOnce(labels, round, background);
    const merged = mergeOnce(labels, round, background);
    const changed = joined > 0 || merged.count < labels.count;
    labels = merged;
    if (!changed) break;
  }
  return labels;
}

/**
 * Settles who belongs to which cluster: accounts join and torn clusters merge, members leave whose links prove
 * nothing (only now: in a sparse group, pruning has left most members with two links, and the others come back
 * first), and what they let go of may join elsewhere. O(edges) a round. All accounts decide at once in each
 * round, so their order does not matter.
 */
export function rejoin(start: Labels, round: Round): Labels {
  const labels = grow({ of: start.of.slice(), count: start.count }, round);
  let left = 0;
  for (let i = 0; i < ROUNDS; i++) {
    const leaving = leaveOnce(labels, round);
    left += leaving;
    if (leaving === 0) break;
  }
  return left > 0 ? grow(labels, round) : labels;
}
