/** How much of the acts at some occasions a group makes up, against its share of everybody's other acts of that time. */
import { presenceNats } from '../mining/index.ts';
import { firstRow } from './arrivals.ts';
import type { KindGathering } from './kind-gathering.ts';
import type { IndexedTraces } from './read-traces.ts';

interface Occasion {
  readonly gathering: KindGathering;
  readonly members: readonly number[];
  readonly share: number;
  /** Names what it is about; several gatherings may be about one thing. */
  readonly occasion: string;
}

/** What a group made a crowd of. */
export interface Presences {
  readonly nats: number;
  /** Distinct occasions that show something. */
  readonly occasions: number;
}

/** By kind of trace, the times of all its rows, sorted; made when first asked for. */
const timesOf = new WeakMap<IndexedTraces['columns'], Float64Array>();

/**
 * Nats of occasions, for a group that was chosen by its marks. What is usual is the group's share of acts of the same kind on
 * everything but the buckets of `apart`, the occasions and whatever else the group may have been sent to, at any time or within the occasion's window, whichever is more: newcomers, and
 * people of one time of day, are on at the same hours without acting together. Suspects do not set the rate that they are
 * judged by, as what they may have been sent to is left out. O(rows of the members and of the occasions' buckets · log).
 */
export function presenceAt(
  { occasions, apart }: { readonly occasions: readonly Occasion[]; readonly apart: readonly Occasion[] },
  traces: readonly IndexedTraces[],
  members: Uint32Array,
): Presences {
  let nats = 0;
  const telling = new Set<string>();
  for (const [kind, ofKind] of Map.groupBy(occasions, ({ gathering }) => gathering.kind)) {
    const source = traces[kind] as IndexedTraces;
    const buckets = new Set(
      apart.filter(({ gathering }) => gathering.kind === kind).map(({ gathering }) => gathering.bucket),
    );
    const own = ownRows(source, members);
    const ownElsewhere = own.filter((row) => !buckets.has(source.columns.bucket[row] as number));
    const inBuckets = Float64Array.from([...buckets].flatMap((bucket) => rowTimes(source, bucket))).sort();
    const all = source.columns.length - inBuckets.length;
    const always = (ownElsewhere.length + 1) / (all + 2);
    const times = sortedTimes(source.columns);
    const ownTimes = Float64Array.from(ownElsewhere, (row) => source.columns.at[row] as number).sort();
    for (const { gathering, members: there, share, occasion } of ofKind) {
      const from = gathering.from;
      const to = from + source.kind.windowMs;
      const then = countWithin(times, from, to) - countWithin(inBuckets, from, to);
      const usual = Math.max(always, (countWithin(ownTimes, from, to) + 1) / (then + 2));
      const presence = {
        members: there.length,
        population: gathering.population,
        usual: Math.min(usual, 1),
        share,
      };
      const shown = presenceNats(presence, own.length);
      nats += shown;
      if (shown > 0) telling.add(occasion);
    }
  }
  return { nats, occasions: telling.size };
}

function ownRows({ index: { byAccount } }: IndexedTraces, members: Uint32Array): readonly number[] {
  const { offsets, order } = byAccount;
  return [...members].flatMap((member) => [
    ...order.subarray(offsets[member] ?? 0, offsets[member + 1] ?? 0),
  ]);
}

function rowTimes({ columns }: IndexedTraces, bucket: number): readonly number[] {
  const times: number[] = [];
  for (let row = firstRow(columns, bucket); row < columns.length && columns.bucket[row] === bucket; row += 1)
    times.push(columns.at[row] as number);
  return times;
}

function sortedTimes(columns: IndexedTraces['columns']): Float64Array {
  const known = timesOf.get(columns);
  if (known !== undefined) return known;
  const times = columns.at.slice(0, columns.length).sort();
  timesOf.set(columns, times);
  return times;
}

/** How many ascending times lie in [from, to]. */
const countWithin = (times: Float64Array, from: number, to: number): number =>
  below(times, to, true) - below(times, from, false);

function below(times: Float64Array, at: number, orEqual: boolean): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const time = times[middle] as number;
    if (time < at || (orEqual && time === at)) low = middle + 1;
    else high = middle;
  }
  return low;
}
