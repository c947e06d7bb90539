/** When the cluster's accounts were registered, beside the platform's own rhythm. */
import type { Store } from '../../storage/index.ts';
import type { Registrations } from '../contract/index.ts';
import { MEMBERS } from './member-acts.ts';
import type { ActsParams } from './selection.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Lengths that people can name. */
const LENGTHS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
  365 * DAY,
  3_650 * DAY,
];
/** More bars than that cannot be told apart on a screen. */
const MOST_BUCKETS = 1_000;

const OF_CLUSTER = `
SELECT account_id, toUnixTimestamp64Milli(argMax(registered_at, (observed_at, row_hash))) AS ms
FROM accounts
WHERE account_key IN (SELECT sipHash64(account_id) FROM (${MEMBERS}))
  AND (empty({accounts:Array(String)}) OR account_id IN (SELECT arrayJoin({accounts:Array(String)})))
GROUP BY account_id`;

const OF_PLATFORM = `
SELECT intDiv(toUnixTimestamp64Milli(registered_at), {bucket:Int64}) AS bucket, toUInt32(count()) AS accounts
FROM (SELECT argMax(registered_at, (observed_at, row_hash)) AS registered_at FROM accounts GROUP BY account_key)
WHERE registered_at >= fromUnixTimestamp64Milli({first:Int64}, 'UTC') AND registered_at < fromUnixTimestamp64Milli({end:Int64}, 'UTC')
GROUP BY bucket`;

/**
 * The length of a bucket in milliseconds: of the lengths that have a name and make at most 1,000 buckets the one with the least cost by
 * Shimazaki and Shinomoto (2007, doi:10.1162/neco.2007.19.6.1503), (2 · mean − variance) / length², of equals the longer. A batch of
 * registrations gets a bucket about as long as the batch took, where a rule by quartiles would see only the years around it.
 *
 * @param times Ascending, at least one.
 */
export function bucketLength(times: readonly number[]): number {
  const [first = 0] = times;
  const last = times.at(-1) ?? 0;
  let [best, least] = [DAY, Number.POSITIVE_INFINITY];
  for (const length of LENGTHS) {
    const buckets = Math.floor(last / length) - Math.floor(first / length) + 1;
    if (times.length === 1 || buckets > MOST_BUCKETS) continue;
    const counts = new Map<number, number>();
    for (const time of times) {
      const bucket = Math.floor(time / length);
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    }
    const mean = times.length / buckets;
    const squares = [...counts.values()].reduce((sum, count) => sum + count * count, 0);
    const cost = (2 * mean - (squares / buckets - mean * mean)) / length ** 2;
    if (cost <= least) [best, least] = [length, cost];
  }
  return best;
}

/** Of the selection only its accounts count: a registration is no act. O(accounts of the platform). */
export async function registrations(
  store: Store,
  { run, cluster, accounts }: ActsParams,
  members: readonly string[],
): Promise<Registrations> {
  const rows = await store.rows(OF_CLUSTER, { run, cluster, accounts });
  const times = rows.flatMap(({ ms }) => (ms === null ? [] : [Number(ms)])).sort((a, b) => a - b);
  const chosen = new Set(accounts);
  const asked = accounts.length === 0 ? members.length : members.filter((id) => chosen.has(id)).length;
  const unknown = asked - times.length;
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined)
    return { bucket_ms: DAY, buckets: [], cluster_total: 0, platform_total: 0, unknown };

  const length = bucketLength(times);
  const from = Math.floor(first / length);
  const ours = new Map<number, number>();
  for (const time of times) {
    const bucket = Math.floor(time / length);
    ours.set(bucket, (ours.get(bucket) ?? 0) + 1);
  }
  const count = Math.floor(last / length) - from + 1;
  const params = { bucket: length, first: from * length, end: (from + count) * length };
  const platform = new Map(
    (await store.rows(OF_PLATFORM, params)).map((row) => [Number(row.bucket), Number(row.accounts)]),
  );
  const buckets = Array.from({ length: count }, (_, i) => ({
    at: new Date((from + i) * length).toISOString(),
    cluster: ours.get(from + i) ?? 0,
    platform: platform.get(from + i) ?? 0,
  }));
  return {
    bucket_ms: length,
    buckets,
    cluster_total: times.length,
    platform_total: buckets.reduce((sum, bucket) => sum + bucket.platform, 0),
    unknown,
  };
}
