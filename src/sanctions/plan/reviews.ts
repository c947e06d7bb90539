/** What people said of cases in the console. */
import type { Store } from '../../storage/index.ts';
import type { ClusterFacts } from '../policy/decide.ts';

/** By case: each act that changes the state says the state after it. */
export async function readReviews(store: Store): Promise<ReadonlyMap<string, ClusterFacts['review']>> {
  const rows = await store.rows(SELECT_REVIEWS);
  return new Map(
    rows.map(({ subject, state }) => [
      String(subject),
      state === 'confirmed' || state === 'dismissed' ? state : 'none',
    ]),
  );
}

const SELECT_REVIEWS = `SELECT subject, argMax(JSONExtractString(after, 'state'), version) AS state FROM acts
WHERE subject_kind = 'case' AND JSONHas(after, 'state') GROUP BY subject`;
