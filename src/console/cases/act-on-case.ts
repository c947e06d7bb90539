/** What people do about a case: each act is checked against what the person saw, recorded once, and can be taken back. */
import { createHash } from 'node:crypto';
import type { Store } from '../../storage/index.ts';
import { type Act, appendAct } from '../audit/acts.ts';
import type { NewAct } from '../contract/index.ts';
import { type Caller, roleReaches } from '../server/access.ts';
import { HttpProblem } from '../server/problems.ts';
import { basisOf, type FullCase, leaseAt, readCase, readCases } from './cases.ts';
import { type CaseFields, laterAct, WITHOUT_CHANGE } from './fold-case.ts';
import { syncHonestMarks } from './honest-marks.ts';
import { type SecondReviewer, whySecondReviewer } from './second-reviewer.ts';

export interface Acting {
  readonly store: Store;
  readonly caller: Caller;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly policy: SecondReviewer;
}

/**
 * @throws HttpProblem `not-found` without such a case, `conflict` when somebody acted since `version` or holds the lease,
 * `bad-request` or `forbidden` when the act does not fit the case.
 */
export async function actOnCase(acting: Acting, caseId: string, given: NewAct): Promise<void> {
  const { store, caller, now } = acting;
  const found = await mustRead(store, caseId, now);
  mustBeFresh(found, given.version);
  mustHoldLease(found, caller, now);
  const after = changeOf(acting, found, given);
  const others = given.act === 'undo' ? await childCases(store, found, now) : [];
  if (given.act === 'undo') mustNotOrphan(after, others);
  await record(acting, found, {
    act: given.act,
    after,
    reason: given.reason ?? '',
    undoes: given.act === 'undo' ? given.act_id : '',
    ...(given.act === 'mark_honest' ? { days: given.days } : {}),
  });
  // The act is the truth: whatever is killed here is done again by whoever reads the case next.
  await syncHonestMarks(store, caseId);
}

/** Takes the case for 15 minutes. A lead may take it over from somebody else. */
export async function takeCase(acting: Acting, caseId: string): Promise<void> {
  const found = await mustRead(acting.store, caseId, acting.now);
  const lease = leaseAt(found, acting.now);
  if (lease !== null && lease.user_id !== acting.caller.user_id && !roleReaches(acting.caller.role, 'lead'))
    throw new HttpProblem('conflict', `${lease.name} has it until ${lease.until}`);
  await record(acting, found, { act: 'take', after: {}, reason: '' });
}

export async function releaseCase(acting: Acting, caseId: string): Promise<void> {
  const found = await mustRead(acting.store, caseId, acting.now);
  const lease = leaseAt(found, acting.now);
  if (lease === null) return;
  mustHoldLease(found, acting.caller, acting.now);
  await record(acting, found, { act: 'release', after: {}, reason: '' });
}

async function mustRead(store: Store, caseId: string, now: number): Promise<FullCase> {
  const found = await readCase(store, caseId, now);
  if (found === null) throw new HttpProblem('not-found', 'there is no such case in the newest runs');
  return found;
}

function mustBeFresh({ fold, acts }: FullCase, version: number): void {
  if (fold.version === version) return;
  const last = acts.at(-1);
  throw new HttpProblem(
    'conflict',
    last === undefined ? 'the case is not as you saw it' : `${last.name} did "${last.act}" at ${last.at}`,
  );
}

function mustHoldLease(found: FullCase, caller: Caller, now: number): void {
  const lease = leaseAt(found, now);
  if (lease === null || lease.user_id === caller.user_id || roleReaches(caller.role, 'lead')) return;
  throw new HttpProblem('conflict', `${lease.name} has it until ${lease.until}`);
}

