/** Who holds a cluster together: members linked with a fair share of the others. */
import type { WeightedEdges } from './csr.ts';

/** A member with fewer links inside than this share of the median member's is a bystander. */
export const CORE_SHARE = 0.3;

/**
 * The core of each cluster. An account that hangs on by one or two links in a group whose members are linked with dozens
 * was caught in the middle; with it go those that only it joined. Degrees are compared with the cluster's own median, so
 * stars, chains and other thin groups lose nobody. The same idea as a k-core (Seidman 1983,
 * doi:10.1016/0378-8733(83)90028-X), with k from the group. O(edges · rounds).
 *
 * @param clusterOf per account: index into `clusters`, or -1.
 * @returns per cluster the sorted members that stay, in the clusters' order.
 */
export function coreMembers(
  clusters: readonly { readonly members: Uint32Array }[],
  clusterOf: Int32Array,
  edges: WeightedEdges,
): readonly Uint32Array[] {
  const inside = new Int32Array(clusterOf);
  let members = clusters.map((cluster) => cluster.members);
  for (;;) {
    const degree = degreesInside(inside, edges);
    let dropped = 0;
    members = members.map((list) => {
      const least = CORE_SHARE * median(list.map((account) => degree[account] as number));
      const kept = list.filter((account) => (degree[account] as number) >= least);
      for (const account of list) if ((degree[account] as number) < least) inside[account] = -1;
      dropped += list.length - kept.length;
      return kept;
    });
    if (dropped === 0) return members;
  }
}

/** Distinct neighbours of each account within its cluster; edges are sorted, so that parallel ones stand together. */
function degreesInside(inside: Int32Array, { a, b, length }: WeightedEdges): Uint32Array {
  const degree = new Uint32Array(inside.length);
  for (let edge = 0; edge < length; edge += 1) {
    const x = a[edge] as number;
    const y = b[edge] as number;
    if (inside[x] === -1 || inside[x] !== inside[y] || (edge > 0 && a[edge - 1] === x && b[edge - 1] === y))
      continue;
    degree[x] = (degree[x] as number) + 1;
    degree[y] = (degree[y] as number) + 1;
  }
  return degree;
}

function median(values: Uint32Array): number {
  const sorted = values.slice().sort();
  return sorted[sorted.length >> 1] ?? 0;
}
