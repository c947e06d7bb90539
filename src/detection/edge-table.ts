/** The pairs that made the clusters, with account ids, for edges.csv, the store and the graph. */
import type { EdgeRow } from '../contract/index.ts';
import type { FusedEdges, KindEdges } from './fuse-edges.ts';

export interface EdgeTable {
  readonly length: number;
  /** In order of (account_a, account_b, trace); `account_a` < `account_b`. */
  rows(): Iterable<EdgeRow>;
}

export interface EdgeTableInput {
  readonly lists: readonly KindEdges[];
  readonly fused: FusedEdges;
  /** Cluster of each account, -1 for none. */
  readonly inClusters: Int32Array;
  /** Names of the accounts in clusters. */
  readonly ids: ReadonlyMap<number, string>;
}

/** Every trace of the surviving pairs inside clusters. Traces too weak to be followed up alone are not listed. */
export function createEdgeTable({ lists, fused, inClusters, ids }: EdgeTableInput): EdgeTable {
  const isInside = (a: number, b: number) => inClusters[a] !== -1 && inClusters[a] === inClusters[b];
  const pairKey = (a: number, b: number) => a * inClusters.length + b;
  const kept = new Set<number>();
  for (let edge = 0; edge < fused.length; edge += 1) {
    const a = fused.a[edge] as number;
    const b = fused.b[edge] as number;
    if (isInside(a, b)) kept.add(pairKey(a, b));
  }
  const picked: EdgeRow[] = [];
  for (const { kind, edges } of lists) {
    for (let edge = 0; edge < edges.length; edge += 1) {
      const a = edges.a[edge] as number;
      const b = edges.b[edge] as number;
      if (!isInside(a, b) || !kept.has(pairKey(a, b))) continue;
      const x = ids.get(a) as string;
      const y = ids.get(b) as string;
      const [account_a, account_b] = x < y ? [x, y] : [y, x];
      picked.push({
        account_a,
        account_b,
        trace: kind.name,
        meetings: edges.meetings[edge] as number,
        surprise_nats: Math.round((edges.surprise[edge] as number) * 1e4) / 1e4,
        first_at: new Date(edges.firstAt[edge] as number).toISOString(),
        last_at: new Date(edges.lastAt[edge] as number).toISOString(),
      });
    }
  }
  picked.sort(
    (x, y) =>
      compare(x.account_a, y.account_a) || compare(x.account_b, y.account_b) || compare(x.trace, y.trace),
  );
  return { length: picked.length, rows: () => picked };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
