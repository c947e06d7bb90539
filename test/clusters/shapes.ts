/** Small graphs with known answers, for the tests of this room. */

import type { Clustering, WeightedEdges } from '../../src/clusters/index.ts';
import { seededRandom } from '../../src/clusters/louvain.ts';

export type Edge = readonly [number, number, number];

/** Surprise of a strong link: above ln(number of pairs) of a million accounts. */
export const STRONG = 40;

export function toEdges(accounts: number, edges: readonly Edge[]): WeightedEdges {
  return {
    accounts,
    length: edges.length,
    a: Uint32Array.from(edges, ([u, v]) => Math.min(u, v)),
    b: Uint32Array.from(edges, ([u, v]) => Math.max(u, v)),
    weight: Float64Array.from(edges, ([, , w]) => w),
  };
}

export function clique(from: number, size: number, weight = STRONG): Edge[] {
  const edges: Edge[] = [];
  for (let u = from; u < from + size; u++)
    for (let v = u + 1; v < from + size; v++) edges.push([u, v, weight]);
  return edges;
}

export function path(from: number, size: number, weight = STRONG): Edge[] {
  return Array.from({ length: size - 1 }, (_, i) => [from + i, from + i + 1, weight] as const);
}

export function ring(from: number, size: number, weight = STRONG): Edge[] {
  return [...path(from, size, weight), [from, from + size - 1, weight]];
}

export function star(from: number, leaves: number, weight = STRONG): Edge[] {
  return Array.from({ length: leaves }, (_, i) => [from, from + i + 1, weight] as const);
}

/** Random graph with about `degree` links each, distinct pairs. */
export function randomGraph(from: number, size: number, degree: number, seed: number): Edge[] {
  const rng = seededRandom(seed);
  const seen = new Set<number>();
  const edges: Edge[] = [];
  while (edges.length < (size * degree) / 2) {
    const [u, v] = [Math.floor(rng() * size), Math.floor(rng() * size)].sort((x, y) => x - y) as [
      number,
      number,
    ];
    if (u === v || seen.has(u * size + v)) continue;
    seen.add(u * size + v);
    edges.push([from + u, from + v, STRONG + rng()]);
  }
  return edges;
}

/** The integers from `from` to `from + size - 1`. */
export function range(from: number, size: number): number[] {
  return Array.from({ length: size }, (_, i) => from + i);
}

/** Members of all clusters as plain arrays. */
export function memberLists(result: Clustering): number[][] {
  return result.clusters.map((c) => Array.from(c.members));
}
