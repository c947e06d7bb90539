/** Traces with the rows of the accounts in groups at hand. */
import { indexTraces, type TraceIndex } from '../mining/index.ts';
import type { IndexedTraces, KindTraces } from './read-traces.ts';

/**
 * The kinds, indexed by account. A kind and its slower one share what does not depend on time. O(rows + kinds · accounts).
 *
 * @param only by account, 1 for those that may be looked up; the rows of nobody else are at hand.
 */
export function indexKinds(kinds: readonly KindTraces[], only: Uint8Array): readonly IndexedTraces[] {
  const indexes = new Map<KindTraces['columns'], TraceIndex>();
  return kinds.map((traces) => {
    const other = indexes.get(traces.columns);
    const index = indexTraces(traces.columns, traces.kind.windowMs, { only, other });
    indexes.set(traces.columns, index);
    return { ...traces, index };
  });
}
