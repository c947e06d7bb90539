/** When a split is real: every part barely linked to the rest, and more clearly than chance could arrange. */
import { createUnionFind } from './components.ts';
import type { Csr } from './csr.ts';
import { lnChoose } from './price.ts';

/** Renumbers labels by first appearance, so that equal partitions have equal labels. */
export function canonicalLabels(labels: Int32Array): { labels: Int32Array; count: number } {
  const names = new Map<number, number>();
  const canonical = labels.map((label) => {
    const known = names.get(label);
    if (known !== undefined) return known;
    names.set(label, names.size);
    return names.size - 1;
  });
  return { labels: canonical, count: names.size };
}

/** Cuts communities that are not connected into their components. O(edges · α). */
export function connectedParts(graph: Csr, labels: Int32Array): { labels: Int32Array; count: number } {
  const sets = createUnionFind(graph.nodes);
  for (let e = 0; e < graph.edges; e++) {
    const u = graph.a[e] as number;
    const v = graph.b[e] as number;
    if (labels[u] === labels[v]) sets.union(u, v);
  }
  return canonicalLabels(Int32Array.from({ length: graph.nodes }, (_, v) => sets.find(v)));
}

/** Parts of a graph with their links among each other; parts are merged in place. */
interface Parts {
  readonly alive: Set<number>;
  readonly parent: Int32Array;
  readonly size: Float64Array;
  readonly inside: Float64Array;
  readonly volume: Float64Array;
  readonly links: Map<number, number>[];
  readonly total: number;
}

function partsOf(graph: Csr, labels: Int32Array, count: number): Parts {
  const parts: Parts = {
    alive: new Set(Array.from({ length: count }, (_, r) => r)),
    parent: Int32Array.from({ length: count }, (_, r) => r),
    size: new Float64Array(count),
    inside: new Float64Array(count),
    volume: new Float64Array(count),
    links: Array.from({ length: count }, () => new Map<number, number>()),
    total: graph.weight.reduce((sum, w) => sum + w, 0),
  };
  for (const r of labels) parts.size[r] = (parts.size[r] as number) + 1;
  for (let e = 0; e < graph.edges; e++) {
    const r = labels[graph.a[e] as number] as number;
    const s = labels[graph.b[e] as number] as number;
    const w = graph.weight[e] as number;
    parts.volume[r] = (parts.volume[r] as number) + w;
    parts.volume[s] = (parts.volume[s] as number) + w;
    if (r === s) parts.inside[r] = (parts.inside[r] as number) + w;
    else {
      const [rl, sl] = [parts.links[r] as Map<number, number>, parts.links[s] as Map<number, number>];
      rl.set(s, (rl.get(s) ?? 0) + w);
      sl.set(r, (sl.get(r) ?? 0) + w);
    }
  }
  return parts;
}

function merge(parts: Parts, r: number, s: number): void {
  const joined = parts.links[s] as Map<number, number>;
  const gone = parts.links[r] as Map<number, number>;
  parts.inside[s] = (parts.inside[s] as number) + (parts.inside[r] as number) + (joined.get(r) ?? 0);
  parts.volume[s] = (parts.volume[s] as number) + (parts.volume[r] as number);
  parts.size[s] = (parts.size[s] as number) + (parts.size[r] as number);
  joined.delete(r);
  gone.delete(s);
  for (const [t, w] of gone) {
    joined.set(t, (joined.get(t) ?? 0) + w);
    const other = parts.links[t] as Map<number, number>;
    other.delete(r);
    other.set(s, joined.get(t) as number);
  }
  gone.clear();
  parts.alive.delete(r);
  parts.parent[r] = s;
}

function conductanceOf(parts: Parts, r: number): number {
  const volume = parts.volume[r] as number;
  const cut = volume - 2 * (parts.inside[r] as number);
  return cut / Math.min(volume, 2 * parts.total - volume);
}

/**
 * Evidence in nats that part r is a block of its own, less the price of having chosen it among all sets of
 * nodes: the log-likelihood ratio of two blocks against one in the degree-corrected block model
 * (Karrer & Newman 2011, doi:10.1103/PhysRevE.83.016107), minus ln C(n, |r|) and ln n for the size.
 * Weights count in units of the mean weight. Random graphs stay below 0 however well they are cut.
 */
