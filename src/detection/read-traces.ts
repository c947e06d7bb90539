/** Traces of the facts, as the columns that miners take. */
import type { TraceColumns, TraceIndex } from '../mining/index.ts';
import type { Facts, TraceKind, TraceSource } from '../traces/index.ts';

/** Traces of one kind, with the store's hash of each bucket for looking its name up. */
export interface KindTraces {
  readonly kind: TraceKind;
  readonly columns: TraceColumns;
  readonly bucketKeys: BigUint64Array;
  /** Owner of each bucket: its account or a number of its own, `NO_OWNER` where unknown; null for kinds whose buckets have none. */
  readonly owners: Uint32Array | null;
}

/** Traces of one kind, indexed by account for looking up what a group did. */
export interface IndexedTraces extends KindTraces {
  readonly index: TraceIndex;
}

/** The non-empty kinds of a source. Exact repeats (same bucket, time and account) are left out. O(rows). */
export function readTraces(source: TraceSource, facts: Facts): readonly KindTraces[] {
  return source.rows(facts).flatMap(({ bucketKeys, owners, ...columns }, index) => {
    const kind = source.kinds[index] as TraceKind;
    return columns.length === 0 ? [] : [{ kind, columns, bucketKeys, owners }];
  });
}
