/**
 * Who sees how accounts call themselves. Handle, display name and bio may name a person: viewers always see them masked; analysts
 * and above until they unmask one cluster's accounts, with a reason, which is an act on the record and holds for eight hours.
 *
 * Sentences of a verdict quote handles and bios as examples; these are masked with them (`masked-line`).
 * Texts and target ids are not masked for anybody: they were published, they are what the evidence is made of, and a text that is
 * hidden cannot be compared. Names inside texts stay as they were written.
 */
import { evidenceHash } from '../../contract/evidence-hash.ts';
import { type Act, recordAct } from '../audit/acts.ts';
import { type Caller, roleReaches } from '../server/access.ts';
import type { ConsoleDeps } from '../server/app.ts';
import type { FoundCluster } from './find-cluster.ts';

export const UNMASKED_MS = 8 * 3_600_000;

const SUBJECT_KIND: Act['subject_kind'] = 'account';
const ACT = 'unmask';

interface ClusterName {
  readonly runId: string;
  readonly clusterId: string;
}

const subjectOf = ({ runId, clusterId }: ClusterName): string => `${runId} ${clusterId}`;

// Of the ids one may hold a space: so the columns are compared, too.
const UNMASKED = `
SELECT 1 FROM acts
WHERE subject_kind = {kind:String} AND subject = {subject:String} AND run_id = {run:String} AND cluster_id = {cluster:String}
  AND act = {act:String} AND user_id = {user:String} AND at > fromUnixTimestamp64Milli({since:Int64}, 'UTC')
LIMIT 1
SETTINGS select_sequential_consistency = 1`;

/** What a person must be, and a token must be for, to see what is masked at all. */
const mayUnmask = ({ role, scopes }: Caller): boolean =>
  roleReaches(role, 'analyst') && (scopes === null || scopes.includes('decide'));

/** Does this person see this cluster's accounts as they are, now? */
export async function isUnmasked(
  { store, now }: Pick<ConsoleDeps, 'store' | 'now'>,
  caller: Caller,
  cluster: ClusterName,
): Promise<boolean> {
  if (!mayUnmask(caller)) return false;
  const acts = await store.rows(UNMASKED, {
    kind: SUBJECT_KIND,
    subject: subjectOf(cluster),
    run: cluster.runId,
    cluster: cluster.clusterId,
    act: ACT,
    user: caller.user_id,
    since: now() - UNMASKED_MS,
  });
  return acts.length > 0;
}

/** Records that the person wants to see them, and answers until when, in epoch milliseconds. */
export async function unmask(
  { store, now }: Pick<ConsoleDeps, 'store' | 'now'>,
  caller: Caller,
  { cluster, reason }: { readonly cluster: FoundCluster; readonly reason: string },
): Promise<number> {
  const at = now();
  const until = at + UNMASKED_MS;
  await recordAct(store, {
    subject_kind: SUBJECT_KIND,
    subject: subjectOf(cluster),
    at,
    user_id: caller.user_id,
    name: caller.name,
    act: ACT,
    reason,
    run_id: cluster.runId,
    cluster_id: cluster.clusterId,
    model_version: cluster.line.model_version,
    evidence_hash: evidenceHash(cluster.line),
  });
  return until;
}

const UNSEEN = /[\p{C}\p{Z}\p{M}]/gu;

/** The first character that can be seen, and dots; null where nothing is known. */
export function masked(text: string | null): string | null {
  if (text === null) return null;
  // A name may be a megabyte of marks: what is looked at is short.
  const [first = ''] = text.slice(0, 200).replace(UNSEEN, '');
  return `${first}•••`;
}
