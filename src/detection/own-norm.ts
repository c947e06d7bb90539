/** Groups that are a large share of everybody: what is usual is what they do, so that only how they come can be asked. */
import { arrivalsAt, FAST_MS, natsBeyondPeople } from './arrivals.ts';
import type { IndexedTraces } from './read-traces.ts';

/** Members, and share of the group, that make a target the group's. */
const MIN_CAME = 5;
const MIN_SHARE = 0.1;

/**
 * Nats that the members come together to the targets of many of them, when the base rates M, k and n are the group's own.
 * Targets are taken by how many members came at any time, so that the times are free to speak (`natsBeyondPeople`); of the
 * kinds of acts the one that shows most. O(rows of the members and of their targets).
 */
export function ownNormNats(traces: readonly IndexedTraces[], members: Uint32Array): number {
  const own = new Set(members);
  const fast = traces.filter(
    ({ kind: { family, name, windowMs } }) =>
      family === 'target' && windowMs <= FAST_MS && !name.endsWith('-author'),
  );
  const least = Math.max(MIN_CAME, MIN_SHARE * own.size);
  const found = fast.map((source) =>
    natsBeyondPeople(arrivalsAt(targetsOf(source, members, least), source, own)),
  );
  return Math.max(0, ...found) - Math.log(Math.max(1, fast.length));
}

/** The buckets that at least so many members acted on. */
function targetsOf(
  { columns, index }: IndexedTraces,
  members: Uint32Array,
  least: number,
): readonly number[] {
  const { offsets, order } = index.byAccount;
  const came = new Map<number, number>();
  for (const member of members) {
    const buckets = new Set<number>();
    for (let i = offsets[member] ?? 0; i < (offsets[member + 1] ?? 0); i += 1)
      buckets.add(columns.bucket[order[i] as number] as number);
    for (const bucket of buckets) came.set(bucket, (came.get(bucket) ?? 0) + 1);
  }
  return [...came].filter(([, count]) => count >= least).map(([bucket]) => bucket);
}
