/** Connected components by union-find. */

/** A partition of dense indexes: `of[v]` is v's group, numbered by smallest member, or -1 when v is in none. */
export interface Grouping {
  readonly count: number;
  readonly of: Int32Array;
}

/** Disjoint sets with path halving; the root is always the smallest member, so names do not depend on order. */
export function createUnionFind(size: number): {
  find(v: number): number;
  union(u: number, v: number): void;
} {
  const parent = new Uint32Array(size);
  for (let v = 0; v < size; v++) parent[v] = v;
  const find = (v: number): number => {
    let x = v;
    while (parent[x] !== x) {
      const up = parent[parent[x] as number] as number;
      parent[x] = up;
      x = up;
    }
    return x;
  };
  return {
    find,
    union(u, v) {
      const x = find(u);
      const y = find(v);
      if (x < y) parent[y] = x;
      else parent[x] = y;
    },
  };
}

/**
 * Components over the edges that `keep` marks (all when absent). Nodes without a kept edge are in no group.
 * O(edges · α).
 */
export function components(
  graph: { readonly nodes: number; readonly edges: number; readonly a: Uint32Array; readonly b: Uint32Array },
  keep?: Uint8Array,
): Grouping {
  const sets = createUnionFind(graph.nodes);
  const linked = new Uint8Array(graph.nodes);
  for (let e = 0; e < graph.edges; e++) {
    if (keep && keep[e] === 0) continue;
    const u = graph.a[e] as number;
    const v = graph.b[e] as number;
    linked[u] = 1;
    linked[v] = 1;
    sets.union(u, v);
  }
  const of = new Int32Array(graph.nodes).fill(-1);
  let count = 0;
  for (let v = 0; v < graph.nodes; v++) {
    if (linked[v] === 0) continue;
    const root = sets.find(v);
    if (of[root] === -1) of[root] = count++;
    of[v] = of[root] as number;
  }
  return { count, of };
}

/** The members of each group, sorted. O(nodes). */
export function membersOf(grouping: Grouping): Uint32Array[] {
  const sizes = new Uint32Array(grouping.count);
  for (const g of grouping.of) if (g >= 0) sizes[g] = (sizes[g] as number) + 1;
  const members = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  grouping.of.forEach((g, v) => {
    if (g < 0) return;
    const at = sizes[g] as number;
    (members[g] as Uint32Array)[at] = v;
    sizes[g] = at + 1;
  });
  return members;
}
