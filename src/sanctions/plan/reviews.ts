/** What people said of cases in the console, account by account. */
import type { Store } from '../../storage/index.ts';
import type { ClusterFacts } from '../policy/decide.ts';

type State = ClusterFacts['review'];

interface CaseReview {
  readonly state: State;
  /** Accounts that the last decision looked at. */
  readonly accounts: ReadonlySet<string>;
  /** Taken out of the case. */
  readonly removed: ReadonlySet<string>;
  /** By account, the case that it was split off into. */
  readonly split: ReadonlyMap<string, string>;
}

export interface Reviews {
  /** Of the case of a cluster: its campaign's, or its own. */
  of(cluster: { readonly campaign_id: string; readonly cluster_id: string }): State;
  /**
   * What holds for one account of the cluster: `dismissed` where people dismissed its case, took it out, or dismissed the part that
   * it was split off into; `confirmed` only where the decision looked at it.
   */
  ofAccount(cluster: { readonly campaign_id: string; readonly cluster_id: string }, account: string): State;
}

/** Each act that changes a field says the whole of it after the act, so the newest counts. */
export async function readReviews(store: Store): Promise<Reviews> {
  const cases = new Map<string, CaseReview>();
  for (const row of await store.rows(SELECT_REVIEWS)) cases.set(String(row.subject), toReview(row));
  const caseOf = ({ campaign_id, cluster_id }: { campaign_id: string; cluster_id: string }) =>
    cases.get(campaign_id) ?? cases.get(cluster_id);
  const within = (review: CaseReview | undefined, account: string): State => {
    if (review === undefined) return 'none';
    if (review.removed.has(account)) return 'dismissed';
    const part = review.split.get(account);
    if (part !== undefined) return within(cases.get(part), account);
    return review.state === 'confirmed' && !review.accounts.has(account) ? 'none' : review.state;
  };
  return {
    of: (cluster) => caseOf(cluster)?.state ?? 'none',
    ofAccount: (cluster, account) => within(caseOf(cluster), account),
  };
}

function toReview({ state, accounts, removed, splits }: Readonly<Record<string, unknown>>): CaseReview {
  const parts = JSON.parse(String(splits) || '[]') as readonly {
    readonly case_id: string;
    readonly accounts: readonly string[];
  }[];
  return {
    state: state === 'confirmed' || state === 'dismissed' ? state : 'none',
    accounts: new Set(accounts as readonly string[]),
    removed: new Set(removed as readonly string[]),
    split: new Map(parts.flatMap(({ case_id, accounts: own }) => own.map((account) => [account, case_id]))),
  };
}

const newest = (value: string, key: string) => `argMaxIf(${value}, version, JSONHas(after, '${key}'))`;
const SELECT_REVIEWS = `SELECT subject,
  ${newest("JSONExtractString(after, 'state')", 'state')} AS state,
  ${newest("JSONExtract(after, 'basis', 'accounts', 'Array(String)')", 'state')} AS accounts,
  ${newest("JSONExtract(after, 'removed', 'Array(String)')", 'removed')} AS removed,
  ${newest("JSONExtractRaw(after, 'splits')", 'splits')} AS splits
FROM acts WHERE subject_kind = 'case' GROUP BY subject`;
