/** Whose content a group acts on as friends do: authors that are themselves about where the group is. */
import { NO_OWNER } from '../mining/index.ts';
import { ACTS } from '../traces/index.ts';
import type { KindGathering } from './kind-gathering.ts';
import type { IndexedTraces } from './read-traces.ts';

/** Gatherings that an author must have been at, other than on content of its own, and their share of all it did. */
const MIN_VISITS = 2;
const MIN_VISITS_SHARE = 0.25;
/** Members of a gathering that make it the group's: by chance two meet anywhere. */
const MIN_MEMBERS = 3;
const MIN_SHARE = 0.1;

/**
 * Authors that took part in at least two of the group's gatherings themselves, and for whom that is a fair part of what they
 * do. Circles of people read, like and answer one another, and whoever stands at their edge is no member; a customer who
 * bought likes does not spend his days where those that he bought are sent. O(rows of the authors).
 *
 * @param own accounts of the group; they are friends, too.
 */
export function findFriends(
  gatherings: readonly KindGathering[],
  traces: readonly IndexedTraces[],
  own: ReadonlySet<number>,
): ReadonlySet<number> {
  const least = Math.max(MIN_MEMBERS, MIN_SHARE * own.size);
  const visited = traces.map(() => new Set<number>());
  const authors = new Set<number>();
  for (const { kind, bucket, members } of gatherings) {
    const { owners, kind: trace } = traces[kind] as IndexedTraces;
    if (members.length < least || !ACTS.has(trace.family)) continue;
    visited[kind]?.add(bucket);
    const owner = owners?.[bucket] ?? NO_OWNER;
    if (owner !== NO_OWNER && !own.has(owner)) authors.add(owner);
  }
  const friends = new Set(own);
  for (const author of authors) if (isVisitor(author, traces, visited)) friends.add(author);
  return friends;
}

/** Did the author itself go where the group went? Within a minute and within an hour, by target and by author, it is one visit. */
function isVisitor(
  author: number,
  traces: readonly IndexedTraces[],
  visited: readonly ReadonlySet<number>[],
): boolean {
  const everywhere = new Set<bigint>();
  const places = new Set<bigint>();
  traces.forEach(({ columns, index, kind: { family, name }, owners, bucketKeys }, kind) => {
    if (family !== 'target' || name.includes('-author')) return;
    const { offsets, order } = index.byAccount;
    const end = offsets[author + 1] ?? 0;
    for (let i = offsets[author] ?? end; i < end; i += 1) {
      const bucket = columns.bucket[order[i] as number] as number;
      if (owners?.[bucket] === author) continue;
      everywhere.add(bucketKeys[bucket] as bigint);
      if (visited[kind]?.has(bucket)) places.add(bucketKeys[bucket] as bigint);
    }
  });
  return places.size >= Math.max(MIN_VISITS, MIN_VISITS_SHARE * everywhere.size);
}
