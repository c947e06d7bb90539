/** What newcomers do in their first hour where the platform, or whoever brought them, leads them: one cause for all of it. */
import { firstRow } from './arrivals.ts';
import type { KindGathering } from './kind-gathering.ts';
import type { IndexedTraces } from './read-traces.ts';

/** How long after its registration an account is a newcomer. */
const FIRST_SITTING_MS = 60 * 60_000;

/** Is a gathering one of newcomers where newcomers go? */
export type IsLed = (gathering: KindGathering) => boolean;

/**
 * A gathering is led where most who were at it had registered within the hour before, and at least as many other newcomers
 * came to the same target, at any time. Targets that nobody but the group's newcomers come to are not: accounts that are made
 * for an order go where no newcomer does. O(rows of a bucket), once a bucket.
 *
 * @param registeredAt by account, epoch ms; NaN where it is not known.
 */
export function createIsLed(traces: readonly IndexedTraces[], registeredAt: Float64Array): IsLed {
  const known = new Map<string, number>();
  const isNew = (account: number, at: number): boolean => {
    const age = at - (registeredAt[account] ?? Number.NaN);
    return age >= 0 && age <= FIRST_SITTING_MS;
  };
  const newcomersAt = (kind: number, bucket: number): number => {
    const key = `${kind} ${bucket}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const { columns } = traces[kind] as IndexedTraces;
    const found = new Set<number>();
    for (
      let row = firstRow(columns, bucket);
      row < columns.length && columns.bucket[row] === bucket;
      row += 1
    ) {
      const account = columns.account[row] as number;
      if (isNew(account, columns.at[row] as number)) found.add(account);
    }
    known.set(key, found.size);
    return found.size;
  };
  return ({ kind, bucket, members, times }) => {
    const fresh = members.filter((member, place) => isNew(member, times[place] as number)).length;
    return 2 * fresh > members.length && newcomersAt(kind, bucket) >= 2 * fresh;
  };
}
