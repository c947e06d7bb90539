/** What buckets are called on the platform: targets, links, topics; or their hash. */
import type { Store } from '../storage/index.ts';
import type { TraceSource } from '../traces/index.ts';
import type { KindTraces } from './read-traces.ts';

export async function nameBuckets(
  store: Store,
  traces: KindTraces,
  sources: ReadonlyMap<string, TraceSource>,
  buckets: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const keyOf = (bucket: number) => traces.bucketKeys[bucket] as bigint;
  const names = new Map(buckets.map((bucket) => [bucket, keyOf(bucket).toString(16)]));
  const query = sources.get(traces.kind.name)?.names;
  if (query === null || query === undefined || buckets.length === 0) return names;
  const bucketOf = new Map(buckets.map((bucket) => [String(keyOf(bucket)), bucket]));
  for (const row of await store.rows(query, { buckets: buckets.map(keyOf) })) {
    const bucket = bucketOf.get(String(row.bucket));
    if (bucket !== undefined) names.set(bucket, String(row.name));
  }
  return names;
}
