/** Bursts of registrations against the platform's own rhythm, as traces. */
import { cadence, findBursts, timeResolution } from '../mining/index.ts';
import type { Cadence } from '../signals/index.ts';
import { type KnownAccounts, registeredInBurst } from '../traces/index.ts';
import type { KindTraces } from './read-traces.ts';

/** Bursts of bursts: a script that registers a handful every half hour is one batch. */
const MIN_SERIES = 5;

export interface RegistrationBursts {
  /** Bucket = a batch: a burst, or a series of bursts. */
  readonly traces: KindTraces;
  /** Where each account of a burst stands; an account registers once. */
  readonly registrations: ReadonlyMap<number, Registration>;
  /** Whole milliseconds at which the times are known. */
  readonly resolutionMs: number;
}

interface Registration {
  /** Number of the burst, in order of time. */
  readonly burst: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Accounts that registered in one burst, or in one series of bursts, share a trace. It makes no edges: that a batch is no
 * accident is proven for all of it, not for a pair, and whoever registered in the same minutes by chance must not be
 * drawn into what the others did. O(accounts · log).
 */
export function findRegistrationBursts({ registered, registeredAt }: KnownAccounts): RegistrationBursts {
  const times = Float64Array.from(registered, (account) => registeredAt[account] as number);
  const bursts = findBursts(times);
  const registrations = new Map<number, Registration>();
  bursts.forEach(({ start, end }, burst) => {
    for (let row = start; row < end; row++)
      registrations.set(registered[row] as number, { burst, at: times[row] as number });
  });
  return {
    traces: asTraces(joinSeries(bursts), registered, times),
    registrations,
    resolutionMs: timeResolution(times),
  };
}

/** Ranges of registrations; the bursts of one series are one batch. */
type Batch = readonly { readonly start: number; readonly end: number }[];

function joinSeries(
  bursts: readonly { readonly from: number; readonly start: number; readonly end: number }[],
): readonly Batch[] {
  const series = findBursts(
    Float64Array.from(bursts, (burst) => burst.from),
    { minCount: MIN_SERIES },
  );
  const batches: Batch[] = [];
  let next = 0;
  for (const { start, end } of series) {
    while (next < start) batches.push([bursts[next++] as Batch[number]]);
    batches.push(bursts.slice(start, end));
    next = end;
  }
  while (next < bursts.length) batches.push([bursts[next++] as Batch[number]]);
  return batches;
}

const rowsOf = (batch: Batch): number[] =>
  batch.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, offset) => start + offset));

function asTraces(batches: readonly Batch[], who: Uint32Array, when: Float64Array): KindTraces {
  const rows = batches.flatMap((batch, bucket) => rowsOf(batch).map((row) => ({ bucket, row })));
  return {
    kind: registeredInBurst,
    columns: {
      length: rows.length,
      bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
      at: Float64Array.from(rows, ({ row }) => when[row] as number),
      account: Uint32Array.from(rows, ({ row }) => who[row] as number),
    },
    bucketKeys: BigUint64Array.from(batches, (_, bucket) => BigInt(bucket)),
    owners: null,
  };
}

/** Least accounts that a batch must keep to be looked at by itself. */
const MIN_BATCH = 5;

/** The accounts of each batch that no cluster holds, sorted: sleepers, or people who came with a promotion. */
export function batchesOutside(
  { traces: { columns } }: RegistrationBursts,
  clusters: readonly Uint32Array[],
  accounts: number,
): readonly Uint32Array[] {
  const taken = new Uint8Array(accounts);
  for (const members of clusters) for (const account of members) taken[account] = 1;
  const batches = new Map<number, number[]>();
  for (let row = 0; row < columns.length; row += 1) {
    const account = columns.account[row] as number;
    if (taken[account] === 1) continue;
    const bucket = columns.bucket[row] as number;
    const list = batches.get(bucket);
    if (list === undefined) batches.set(bucket, [account]);
    else list.push(account);
  }
  return [...batches.values()]
    .filter((list) => list.length >= MIN_BATCH)
    .map((list) => Uint32Array.from(list).sort());
}

/** Least registrations of members in a burst for its gaps to be looked at. */
const MIN_IN_BURST = 4;

/**
 * How regular the members' registrations are, burst by burst. A burst without regularity takes a nat away, so that many
 * bursts of chance arrivals, a few of which look regular by luck, do not add up to evidence. Null without such bursts.
 */
export function membersCadence(
  { registrations, resolutionMs }: RegistrationBursts,
  members: Uint32Array,
): Cadence | null {
  const timesOf = new Map<number, number[]>();
  for (const member of members) {
    const found = registrations.get(member);
    if (found === undefined) continue;
    const times = timesOf.get(found.burst);
    if (times === undefined) timesOf.set(found.burst, [found.at]);
    else times.push(found.at);
  }
  let nats = 0;
  let gaps = 0;
  let span = 0;
  for (const [, unsorted] of [...timesOf].sort(([a], [b]) => a - b)) {
    const times = Float64Array.from(unsorted).sort();
    if (times.length < MIN_IN_BURST) continue;
    const found = cadence(times, { resolutionMs });
    nats += found.nats > 0 ? found.nats : -1;
    gaps += found.gaps;
    span += (times[times.length - 1] as number) - (times[0] as number);
  }
  return gaps === 0 ? null : { nats: Math.max(0, nats), gaps, meanGapMs: span / gaps };
}
