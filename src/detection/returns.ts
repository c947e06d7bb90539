/** What it means that a group returns to one author's content: how far being its fans explains that they meet there. */
import { NO_OWNER } from '../mining/index.ts';
import type { KindGathering } from './kind-gathering.ts';
import type { IndexedTraces } from './read-traces.ts';
import { isFast } from './regulars.ts';

/** Fewer gatherings of three or more say nothing of how a group comes. */
const MIN_RETURNS = 5;
const MIN_MEMBERS = 3;
/** Fans that are told of each post are within the window of each other at two posts in three at most. */
const FANS_TOGETHER = 2 / 3;
/** With fewer other fans, how the author's fans come is not known. */
const MIN_OTHERS = 30;

/** What a group's returns to authors prove. */
export interface Returns {
  /** Net of the price of having chosen the author. */
  readonly nats: number;
  /** Is the gathering among them? Then it must not count again. */
  readonly has: (gathering: KindGathering) => boolean;
}

/**
 * Nats of a group's returns to authors beyond what fans show. Fans choose the same author, so that they come again is no
 * news; that they come within the same minute is, as far as they do so more often than fans do: than two times in three,
 * or than the author's other fans come in those same minutes, where there are enough of them. All visits are looked
 * at, so that nothing but the author was chosen: visits · KL(share together ‖ that of fans), a Chernoff bound, the first of
 * each gathering left out, less the logarithm of the pieces of content, of which authors are no more. Kinds that people meet in within an hour show
 * nothing: so do fans. O(gatherings + rows of their buckets).
 */
export function returnsToAuthors(
  gatherings: readonly KindGathering[],
  traces: readonly IndexedTraces[],
  members: Uint32Array,
): Returns {
  const own = new Set(members);
  const fast = gatherings.filter(({ kind, bucket }) => {
    const source = traces[kind] as IndexedTraces;
    return isFast(source) && (source.owners?.[bucket] ?? NO_OWNER) !== NO_OWNER;
  });
  const proven = new Set<string>();
  let nats = 0;
  for (const [key, list] of Map.groupBy(fast, (gathering) => keyOf(gathering, traces))) {
    if (list.filter((one) => one.members.length >= MIN_MEMBERS).length < MIN_RETURNS) continue;
    const source = traces[(list[0] as KindGathering).kind] as IndexedTraces;
    const net = beyondFans(list, source, own) - Math.log(source.bucketKeys.length);
    if (net <= 0) continue;
    nats += net;
    proven.add(key);
  }
  return { nats, has: (gathering) => proven.has(keyOf(gathering, traces)) };
}

const keyOf = ({ kind, bucket }: KindGathering, traces: readonly IndexedTraces[]): string =>
  `${kind} ${traces[kind]?.owners?.[bucket] ?? NO_OWNER}`;

function beyondFans(list: readonly KindGathering[], source: IndexedTraces, own: ReadonlySet<number>): number {
  let visits = 0;
  let together = 0;
  let others = 0;
  let othersThen = 0;
  const byBucket = Map.groupBy(list, (gathering) => gathering.bucket);
  for (const [bucket, here] of byBucket) {
    const fullest = here.reduce((most, one) => (one.members.length > most.members.length ? one : most));
    const came = visitorsOf(bucket, source, own);
    visits += came.members;
    together += fullest.members.length;
    others += came.others;
    othersThen += Math.max(0, fullest.population - fullest.members.length);
  }
  const share = together / visits;
  const fans = Math.max(FANS_TOGETHER, others >= MIN_OTHERS ? (othersThen + 1) / (others + 2) : 0);
  if (share <= fans) return 0;
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - fans)) : 0;
  return (visits - byBucket.size) * (share * Math.log(share / fans) + rest);
}

/** Distinct members, and others, that left the trace in a bucket at any time. O(log rows + rows of the bucket). */
function visitorsOf(
  bucket: number,
  { columns }: IndexedTraces,
  own: ReadonlySet<number>,
): { readonly members: number; readonly others: number } {
  let low = 0;
  let high = columns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((columns.bucket[middle] as number) < bucket) low = middle + 1;
    else high = middle;
  }
  const all = new Set<number>();
  for (let row = low; row < columns.length && columns.bucket[row] === bucket; row += 1)
    all.add(columns.account[row] as number);
  let members = 0;
  for (const who of all) if (own.has(who)) members += 1;
  return { members, others: all.size - members };
}
