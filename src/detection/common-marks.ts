/** Which groups have a mark in common: a device, a topic, a text that hardly anybody else wrote. */
import type { IndexedTraces } from './read-traces.ts';

/** Kinds of traces whose buckets are marks of this sort. A batch of registrations is none: a promotion's newcomers are led to the same things. */
const COMMON = new Set(['co-device', 'near-text', 'retold-text', 'co-topic']);
/** Members of a group with the mark that make it the group's, and their share of it. */
const MIN_CARRIERS = 2;
const MIN_SHARE = 0.2;
/** Of all that carry a mark, the share that is in the groups that have it: else it is a promotion, or news, and anybody's. */
const OWN_SHARE = 0.3;
/** More groups with one mark are not compared, pair by pair. */
const MOST_GROUPS = 100;

/**
 * Pairs of groups, by their places, of which each has members enough with one and the same mark, that is mostly theirs. That they
 * are one is only a guess, to be tested by what they did. O(rows of the marks).
 */
export function withCommonMarks(
  groups: readonly Uint32Array[],
  kinds: readonly IndexedTraces[],
): readonly (readonly [number, number])[] {
  const groupOf = new Map<number, number>();
  groups.forEach((members, group) => {
    for (const account of members) groupOf.set(account, group);
  });
  const pairs: (readonly [number, number])[] = [];
  for (const { kind, columns } of kinds) {
    if (!COMMON.has(kind.name)) continue;
    for (let start = 0, end = 0; start < columns.length; start = end) {
      while (end < columns.length && columns.bucket[end] === columns.bucket[start]) end += 1;
      if (end - start < 2 * MIN_CARRIERS) continue;
      const carriers = new Set(columns.account.subarray(start, end));
      const counts = new Map<number, number>();
      let inside = 0;
      for (const account of carriers) {
        const group = groupOf.get(account);
        if (group === undefined) continue;
        inside += 1;
        counts.set(group, (counts.get(group) ?? 0) + 1);
      }
      if (inside < OWN_SHARE * carriers.size) continue;
      const those = [...counts]
        .filter(
          ([group, count]) =>
            count >= MIN_CARRIERS && count >= MIN_SHARE * (groups[group] as Uint32Array).length,
        )
        .map(([group]) => group)
        .sort((a, b) => a - b);
      if (those.length > MOST_GROUPS) continue;
      those.forEach((a, place) => {
        for (const b of those.slice(place + 1)) pairs.push([a, b]);
      });
    }
  }
  return pairs;
}
