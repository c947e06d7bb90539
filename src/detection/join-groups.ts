/** Pieces of one group: cells that one pool of devices runs, and groups that are always where another is. */
import { createUnionFind } from '../clusters/index.ts';
import type { IndexedTraces } from './read-traces.ts';
import { sharedMeetings } from './shared-meetings.ts';

/** Devices of fewer accounts are those of families. */
const MIN_CARRIERS = 4;
/** One phone may change hands; two groups that have several crowded phones in common are run by one hand. */
const MIN_DEVICES = 3;

export interface GroupsToJoin {
  readonly groups: readonly Uint32Array[];
  /** So many of them, the first, act together; the rest have only come together, and devices do not join them. */
  readonly cells: number;
}

/**
 * Puts groups together that have accounts on at least three of the same crowded devices, or are mostly at the same
 * gatherings (`sharedMeetings`): gives sets of places in `groups`, each in order, by their first place. O(rows of the
 * devices and of the members).
 */
export function joinGroups(
  { groups, cells }: GroupsToJoin,
  kinds: readonly IndexedTraces[],
): readonly (readonly number[])[] {
  const sets = createUnionFind(groups.length);
  for (const [a, b] of [...onSharedDevices(groups.slice(0, cells), kinds), ...sharedMeetings(groups, kinds)])
    sets.union(a, b);
  return [...Map.groupBy(groups.keys(), (group) => sets.find(group)).values()];
}

/** Pairs of groups with accounts on the same crowded devices. */
function onSharedDevices(
  groups: readonly Uint32Array[],
  kinds: readonly IndexedTraces[],
): readonly (readonly [number, number])[] {
  const devices = kinds.find(({ kind }) => kind.name === 'co-device');
  if (devices === undefined) return [];
  const groupOf = new Map<number, number>();
  groups.forEach((members, group) => {
    for (const account of members) groupOf.set(account, group);
  });
  const shared = new Map<number, number>();
  forEachCarriers(devices, (carriers) => {
    if (carriers.length < MIN_CARRIERS) return;
    const here = [...new Set(carriers.flatMap((account) => groupOf.get(account) ?? []))].sort(
      (a, b) => a - b,
    );
    here.forEach((a, place) => {
      for (const b of here.slice(place + 1)) {
        const key = a * groups.length + b;
        shared.set(key, (shared.get(key) ?? 0) + 1);
      }
    });
  });
  return [...shared]
    .filter(([, count]) => count >= MIN_DEVICES)
    .map(([key]) => [Math.floor(key / groups.length), key % groups.length] as const);
}

/** Calls back with the distinct accounts of each bucket. */
function forEachCarriers(
  { columns: { bucket, account, length } }: IndexedTraces,
  visit: (carriers: readonly number[]) => void,
): void {
  let carriers = new Set<number>();
  for (let row = 0; row < length; row += 1) {
    carriers.add(account[row] as number);
    if (row + 1 < length && bucket[row + 1] === bucket[row]) continue;
    visit([...carriers]);
    carriers = new Set();
  }
}
