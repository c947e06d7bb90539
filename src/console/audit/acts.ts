/** The record of what people did: appended, never changed; of two acts on the same state one wins. */
import { randomUUID } from 'node:crypto';
import type { Store } from '../../storage/index.ts';
import { HttpProblem } from '../server/problems.ts';

export interface Act {
  readonly act_id: string;
  readonly subject_kind: 'case' | 'user' | 'token' | 'session' | 'account';
  readonly subject: string;
  /** Position among the acts on the subject, from 1. */
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  readonly user_id: string;
  readonly name: string;
  readonly act: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly reason: string;
  readonly run_id: string;
  readonly cluster_id: string;
  readonly model_version: string;
  readonly evidence_hash: string;
  readonly undoes: string;
}

/** An act before it has its id; what it does not rest on is left out. */
export type NewActRow = Pick<Act, 'subject_kind' | 'subject' | 'version' | 'user_id' | 'name' | 'act'> &
  Partial<Omit<Act, 'act_id' | 'at'>> & { readonly at: number };

/**
 * Appends an act with the version that follows what the caller saw.
 *
 * @throws HttpProblem `conflict` when somebody else acted first; nothing is written then.
 */
export async function appendAct(store: Store, given: NewActRow): Promise<string> {
  const act_id = randomUUID();
  const { before = {}, after = {}, subject_kind: kind, subject, version, ...rest } = given;
  const row = {
    ...rest,
    act_id,
    subject_kind: kind,
    subject,
    version,
    before: JSON.stringify(before),
    after: JSON.stringify(after),
  };
  await store.insertRows('acts', [row], { token: `act ${version} ${kind} ${subject}` });
  const [first] = await store.rows(SELECT_ONE, { kind, subject, version });
  if (first?.act_id === act_id) return act_id;
  throw new HttpProblem('conflict', `somebody acted on ${kind} ${subject} first`);
}

/** Appends to a subject whatever its version: for what cannot conflict, such as sign-ins. */
export async function recordAct(store: Store, given: Omit<NewActRow, 'version'>): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const [row] = await store.rows(SELECT_LAST, { kind: given.subject_kind, subject: given.subject });
    try {
      return await appendAct(store, { ...given, version: Number(row?.version ?? 0) + 1 } as NewActRow);
    } catch (error) {
      if (!(error instanceof HttpProblem) || attempt === 10) throw error;
    }
  }
}

/** Acts on one subject, oldest first; of several with one version, which cannot be, the first. */
export async function readActs(
  store: Store,
  kind: Act['subject_kind'],
  subject: string,
): Promise<readonly Act[]> {
  return (await store.rows(SELECT_SUBJECT, { kind, subject })).map(toAct);
}

export function toAct(row: Readonly<Record<string, unknown>>): Act {
  return {
    ...(row as unknown as Act),
    version: Number(row.version),
    before: JSON.parse(String(row.before)),
    after: JSON.parse(String(row.after)),
  };
}

const SELECT_ONE = `SELECT act_id FROM acts
WHERE subject_kind = {kind:String} AND subject = {subject:String} AND version = {version:UInt32}
ORDER BY at, act_id LIMIT 1 SETTINGS select_sequential_consistency = 1`;
const SELECT_LAST = `SELECT max(version) AS version FROM acts
WHERE subject_kind = {kind:String} AND subject = {subject:String} SETTINGS select_sequential_consistency = 1`;
const SELECT_SUBJECT = `SELECT * FROM acts WHERE subject_kind = {kind:String} AND subject = {subject:String}
ORDER BY version, at, act_id LIMIT 1 BY version SETTINGS select_sequential_consistency = 1`;
