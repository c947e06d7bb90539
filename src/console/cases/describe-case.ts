/** A case as its page shows it: the row, the record, and what the asking person may do. */
import { ACTS, type ActName, type Case } from '../contract/index.ts';
import { roleReaches } from '../server/access.ts';
import type { Acting } from './act-on-case.ts';
import { type FullCase, leaseAt, readCase, toCaseRow } from './cases.ts';
import { toAuditRow } from './read-audit.ts';
import { whySecondReviewer } from './second-reviewer.ts';

/** Null when the newest runs have no such case. */
export async function describeCase(acting: Acting, caseId: string): Promise<Case | null> {
  const { store, now, policy } = acting;
  const found = await readCase(store, caseId, now);
  if (found === null) return null;
  const { fold, acts, cluster, split_from, accounts } = found;
  const marks = await store.rows(SELECT_MARKS, { case: caseId, now });
  return {
    ...toCaseRow(found, now),
    account_ids: [...accounts],
    audit: acts.map((act) => toAuditRow(act, fold.undone.has(act.act_id))),
    removed: [...fold.removed],
    honest: marks.map(({ account_id, expires_at, reason }) => ({
      account_id: String(account_id),
      until: String(expires_at),
      reason: String(reason),
    })),
    split_from,
    split_into: fold.splits.map(({ case_id }) => case_id),
    may: [...allowed(acting, found)],
    second_reviewer: whySecondReviewer(policy, cluster.line, accounts.length),
  };
}

function allowed({ caller, now }: Acting, found: FullCase): readonly ActName[] {
  if (!roleReaches(caller.role, 'analyst') || caller.scopes?.includes('decide') === false) return [];
  const { fold, acts, returned } = found;
  const lease = leaseAt(found, now);
  const isOthers = lease !== null && lease.user_id !== caller.user_id;
  if (isOthers && !roleReaches(caller.role, 'lead')) return [];
  const isDecided = !returned && (fold.state === 'confirmed' || fold.state === 'dismissed');
  const isSecond = fold.state !== 'awaiting_second' || fold.first_reviewer !== caller.user_id;
  const can: Record<ActName, boolean> = {
    take: lease === null || isOthers,
    release: lease !== null && !isOthers,
    confirm: !isDecided && isSecond,
    dismiss: !isDecided,
    escalate: !isDecided && fold.state !== 'escalated',
    reopen: isDecided || fold.state === 'escalated',
    split: !isDecided,
    remove_members: !isDecided,
    mark_honest: true,
    comment: true,
    assign: true,
    undo: acts.some(({ after }) => Object.keys(after).length > 0),
  };
  return ACTS.filter((act) => can[act]);
}

const SELECT_MARKS = `SELECT account_id, expires_at, reason FROM honest_marks FINAL
WHERE case_id = {case:String} AND revoked = 0 AND expires_at > fromUnixTimestamp64Milli({now:Int64}) ORDER BY account_id`;