function evidenceOf(parts: Parts, r: number, nodes: number, mean: number): number {
  const m = parts.total;
  const k = parts.volume[r] as number;
  const rest = 2 * m - k;
  const inside = parts.inside[r] as number;
  const cut = k - 2 * inside;
  const term = (links: number, expected: number): number =>
    links <= 0 ? 0 : (links / mean) * Math.log(links / expected);
  const ratio =
    term(inside, (k * k) / (4 * m)) +
    term(m - inside - cut, (rest * rest) / (4 * m)) +
    term(cut, (k * rest) / (2 * m));
  return ratio - lnChoose(nodes, parts.size[r] as number) - Math.log(nodes);
}

/** The neighbour that r is most closely joined to, by share of the smaller one's links. */
function closest(parts: Parts, r: number): number {
  let best = -1;
  let most = -1;
  for (const [s, w] of parts.links[r] as Map<number, number>) {
    const share = w / Math.min(parts.volume[r] as number, parts.volume[s] as number);
    if (share > most || (share === most && s < best)) {
      most = share;
      best = s;
    }
  }
  return best;
}

/** A proposal after everything that is not really separated has been merged back. */
export interface SeparatedParts {
  readonly labels: Int32Array;
  readonly count: number;
  /** Sum of the parts' net evidence in nats; 0 for a single part. */
  readonly evidence: number;
}

/** Above this many parts, the badly separated ones merge some at a time instead of one by one. */
const MANY_PARTS = 1_000;

/** How much more than allowed leads out of a part; above 0 it is not separated. */
function excessOf(parts: Parts, r: number, maxConductance: number): number {
  return conductanceOf(parts, r) - maxConductance - 1e-12;
}

/**
 * Merges the worst twentieth of the badly separated parts, each part once; more at a time would merge parts that
 * smaller ones are about to complete. Returns how many merged.
 */
function mergeBatch(parts: Parts, maxConductance: number): number {
  const bad = Array.from(parts.alive, (r) => ({ r, excess: excessOf(parts, r, maxConductance) }))
    .filter(({ excess }) => excess > 0)
    .sort((x, y) => y.excess - x.excess || x.r - y.r);
  const touched = new Set<number>();
  let merged = 0;
  for (const { r } of bad.slice(0, Math.ceil(bad.length / 20))) {
    if (touched.has(r)) continue;
    const s = closest(parts, r);
    touched.add(r).add(s);
    merge(parts, r, s);
    merged++;
  }
  return merged;
}

/** The part that must go next: the least separated, or else the one with the least evidence; -1 for none. */
function worstPart(parts: Parts, graph: Csr, maxConductance: number): number {
  let worst = -1;
  let excess = 0;
  for (const r of parts.alive) {
    const over = excessOf(parts, r, maxConductance);
    if (over <= excess) continue;
    excess = over;
    worst = r;
  }
  if (worst >= 0) return worst;
  const mean = parts.total / graph.edges;
  let least = 0;
  for (const r of parts.alive) {
    const evidence = evidenceOf(parts, r, graph.nodes, mean);
    if (evidence > least) continue;
    least = evidence;
    worst = r;
  }
  return worst;
}

/**
 * Merges the parts of a connected graph until each has a conductance of at most `maxConductance` and net
 * evidence above 0; the worst part goes first, to the neighbour it is most closely joined to. With nothing
 * left to separate, one part remains. O(edges + parts²) up to 1,000 parts, O(edges · log parts) above.
 */
export function mergeUntilSeparated(
  graph: Csr,
  proposal: { labels: Int32Array; count: number },
  maxConductance: number,
): SeparatedParts {
  const parts = partsOf(graph, proposal.labels, proposal.count);
  while (parts.alive.size > MANY_PARTS) if (mergeBatch(parts, maxConductance) === 0) break;
  while (parts.alive.size > 1) {
    const worst = worstPart(parts, graph, maxConductance);
    if (worst < 0) break;
    merge(parts, worst, closest(parts, worst));
  }
  const root = (r: number): number => {
    let x = r;
    while (parts.parent[x] !== x) {
      parts.parent[x] = parts.parent[parts.parent[x] as number] as number;
      x = parts.parent[x] as number;
    }
    return x;
  };
  const mean = parts.total / Math.max(1, graph.edges);
  let evidence = 0;
  if (parts.alive.size > 1) for (const r of parts.alive) evidence += evidenceOf(parts, r, graph.nodes, mean);
  return { ...canonicalLabels(proposal.labels.map(root)), evidence };
}
