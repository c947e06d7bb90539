/** Two sets of verdicts on the same events, account by account: what a new model would change. */
import type { Verdict, VerdictLine } from '../contract/index.ts';

/** What is said of an account; `none` where it stands in no cluster. */
export type Standing = Verdict | 'none';

export interface AccountChange {
  readonly account_id: string;
  readonly before: Standing;
  readonly after: Standing;
  readonly probability_before: number | null;
  readonly probability_after: number | null;
}

export interface Comparison {
  /** Accounts whose standing is another now, the gravest changes first, then by id. */
  readonly changes: readonly AccountChange[];
  /** Accounts by standing before and after. */
  readonly counts: readonly {
    readonly before: Standing;
    readonly after: Standing;
    readonly accounts: number;
  }[];
}

/** From the gravest on. */
const STANDINGS: readonly Standing[] = ['water_army', 'coordinated', 'insufficient_data', 'organic', 'none'];

/** Compares verdicts; of an account in several clusters the gravest counts. O(accounts · log). */
export function compareVerdicts(before: readonly VerdictLine[], after: readonly VerdictLine[]): Comparison {
  const old = standings(before);
  const fresh = standings(after);
  const counts = new Map<string, number>();
  const changes: AccountChange[] = [];
  for (const account_id of new Set([...old.keys(), ...fresh.keys()])) {
    const was = old.get(account_id) ?? NOWHERE;
    const is = fresh.get(account_id) ?? NOWHERE;
    const key = `${was.standing} ${is.standing}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (was.standing === is.standing) continue;
    changes.push({
      account_id,
      before: was.standing,
      after: is.standing,
      probability_before: was.probability,
      probability_after: is.probability,
    });
  }
  const grave = ({ before: from, after: to }: AccountChange) =>
    Math.min(STANDINGS.indexOf(from), STANDINGS.indexOf(to));
  return {
    changes: changes.sort((a, b) => grave(a) - grave(b) || (a.account_id < b.account_id ? -1 : 1)),
    counts: STANDINGS.flatMap((from) =>
      STANDINGS.flatMap((to) => {
        const accounts = counts.get(`${from} ${to}`) ?? 0;
        return accounts === 0 ? [] : [{ before: from, after: to, accounts }];
      }),
    ),
  };
}

const NOWHERE = { standing: 'none', probability: null } as const;

function standings(verdicts: readonly VerdictLine[]) {
  const found = new Map<string, { readonly standing: Standing; readonly probability: number | null }>();
  for (const { verdict, probability, accounts } of verdicts)
    for (const { account_id } of accounts) {
      const known = found.get(account_id);
      if (known === undefined || STANDINGS.indexOf(verdict) < STANDINGS.indexOf(known.standing))
        found.set(account_id, { standing: verdict, probability });
    }
  return found;
}