/** The fields that the act changes, as they are after it. */
function changeOf({ caller, policy }: Acting, found: FullCase, given: NewAct): Partial<CaseFields> {
  const { fold, accounts } = found;
  const basis = () => basisOf(found);
  switch (given.act) {
    case 'comment':
      return {};
    case 'assign':
      return { assignee: given.to };
    case 'dismiss':
      return { state: 'dismissed', basis: basis(), first_reviewer: null };
    case 'escalate':
      return { state: 'escalated', first_reviewer: null };
    case 'reopen':
      return { state: 'open', basis: null, first_reviewer: null };
    case 'confirm': {
      const why = whySecondReviewer(policy, found.cluster.line, accounts.length);
      if (why === null) return { state: 'confirmed', basis: basis(), first_reviewer: null };
      if (fold.state !== 'awaiting_second' || fold.first_reviewer === null)
        return { state: 'awaiting_second', first_reviewer: caller.user_id };
      if (fold.first_reviewer === caller.user_id)
        throw new HttpProblem('forbidden', 'you confirmed it already: somebody else has to be the second');
      return { state: 'confirmed', basis: basis(), first_reviewer: null };
    }
    case 'remove_members':
      return { removed: union(fold.removed, mustBelong(found, given.accounts)) };
    case 'mark_honest':
      return { honest: union(fold.honest, mustBelong(found, given.accounts)) };
    case 'split': {
      const chosen = mustBelong(found, given.accounts);
      if (chosen.length === accounts.length)
        throw new HttpProblem('bad-request', 'nothing would be left of the case');
      const digest = createHash('sha256')
        .update(JSON.stringify([...chosen].sort()))
        .digest('hex');
      const case_id = `${found.case_id}~${digest.slice(0, 8)}`;
      return { splits: [...fold.splits, { case_id, accounts: [...chosen].sort() }] };
    }
    case 'undo':
      return undoOf(found, given.act_id);
  }
}

function undoOf({ acts, fold }: FullCase, actId: string): Partial<CaseFields> {
  const target = acts.find(({ act_id }) => act_id === actId);
  if (target === undefined) throw new HttpProblem('bad-request', 'there is no such act on this case');
  if (WITHOUT_CHANGE.includes(target.act))
    throw new HttpProblem('bad-request', `"${target.act}" changed nothing that could be taken back`);
  if (fold.undone.has(actId)) throw new HttpProblem('bad-request', 'this act is taken back already');
  const later = laterAct(acts, target);
  if (later !== null)
    throw new HttpProblem(
      'conflict',
      `take "${later.act}" by ${later.name} at ${later.at} back first: it rests on this one`,
    );
  return target.before as Partial<CaseFields>;
}

const childCases = async (store: Store, { case_id }: FullCase, now: number) =>
  (await readCases(store, now)).filter(({ split_from }) => split_from === case_id);

/** A case that was split off and decided must not vanish with the split. */
function mustNotOrphan(after: Partial<CaseFields>, children: readonly FullCase[]): void {
  if (after.splits === undefined) return;
  const left = new Set(after.splits.map(({ case_id }) => case_id));
  const lost = children.find(({ case_id, fold }) => !left.has(case_id) && fold.state !== 'open');
  if (lost !== undefined)
    throw new HttpProblem(
      'conflict',
      `the case that was split off, ${lost.case_id}, is ${lost.fold.state}: reopen it first`,
    );
}

function mustBelong({ accounts }: FullCase, chosen: readonly string[]): readonly string[] {
  const inside = new Set(accounts);
  const stranger = chosen.find((account) => !inside.has(account));
  if (stranger !== undefined)
    throw new HttpProblem('bad-request', `${stranger.slice(0, 100)} is not in the case`);
  return [...new Set(chosen)];
}

const union = (a: readonly string[], b: readonly string[]): readonly string[] =>
  [...new Set([...a, ...b])].sort();

interface Recorded {
  readonly act: Act['act'];
  readonly after: Partial<CaseFields>;
  readonly reason: string;
  readonly undoes?: string;
  /** How long a mark of honesty holds. */
  readonly days?: number;
}

/** What it was and what it is, in the words of the record. */
async function record({ store, caller, now }: Acting, found: FullCase, recorded: Recorded): Promise<void> {
  const { case_id, fold, cluster } = found;
  const { act, after, reason, undoes = '', days } = recorded;
  const before = Object.fromEntries(Object.keys(after).map((key) => [key, fold[key as keyof CaseFields]]));
  await appendAct(store, {
    subject_kind: 'case',
    subject: case_id,
    version: fold.version + 1,
    at: now,
    user_id: caller.user_id,
    name: caller.name,
    act,
    before,
    // Days are no field of a case: they belong to the mark that the act makes.
    after: days === undefined ? { ...after } : { ...after, days },
    reason,
    run_id: cluster.run_id,
    cluster_id: cluster.line.cluster_id,
    model_version: cluster.line.model_version,
    evidence_hash: cluster.evidence_hash,
    undoes,
  });
}
