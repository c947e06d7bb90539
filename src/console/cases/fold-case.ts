/** The state of a case: its acts, one after the other. A pure function, so that whoever reads the record sees the same. */
import type { Verdict } from '../../contract/index.ts';
import type { Act } from '../audit/acts.ts';
import type { CaseChange, CaseState } from '../contract/index.ts';

/** How long a case stays with whoever took it or acted on it last. */
export const LEASE_MS = 15 * 60_000;

/** What a decision rested on, so that a later cluster of the campaign can be compared with it. */
export interface Basis {
  readonly verdict: Verdict;
  readonly kinds: readonly string[];
  readonly accounts: readonly string[];
  readonly evidence_hash: string;
}

/** Accounts that became a case of their own. */
export interface Split {
  readonly case_id: string;
  readonly accounts: readonly string[];
}

/** All that acts change. `before` and `after` of an act hold those parts that it changed. */
export interface CaseFields {
  readonly state: CaseState;
  readonly assignee: string | null;
  /** Taken out of the case. */
  readonly removed: readonly string[];
  /** Marked honest out of this case, by the act that did it. */
  readonly honest: readonly string[];
  readonly splits: readonly Split[];
  /** Of the last decision; null while there is none. */
  readonly basis: Basis | null;
  /** Who confirmed first, where a second person is needed. */
  readonly first_reviewer: string | null;
}

export interface CaseFold extends CaseFields {
  readonly version: number;
  readonly lease: { readonly user_id: string; readonly name: string; readonly until: number } | null;
  /** Acts that were taken back. */
  readonly undone: ReadonlySet<string>;
}

export const UNTOUCHED: CaseFold = {
  version: 0,
  state: 'open',
  assignee: null,
  removed: [],
  honest: [],
  splits: [],
  basis: null,
  first_reviewer: null,
  lease: null,
  undone: new Set(),
};

/** Acts in order of their versions. */
export function foldCase(acts: readonly Act[]): CaseFold {
  const fold = acts.reduce(applyAct, UNTOUCHED);
  return { ...fold, undone: undoneActs(acts) };
}

function applyAct(fold: CaseFold, act: Act): CaseFold {
  const fields = act.after as Partial<CaseFields>;
  return { ...fold, ...fields, version: act.version, lease: leaseAfter(fold, act) };
}

/** An act stands unless a later undoing of it stands; so an act stands again when its undoing is taken back. */
export function undoneActs(acts: readonly Pick<Act, 'act_id' | 'undoes'>[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { act_id, undoes } of acts.toReversed())
    if (undoes !== '' && !undone.has(act_id)) undone.add(undoes);
  return undone;
}

/** Taking gives it, acting renews it, releasing and deciding give it back. */
function leaseAfter({ lease }: CaseFold, { act, user_id, name, at }: Act): CaseFold['lease'] {
  const mine = { user_id, name, until: Date.parse(at) + LEASE_MS };
  if (act === 'take') return mine;
  if (act === 'release' || act === 'confirm' || act === 'dismiss' || act === 'escalate') return null;
  return lease?.user_id === user_id ? mine : lease;
}

/** Acts that nobody can take back: they change nothing of the case. */
export const WITHOUT_CHANGE = ['take', 'release', 'comment'];

/**
 * The act that has to be taken back first, because it changed the same and stands; null where there is none. The undoing of
 * something later is none: the two cancel out. That of something earlier is one, as it gave the state that stood before.
 */
export function laterAct(acts: readonly Act[], target: Act): Act | null {
  const undone = undoneActs(acts);
  const keys = Object.keys(target.after);
  const versionOf = new Map(acts.map(({ act_id, version }) => [act_id, version]));
  const cancelsLater = ({ undoes }: Act) => (versionOf.get(undoes) ?? 0) > target.version;
  return (
    acts.findLast(
      (act) =>
        act.version > target.version &&
        !undone.has(act.act_id) &&
        !cancelsLater(act) &&
        Object.keys(act.after).some((key) => keys.includes(key)),
    ) ?? null
  );
}

/** What the API shows of a change. */
export function toChange(fields: Readonly<Record<string, unknown>>): CaseChange {
  const { state, assignee, removed, honest, splits } = fields as Partial<CaseFields>;
  return {
    ...(state === undefined ? {} : { state }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(removed === undefined ? {} : { removed: [...removed] }),
    ...(honest === undefined ? {} : { honest: [...honest] }),
    ...(splits === undefined ? {} : { split_into: splits.map(({ case_id }) => case_id) }),
  };
}
