/** Marks of honesty as the acts on a case say them: written after the act, and again whenever they are not there. */
import type { Store } from '../../storage/index.ts';
import { type Act, readActs } from '../audit/acts.ts';
import { foldCase } from './fold-case.ts';

const DAY = 86_400_000;

/**
 * Brings `honest_marks` to what the acts say: one mark for each account that an act added, revoked where the act was taken back.
 * The same acts give the same rows, so that doing it twice, or again after a crash, changes nothing.
 */
export async function syncHonestMarks(store: Store, caseId: string): Promise<void> {
  const acts = await readActs(store, 'case', caseId);
  const marking = acts.filter(({ act }) => act === 'mark_honest');
  if (marking.length === 0) return;
  const honest = new Set(foldCase(acts).honest);
  const rows = marking.flatMap((act) => marksOf(act, caseId, honest, acts.length));
  const stored = await store.rows(SELECT_MARKS, { case: caseId });
  const known = new Map(stored.map((row) => [`${row.act_id} ${row.account_id}`, Number(row.revoked)]));
  const changed = rows.filter((row) => known.get(`${row.act_id} ${row.account_id}`) !== row.revoked);
  if (changed.length > 0) await store.insertRows('honest_marks', changed);
}

function marksOf(act: Act, caseId: string, honest: ReadonlySet<string>, version: number) {
  const { before, after, at, act_id, reason, evidence_hash } = act;
  const known = new Set((before.honest as readonly string[] | undefined) ?? []);
  const added = ((after.honest as readonly string[] | undefined) ?? []).filter(
    (account) => !known.has(account),
  );
  const marked_at = Date.parse(at);
  const expires_at = marked_at + Number(after.days ?? 0) * DAY;
  return added.map((account_id) => ({
    account_id,
    case_id: caseId,
    act_id,
    reason,
    evidence_hash,
    marked_at,
    expires_at,
    revoked: honest.has(account_id) ? 0 : 1,
    version,
  }));
}

const SELECT_MARKS = `SELECT act_id, account_id, revoked FROM honest_marks FINAL WHERE case_id = {case:String}`;
