/** What sets accounts apart beside their acts, as sets: batches of registrations, and devices that many share. */
import type { MarkSet } from '../mining/index.ts';
import type { IndexedTraces } from './read-traces.ts';

/** Smaller sets are families and second accounts: they do much together. */
const MIN_CARRIERS = 5;
/** A set that holds more of the platform than this sets nobody apart. */
const MOST_SHARE = 0.1;
/** Kinds of traces that are marks; a shared network is a place, where honest people live. */
const MARKS = new Set(['registered-burst', 'registered-device', 'registered-handle', 'co-device']);

/** Finds the marks of groups. */
export interface MarkFinder {
  /** Marks on the whole platform. */
  readonly count: number;
  /** Those that two or more of the members carry. */
  marksOf(members: Uint32Array): readonly MarkSet[];
  /** All accounts that carry one of those. */
  carriersOf(members: Uint32Array): ReadonlySet<number>;
}

/** `accounts` on the platform. O(rows of the kinds that are marks), once; then O(rows of the members). */
export function createMarkFinder(kinds: readonly IndexedTraces[], accounts: number): MarkFinder {
  const marks = kinds
    .filter(({ kind }) => MARKS.has(kind.name))
    .map((traces) => ({ traces, carriers: carriersOf(traces) }));
  const isMark = (carriers: number) => carriers >= MIN_CARRIERS && carriers <= MOST_SHARE * accounts;
  let count = 0;
  for (const { carriers } of marks) for (const n of carriers) if (isMark(n)) count += 1;
  /** Members by bucket, for each kind of mark. */
  const found = (members: Uint32Array) =>
    marks.map(({ traces: { columns, index }, carriers }) => {
      const byBucket = new Map<number, number[]>();
      members.forEach((account, member) => {
        const { offsets, order } = index.byAccount;
        const end = offsets[account + 1] ?? 0;
        for (let i = offsets[account] ?? end; i < end; i += 1) {
          const bucket = columns.bucket[order[i] as number] as number;
          if (!isMark(carriers[bucket] as number)) continue;
          const list = byBucket.get(bucket);
          if (list === undefined) byBucket.set(bucket, [member]);
          else if (list[list.length - 1] !== member) list.push(member);
        }
      });
      return new Map([...byBucket].filter(([, list]) => list.length >= 2));
    });
  return {
    count,
    marksOf: (members) =>
      found(members).flatMap((byBucket, kind) =>
        [...byBucket].map(
          ([bucket, list]): MarkSet => ({ size: marks[kind]?.carriers[bucket] as number, members: list }),
        ),
      ),
    carriersOf(members) {
      const accountsOf = new Set<number>();
      found(members).forEach((byBucket, kind) => {
        const { columns } = (marks[kind] as (typeof marks)[number]).traces;
        for (let row = 0; row < columns.length; row += 1)
          if (byBucket.has(columns.bucket[row] as number)) accountsOf.add(columns.account[row] as number);
      });
      return accountsOf;
    },
  };
}

/** Distinct accounts by bucket; rows of a bucket stand together. */
function carriersOf({ columns: { bucket, account, length } }: IndexedTraces): Uint32Array {
  const carriers = new Uint32Array(length === 0 ? 0 : (bucket[length - 1] as number) + 1);
  const seen = new Set<number>();
  for (let row = 0; row < length; row += 1) {
    const here = bucket[row] as number;
    if (row === 0 || here !== bucket[row - 1]) seen.clear();
    if (seen.has(account[row] as number)) continue;
    seen.add(account[row] as number);
    carriers[here] = (carriers[here] as number) + 1;
  }
  return carriers;
}
