/** Clusters recognised from one cycle to the next, while their members come and go. */

export interface ClusterMembers {
  readonly id: string;
  readonly accounts: readonly string[];
}

/** Share of the smaller one's members that two clusters must have in common to be taken for the same. */
const SAME_SHARE = 0.5;

/**
 * For each found cluster the known one that it continues, or null: pairs that share at least half of the smaller, taken
 * equal ones first, then greedily by how many members they share. Equal ones first also means that matching against a
 * state that is half brought up to date gives the same pairs again. One to one: of two parts the larger keeps the name, and of two that merged
 * the name of the larger stays. Ties go by id, so the order of input changes nothing. O(members + pairs that share).
 */
export function matchClusters(
  found: readonly ClusterMembers[],
  known: readonly ClusterMembers[],
): ReadonlyMap<string, string> {
  const homes = new Map<string, ClusterMembers[]>();
  for (const cluster of known)
    for (const account of cluster.accounts) {
      const list = homes.get(account);
      if (list === undefined) homes.set(account, [cluster]);
      else list.push(cluster);
    }
  const pairs = found.flatMap((cluster) => {
    const shared = new Map<ClusterMembers, number>();
    for (const account of cluster.accounts)
      for (const home of homes.get(account) ?? []) shared.set(home, (shared.get(home) ?? 0) + 1);
    return [...shared]
      .filter(
        ([home, count]) => count >= SAME_SHARE * Math.min(home.accounts.length, cluster.accounts.length),
      )
      .map(([home, count]) => ({
        found: cluster.id,
        known: home.id,
        count,
        isEqual: count === home.accounts.length && count === cluster.accounts.length,
      }));
  });
  pairs.sort(
    (a, b) =>
      Number(b.isEqual) - Number(a.isEqual) ||
      b.count - a.count ||
      order(a.known, b.known) ||
      order(a.found, b.found),
  );
  const matches = new Map<string, string>();
  const taken = new Set<string>();
  for (const pair of pairs) {
    if (matches.has(pair.found) || taken.has(pair.known)) continue;
    matches.set(pair.found, pair.known);
    taken.add(pair.known);
  }
  return matches;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
