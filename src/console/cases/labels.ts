/** What people decided, as a truth that detection can be evaluated with. */
import type { Store } from '../../storage/index.ts';
import { readCaseActs } from './cases.ts';
import { foldCase } from './fold-case.ts';

export interface Label {
  readonly account_id: string;
  readonly honest: boolean;
  /** The case; empty for honest accounts. */
  readonly group: string;
  /** Who says so: `confirmed` and `dismissed` cases, a `mark` of honesty, an `appeal` that was overturned. */
  readonly source: 'confirmed' | 'dismissed' | 'mark' | 'appeal';
}

/**
 * One for each account that people decided on, by its id. Cases count as their last decision stands, with the accounts that it looked
 * at. What was said of the account alone, a mark or an appeal, weighs more than a case, and honest more than hired.
 */
export async function readLabels(store: Store): Promise<readonly Label[]> {
  const labels = new Map<string, Label>();
  for (const [group, acts] of await readCaseActs(store)) {
    const { state, basis, removed, splits } = foldCase(acts);
    if ((state !== 'confirmed' && state !== 'dismissed') || basis === null) continue;
    const gone = new Set([...removed, ...splits.flatMap(({ accounts }) => accounts)]);
    const honest = state === 'dismissed';
    for (const account_id of basis.accounts) {
      if (gone.has(account_id) || (!honest && labels.get(account_id)?.honest === true)) continue;
      labels.set(account_id, { account_id, honest, group: honest ? '' : group, source: state });
    }
  }
  for (const { account_id, appeal } of await store.rows(SELECT_MARKS))
    labels.set(String(account_id), {
      account_id: String(account_id),
      honest: true,
      group: '',
      source: Number(appeal) === 1 ? 'appeal' : 'mark',
    });
  return [...labels.values()].sort((a, b) => (a.account_id < b.account_id ? -1 : 1));
}

// A mark that has ended was true when it was made.
const SELECT_MARKS = `SELECT account_id, max(startsWith(act_id, 'appeal ')) AS appeal FROM honest_marks FINAL
WHERE revoked = 0 GROUP BY account_id`;
