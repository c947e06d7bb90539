/** Planted groups for tests and benchmarks: dense groups in a background of noise, with the truth. */

import type { WeightedEdges } from '../src/clusters/index.ts';
import { seededRandom } from '../src/clusters/louvain.ts';

export interface PlantedOptions {
  readonly seed: number;
  readonly accounts: number;
  readonly groups: number;
  readonly smallest: number;
  readonly largest: number;
  /** Mean links of a member inside its group (fewer where the group is too small). */
  readonly insideDegree: number;
  /** Background edges between anyone. */
  readonly noise: number;
  /** Pairs of groups joined by `bridgeEdges` further edges. */
  readonly bridges: number;
  readonly bridgeEdges: number;
  /** Celebrities (any accounts) that are linked to `hubLinks` others each. */
  readonly hubs: number;
  readonly hubLinks: number;
  /** Weights are `20 + 40·u`, times a heavy-tailed factor (up to about 30) when noisy. */
  readonly noisyWeights: boolean;
}

export interface Planted {
  readonly edges: WeightedEdges;
  readonly groups: readonly Uint32Array[];
  readonly insideEdges: number;
}

/** Fisher–Yates over the edges, and shuffled account numbers are already in `plant`. */
export function shuffleEdges(edges: WeightedEdges, seed: number): WeightedEdges {
  const rng = seededRandom(seed);
  const a = edges.a.slice(0, edges.length);
  const b = edges.b.slice(0, edges.length);
  const weight = edges.weight.slice(0, edges.length);
  for (let i = edges.length - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    for (const column of [a, b, weight]) {
      const x = column[i] as number;
      column[i] = column[j] as number;
      column[j] = x;
    }
  }
  return { accounts: edges.accounts, length: edges.length, a, b, weight };
}

/**
 * Groups of uniform size from `smallest` to `largest` among `accounts` shuffled accounts; inside a group each
 * member draws partners at random, noise joins any two accounts, bridges join two groups.
 */
export function plant(options: PlantedOptions): Planted {
  const rng = seededRandom(options.seed);
  const int = (n: number): number => Math.floor(rng() * n);
  const names = Uint32Array.from({ length: options.accounts }, (_, i) => i);
  for (let i = names.length - 1; i > 0; i--) {
    const j = int(i + 1);
    const x = names[i] as number;
    names[i] = names[j] as number;
    names[j] = x;
  }
  const seen = new Set<number>();
  const a: number[] = [];
  const b: number[] = [];
  const weight: number[] = [];
  const add = (u: number, v: number): void => {
    const [x, y] = u < v ? [u, v] : [v, u];
    const key = x * options.accounts + y;
    if (x === y || seen.has(key)) return;
    seen.add(key);
    a.push(x);
    b.push(y);
    weight.push((20 + 40 * rng()) * (options.noisyWeights ? Math.min(30, (1 - rng()) ** -0.8) : 1));
  };
  const groups: Uint32Array[] = [];
  let next = 0;
  for (let g = 0; g < options.groups; g++) {
    const size = options.smallest + int(options.largest - options.smallest + 1);
    const members = names.slice(next, next + size);
    next += size;
    const most = (size * (size - 1)) / 2;
    const target = a.length + Math.min(most * 0.9, (size * options.insideDegree) / 2);
    while (a.length < target) add(members[int(size)] as number, members[int(size)] as number);
    groups.push(members.sort());
  }
  const insideEdges = a.length;
  for (let i = 0; i < options.bridges; i++) {
    const g = groups[int(groups.length)] as Uint32Array;
    const h = groups[int(groups.length)] as Uint32Array;
    for (let k = 0; k < options.bridgeEdges; k++) add(g[int(g.length)] as number, h[int(h.length)] as number);
  }
  for (let i = 0; i < options.hubs; i++) {
    const hub = int(options.accounts);
    for (let k = 0; k < options.hubLinks; k++) add(hub, int(options.accounts));
  }
  const end = a.length + options.noise;
  while (a.length < end) add(int(options.accounts), int(options.accounts));
  return {
    edges: {
      accounts: options.accounts,
      length: a.length,
      a: Uint32Array.from(a),
      b: Uint32Array.from(b),
      weight: Float64Array.from(weight),
    },
    groups,
    insideEdges,
  };
}

/** Best-match F1 of each planted group against the clusters. */
export function bestF1(
  groups: readonly Uint32Array[],
  clusterOf: Int32Array,
  sizes: readonly number[],
): number[] {
  return groups.map((group) => {
    const hits = new Map<number, number>();
    for (const v of group) {
      const c = clusterOf[v] as number;
      if (c >= 0) hits.set(c, (hits.get(c) ?? 0) + 1);
    }
    let best = 0;
    for (const [c, common] of hits)
      best = Math.max(best, (2 * common) / (group.length + (sizes[c] as number)));
    return best;
  });
}
