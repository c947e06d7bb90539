/** What buckets are called on the platform: targets, links, topics; or their hash. */
import type { Store } from '../storage/index.ts';
import type { TraceSource } from '../traces/index.ts';
import type { KindTraces } from './read-traces.ts';

/** Names of buckets, kind by kind; `buckets` holds the wanted ones of each kind. One query for all kinds of a source. */
export async function nameBuckets(
  store: Store,
  traces: readonly KindTraces[],
  sources: ReadonlyMap<string, TraceSource>,
  buckets: readonly ReadonlySet<number>[],
): Promise<readonly ReadonlyMap<number, string>[]> {
  const wanted = new Map<string, Set<bigint>>();
  traces.forEach(({ kind, bucketKeys }, index) => {
    const query = sources.get(kind.name)?.names;
    if (query === null || query === undefined) return;
    const keys = wanted.get(query) ?? new Set();
    for (const bucket of buckets[index] ?? []) keys.add(bucketKeys[bucket] as bigint);
    wanted.set(query, keys);
  });
  const names = new Map<string, ReadonlyMap<bigint, string>>();
  for (const [query, keys] of wanted) {
    if (keys.size === 0) continue;
    const rows = await store.rows(query, { buckets: [...keys].sort() });
    names.set(query, new Map(rows.map((row) => [BigInt(String(row.bucket)), String(row.name)])));
  }
  return traces.map(({ kind, bucketKeys }, index) => {
    const known = names.get(sources.get(kind.name)?.names ?? '');
    const nameOf = (key: bigint) => known?.get(key) ?? key.toString(16);
    return new Map(
      Array.from(buckets[index] ?? [], (bucket) => [bucket, nameOf(bucketKeys[bucket] as bigint)]),
    );
  });
}
