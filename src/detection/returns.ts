/** What it means that a group returns to one author's content: how far being its fans explains that they meet there. */
import { NO_OWNER } from '../mining/index.ts';
import { arrivalsAt, natsBeyondPeople } from './arrivals.ts';
import type { KindGathering } from './kind-gathering.ts';
import type { IndexedTraces } from './read-traces.ts';
import { isFast } from './regulars.ts';

/** Fewer gatherings of three or more say nothing of how a group comes. */
const MIN_RETURNS = 5;
const MIN_MEMBERS = 3;
/** What a group's returns to authors prove. */
export interface Returns {
  /** Net of the price of having chosen the author. */
  readonly nats: number;
  /** Is the gathering among them? Then it must not count again. */
  readonly has: (gathering: KindGathering) => boolean;
}

/**
 * Nats of a group's returns to authors beyond what fans show. Fans choose the same author, so that they come again is no
 * news; that they come within the same minute is, as far as they do so more often than people do (`natsBeyondPeople`).
 * All content of an author is looked at where any members met, so that nothing but the author was chosen: less the logarithm
 * of the pieces of content, of which authors are no more. Kinds that people meet in within an hour show nothing: so do
 * fans. O(gatherings + rows of their buckets).
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
    const net =
      natsBeyondPeople(arrivalsAt(new Set(list.map(({ bucket }) => bucket)), source, own)) -
      Math.log(source.bucketKeys.length);
    if (net <= 0) continue;
    nats += net;
    proven.add(key);
  }
  return { nats, has: (gathering) => proven.has(keyOf(gathering, traces)) };
}

const keyOf = ({ kind, bucket }: KindGathering, traces: readonly IndexedTraces[]): string =>
  `${kind} ${traces[kind]?.owners?.[bucket] ?? NO_OWNER}`;
