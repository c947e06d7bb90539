/** The pairs that made the clusters, with account ids, for edges.csv, the store and the graph. */
import type { EdgeRow } from '../contract/index.ts';
import type { EdgeList } from '../mining/index.ts';
import type { FusedEdges, KindEdges } from './fuse-edges.ts';
import { Growable } from './growable.ts';

/** An edge without its meetings. */
export type EdgeLink = Pick<EdgeRow, 'account_a' | 'account_b' | 'trace' | 'surprise_nats'>;

/** In order of (account_a, account_b, trace); `account_a` < `account_b`. Made while they are read, and any number of times. */
export interface EdgeTable {
  readonly length: number;
  rows(): Iterable<EdgeRow>;
  links(): Iterable<EdgeLink>;
}

export interface EdgeTableInput {
  readonly lists: readonly KindEdges[];
  readonly fused: FusedEdges;
  /** Cluster of each account, -1 for none. */
  readonly inClusters: Int32Array;
  /** Names of the accounts in clusters. */
  readonly ids: ReadonlyMap<number, string>;
}

/**
 * Every trace of the surviving pairs inside clusters. Traces too weak to be followed up alone are not listed. Holds 8 bytes
 * an edge beside the lists. O(edges · log of those inside + fused edges · kinds).
 */
export function createEdgeTable({ lists, fused, inClusters, ids }: EdgeTableInput): EdgeTable {
  const byTrace = [...lists].sort((x, y) => compare(x.kind.name, y.kind.name));
  const inside = pairsInside(fused, inClusters);
  const list = new Growable((length) => new Uint32Array(length));
  const place = new Growable((length) => new Uint32Array(length));
  byTrace.forEach(({ edges }, trace) => {
    for (const edge of edgesAmong(edges, inside)) {
      list.push(trace);
      place.push(edge);
    }
  });
  const { length } = list;
  const listOf = list.take();
  const placeIn = place.take();

  // Names are compared once for each account, not for each pair.
  const rank = new Uint32Array(inClusters.length);
  [...ids]
    .sort(([, x], [, y]) => compare(x, y))
    .forEach(([account], nth) => {
      rank[account] = nth;
    });
  const keys = new Float64Array(length);
  for (let row = 0; row < length; row += 1) {
    const { edges } = byTrace[listOf[row] as number] as KindEdges;
    const x = rank[edges.a[placeIn[row] as number] as number] as number;
    const y = rank[edges.b[placeIn[row] as number] as number] as number;
    keys[row] = Math.min(x, y) * ids.size + Math.max(x, y);
  }
  const order = Uint32Array.from({ length }, (_, row) => row).sort(
    (x, y) => (keys[x] as number) - (keys[y] as number) || (listOf[x] as number) - (listOf[y] as number),
  );

  function* links(): Generator<EdgeLink & { readonly edges: EdgeList; readonly edge: number }> {
    for (const row of order) {
      const { kind, edges } = byTrace[listOf[row] as number] as KindEdges;
      const edge = placeIn[row] as number;
      const x = ids.get(edges.a[edge] as number) as string;
      const y = ids.get(edges.b[edge] as number) as string;
      const surprise_nats = Math.round((edges.surprise[edge] as number) * 1e4) / 1e4;
      const [account_a, account_b] = x < y ? [x, y] : [y, x];
      yield { account_a, account_b, trace: kind.name, surprise_nats, edges, edge };
    }
  }
  return {
    length,
    links,
    *rows() {
      for (const { account_a, account_b, trace, surprise_nats, edges, edge } of links())
        yield {
          account_a,
          account_b,
          trace,
          meetings: edges.meetings[edge] as number,
          surprise_nats,
          first_at: new Date(edges.firstAt[edge] as number).toISOString(),
          last_at: new Date(edges.lastAt[edge] as number).toISOString(),
        };
    },
  };
}

/** Pairs in order of (a, b). */
type Pairs = Pick<FusedEdges, 'length' | 'a' | 'b'>;

/** The pairs with both accounts in one cluster. */
function pairsInside(pairs: Pairs, inClusters: Int32Array): Pairs {
  const a = new Growable((length) => new Uint32Array(length));
  const b = new Growable((length) => new Uint32Array(length));
  for (let pair = 0; pair < pairs.length; pair += 1) {
    const x = pairs.a[pair] as number;
    const y = pairs.b[pair] as number;
    if (inClusters[x] === -1 || inClusters[x] !== inClusters[y]) continue;
    a.push(x);
    b.push(y);
  }
  return { length: a.length, a: a.take(), b: b.take() };
}

/** The places of those edges that are among the pairs. Both are in order, so they are walked side by side. */
function* edgesAmong(edges: Pairs, pairs: Pairs): Generator<number> {
  let pair = 0;
  for (let edge = 0; edge < edges.length; edge += 1) {
    const x = edges.a[edge] as number;
    const y = edges.b[edge] as number;
    while (
      pair < pairs.length &&
      ((pairs.a[pair] as number) < x || (pairs.a[pair] === x && (pairs.b[pair] as number) < y))
    )
      pair += 1;
    if (pair < pairs.length && pairs.a[pair] === x && pairs.b[pair] === y) yield edge;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
