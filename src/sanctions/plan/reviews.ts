/** What people said of cases in the console. */
import type { Store } from '../../storage/index.ts';
import type { ClusterFacts } from '../policy/decide.ts';

export interface Review {
  readonly review: ClusterFacts['review'];
  /** Accounts that the decision looked at. */
  readonly accounts: ReadonlySet<string>;
}

/** By case: each act that changes the state says the state after it. */
export async function readReviews(store: Store): Promise<ReadonlyMap<string, Review>> {
  const rows = await store.rows(SELECT_REVIEWS);
  return new Map(
    rows.map(({ subject, state, accounts }) => [
      String(subject),
      {
        review: state === 'confirmed' || state === 'dismissed' ? state : 'none',
        accounts: new Set(accounts as readonly string[]),
      },
    ]),
  );
}

const SELECT_REVIEWS = `SELECT subject, argMax(JSONExtractString(after, 'state'), version) AS state,
  argMax(JSONExtract(after, 'basis', 'accounts', 'Array(String)'), version) AS accounts FROM acts
WHERE subject_kind = 'case' AND JSONHas(after, 'state') GROUP BY subject`;
