/** The last word on a split: a group must be joined more closely inside than to what lies around it. */
import { membersOf } from './components.ts';
import type { Csr } from './csr.ts';
import { spectrum, strengths, sweep } from './spectral.ts';
import { createScratch, inducedSubgraph, type SubgraphScratch } from './subgraph.ts';

/**
 * How many times more closely the halves of a part must be joined to each other than the part is to its four
 * nearest neighbours together. Stretches of a chain or patches of a grid reach 0.5 to 1.2 however they are cut,
 * groups that meet at their edges 3 and more. Only the nearest count: background links lead everywhere.
 */
const CLEARLY = 1.5;
const NEAREST = 4;

interface Part {
  readonly members: Uint32Array;
  /** Conductance of the sparsest cut inside that a sweep finds; 1 for parts that have none. */
  readonly inner: number;
}

/** Steps from `start` to every node of a connected graph. */
function stepsFrom(graph: Csr, start: number): Float64Array {
  const steps = new Float64Array(graph.nodes).fill(-1);
  steps[start] = 0;
  const queue = [start];
  for (const v of queue)
    for (let h = graph.offsets[v] as number; h < (graph.offsets[v + 1] as number); h++) {
      const w = graph.target[h] as number;
      if ((steps[w] as number) >= 0) continue;
      steps[w] = (steps[v] as number) + 1;
      queue.push(w);
    }
  return steps;
}

function measure(graph: Csr, members: Uint32Array, scratch: SubgraphScratch): Part {
  if (members.length < 3) return { members, inner: 1 };
  const inside = inducedSubgraph(graph, members, scratch, (e) => graph.weight[e] as number);
  const fiedler = sweep(inside, spectrum(inside, { tolerance: 0.02 }).fiedler).conductance;
  // Along a long chain Lanczos converges slowly, but distances from one end order it perfectly.
  const first = stepsFrom(inside, 0);
  const end = first.indexOf(first.reduce((most, x) => Math.max(most, x), 0));
  return { members, inner: Math.min(fiedler, sweep(inside, stepsFrom(inside, end)).conductance) };
}

/**
 * One round: which part goes to which neighbour, the one with most of its links, the least clear part first, each
 * part once. Shares are of the part's own links: a scrap that hangs between two groups must not make them
 * unclear. Undefined when all are clear.
 */
function unclearMerges(graph: Csr, parts: readonly Part[]): Map<number, number> | undefined {
  const of = new Int32Array(graph.nodes);
  parts.forEach(({ members }, r) => {
    for (const v of members) of[v] = r;
  });
  const volume = new Float64Array(parts.length);
  strengths(graph).forEach((s, v) => {
    const r = of[v] as number;
    volume[r] = (volume[r] as number) + s;
  });
  const between = parts.map(() => new Map<number, number>());
  for (let e = 0; e < graph.edges; e++) {
    const r = of[graph.a[e] as number] as number;
    const s = of[graph.b[e] as number] as number;
    if (r === s) continue;
    const w = graph.weight[e] as number;
    between[r]?.set(s, (between[r]?.get(s) ?? 0) + w);
    between[s]?.set(r, (between[s]?.get(r) ?? 0) + w);
  }
  const unclear = parts
    .map(({ inner }, r) => {
      const nearest = [...(between[r] ?? [])].sort(([s, x], [t, y]) => y - x || s - t).slice(0, NEAREST);
      const outer = nearest.reduce((sum, [, w]) => sum + w, 0) / (volume[r] as number);
      return { r, into: nearest[0]?.[0] ?? r, clarity: inner / outer };
    })
    .filter(({ clarity }) => clarity < CLEARLY - 1e-9)
    .sort((x, y) => x.clarity - y.clarity || x.r - y.r);
  const goes = new Map<number, number>();
  const touched = new Set<number>();
  for (const { r, into } of unclear) {
    if (touched.has(r)) continue;
    goes.set(r, into);
    touched.add(r).add(into);
  }
  return goes.size > 0 ? goes : undefined;
}

/**
 * Merges parts of a connected graph that are not groups but stretches of one: a chain, a ring or a grid can be
 * cut anywhere at little cost, and any such cut would be arbitrary. What is left is well joined inside and
 * loosely outside (the two-sided measure of Kannan, Vempala & Vetta 2004, doi:10.1145/990308.990313).
 * Rounds of O(edges · Lanczos steps), about log2(parts) of them.
 */
export function mergeUnclear(graph: Csr, start: readonly Uint32Array[]): Uint32Array[] {
  const scratch = createScratch(graph.nodes);
  let parts = start.map((members) => measure(graph, members, scratch));
  while (parts.length > 1) {
    const goes = unclearMerges(graph, parts);
    if (!goes) break;
    const label = parts.map((_, r) => r);
    // A part that takes another one in stays; where two go to the same one, both arrive.
    for (const [r, s] of goes) label[r] = label[s] as number;
    const kept = [...new Set(label)].sort((x, y) => x - y);
    const place = new Map(kept.map((r, i) => [r, i]));
    const of = new Int32Array(graph.nodes);
    parts.forEach(({ members }, r) => {
      for (const v of members) of[v] = place.get(label[r] as number) as number;
    });
    const joined = new Set([...goes].flatMap(([r, s]) => [label[r] as number, label[s] as number]));
    const old = parts;
    parts = membersOf({ count: kept.length, of }).map((members, i) => {
      const r = kept[i] as number;
      return joined.has(r) ? measure(graph, members, scratch) : (old[r] as Part);
    });
  }
  return parts.map(({ members }) => members).sort((x, y) => (x[0] as number) - (y[0] as number));
}
