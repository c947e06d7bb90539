/** Leaves out, before any pair is looked at, the rows and accounts that cannot be part of a pair that matters. */
import type { TraceColumns } from './trace-columns.ts';

/** Rows still in the running. */
export interface LiveRows extends TraceColumns {
  /** Nats that the row can prove at most. */
  readonly worth: Float32Array;
  /** Distinct accounts that were in reach of it, counted before anything was left out. */
  readonly population: Uint32Array;
}

/** What a pair must come up to. */
export interface PairBar {
  readonly minSurprise: number;
  readonly minMeetings: number;
  readonly alone?: BarAlone;
}

/** A higher bar for pairs that nothing else can speak for. */
export interface BarAlone {
  readonly minSurprise: number;
  /** By account, 1 where other evidence joins it to somebody; accounts beyond its end have none. */
  readonly joined: Uint8Array;
}

/** Rows whose mask is 1, copied. O(rows). */
export function compact(rows: LiveRows, mask: Uint8Array): LiveRows {
  let length = 0;
  for (const keep of mask) length += keep;
  if (length === rows.length) return rows;
  const kept = {
    length,
    bucket: new Uint32Array(length),
    at: new Float64Array(length),
    account: new Uint32Array(length),
    worth: new Float32Array(length),
    population: new Uint32Array(length),
  };
  let next = 0;
  for (let row = 0; row < rows.length; row++) {
    if (mask[row] === 0) continue;
    kept.bucket[next] = rows.bucket[row] as number;
    kept.at[next] = rows.at[row] as number;
    kept.account[next] = rows.account[row] as number;
    kept.worth[next] = rows.worth[row] as number;
    kept.population[next] = rows.population[row] as number;
    next++;
  }
  return kept;
}

/**
 * Marks the rows that can still matter: worth more than nothing, in reach of somebody else, and left by an account whose
 * best row in every bucket together could come up to the bar. Exact: no pair at or above the bar loses a meeting.
 * `reach` is null before the first round, when populations say as much. O(rows + accounts).
 */
export function markLive(
  rows: LiveRows,
  reach: { readonly from: Uint32Array; readonly to: Uint32Array } | null,
  accounts: number,
  bar: PairBar,
): Uint8Array {
  const { account, bucket, worth, population, length } = rows;
  const mask = new Uint8Array(length);
  const bound = new Float64Array(accounts);
  const buckets = new Uint32Array(accounts);
  const lastBucket = new Uint32Array(accounts);
  const best = new Float32Array(accounts);
  for (let row = 0; row < length; row++) {
    const nats = worth[row] as number;
    const others =
      reach === null ? (population[row] as number) : (reach.to[row] as number) - (reach.from[row] as number);
    if (nats <= 0 || others < 2) continue;
    mask[row] = 1;
    const x = account[row] as number;
    const here = bucket[row] as number;
    if ((buckets[x] as number) === 0 || (lastBucket[x] as number) !== here) {
      bound[x] = (bound[x] as number) + nats;
      buckets[x] = (buckets[x] as number) + 1;
      lastBucket[x] = here;
      best[x] = nats;
    } else if (nats > (best[x] as number)) {
      bound[x] = (bound[x] as number) + nats - (best[x] as number);
      best[x] = nats;
    }
  }
  // The sums are rounded in another order than a pair's own; a bar met exactly must not be missed for that.
  const { alone } = bar;
  for (let row = 0; row < length; row++) {
    const x = account[row] as number;
    const least = (alone === undefined || alone.joined[x] === 1 ? bar : alone).minSurprise - 1e-6;
    if ((bound[x] as number) < least || (buckets[x] as number) < bar.minMeetings) mask[row] = 0;
  }
  return mask;
}
