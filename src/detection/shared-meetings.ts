/** Groups whose members are where those of another group are: pieces of one group that other ties hold more closely. */
import { findGatherings } from '../mining/index.ts';
import { ACTS } from '../traces/index.ts';
import type { IndexedTraces } from './read-traces.ts';

const HOUR_MS = 60 * 60_000;
/** Members, and share of a group, that make it present at a gathering. */
const MIN_PRESENT = 2;
const MIN_SHARE = 0.5;
/** Share of all who were there that come from groups that are present: else it is an event, and everybody is. */
const MOST_THERE = 0.5;
/** Hours in which two groups were together, and the share of those in which either was anywhere. */
const MIN_HOURS = 3;
const MIN_TOGETHER = 0.5;
/** More groups in one place are not compared, pair by pair. */
const MOST_GROUPS = 500;

/**
 * Pairs of groups, by their places in `groups`, that are present at the same gatherings in three hours or more, mostly
 * with nobody else. No base rate is needed: it is asked only who else was there. O(rows of the members + pairs present).
 */
export function sharedMeetings(
  groups: readonly Uint32Array[],
  kinds: readonly IndexedTraces[],
): readonly (readonly [number, number])[] {
  const groupOf = new Map<number, number>();
  groups.forEach((members, group) => {
    for (const account of members) groupOf.set(account, group);
  });
  /** By group, the hours in which it was present; by pair, those in which both were. */
  const hours = groups.map(() => new Set<number>());
  const shared = new Map<number, Set<number>>();
  for (const { kind, index } of kinds) {
    if (!ACTS.has(kind.family)) continue;
    for (const { members, population, from } of findGatherings(index, groupOf.keys())) {
      const present = presentGroups(members, groups, groupOf);
      const there = present.reduce((sum, [, count]) => sum + count, 0);
      if (there < MOST_THERE * population || present.length > MOST_GROUPS) continue;
      const hour = Math.floor(from / HOUR_MS);
      present.forEach(([a], place) => {
        hours[a]?.add(hour);
        for (const [b] of present.slice(place + 1)) {
          const key = a * groups.length + b;
          const both = shared.get(key);
          if (both === undefined) shared.set(key, new Set([hour]));
          else both.add(hour);
        }
      });
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (const [key, both] of shared) {
    const [a, b] = [Math.floor(key / groups.length), key % groups.length];
    const either = Math.max(hours[a]?.size ?? 0, hours[b]?.size ?? 0);
    if (both.size >= MIN_HOURS && both.size >= MIN_TOGETHER * either) pairs.push([a, b]);
  }
  return pairs;
}

/** The groups that are present, in order of their places, with how many of their members are. */
function presentGroups(
  members: readonly number[],
  groups: readonly Uint32Array[],
  groupOf: ReadonlyMap<number, number>,
): readonly (readonly [group: number, count: number])[] {
  const counts = new Map<number, number>();
  for (const account of members) {
    const group = groupOf.get(account) as number;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return [...counts]
    .filter(
      ([group, count]) => count >= MIN_PRESENT && count >= MIN_SHARE * (groups[group] as Uint32Array).length,
    )
    .sort(([a], [b]) => a - b);
}
