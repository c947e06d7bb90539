/** Cases: what detection says now, with what people did about it. */
import type { Verdict } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { type Act, toAct } from '../audit/acts.ts';
import type { CaseRow } from '../contract/index.ts';
import { type CurrentCluster, readCurrentClusters } from './current-clusters.ts';
import { type CaseFold, foldCase } from './fold-case.ts';
import { isOtherEvidence, speakingKinds } from './other-evidence.ts';

export interface FullCase {
  readonly case_id: string;
  readonly cluster: CurrentCluster;
  readonly acts: readonly Act[];
  readonly fold: CaseFold;
  /** Members that still belong to it: not removed, split off or marked honest. */
  readonly accounts: readonly string[];
  /** The case that it was split off; null for others. */
  readonly split_from: string | null;
  /** It was decided on other evidence than that of today, and is open again. */
  readonly returned: boolean;
  /** Users who reported one of the cluster's accounts lately. */
  readonly reporters: number;
}

/** A case with fewer accounts left has nothing to decide. */
const MIN_ACCOUNTS = 5;
/** What needs people when nobody says otherwise. */
export const TO_REVIEW: readonly Verdict[] = ['coordinated', 'water_army'];

/** Those of the newest runs, and what was split off them. `now`: epoch ms, for marks that expire; `read`: acts, where they are known. */
export async function readCases(
  store: Store,
  now: number,
  read?: ReadonlyMap<string, readonly Act[]>,
): Promise<readonly FullCase[]> {
  const clusters = await readCurrentClusters(store);
  const acts = read ?? (await readCaseActs(store));
  const honest = await readHonest(store, now);
  const reporters = await readReporters(store, [...clusters.values()], now);
  const cases: FullCase[] = [];
  for (const cluster of clusters.values()) {
    const members = cluster.line.accounts.map(({ account_id }) => account_id);
    add(cluster.case_id, cluster, members, null);
  }
  return cases;

  function add(
    case_id: string,
    cluster: CurrentCluster,
    members: readonly string[],
    split_from: string | null,
  ) {
    const own = acts.get(case_id) ?? [];
    const fold = foldCase(own);
    const gone = new Set([...fold.removed, ...fold.splits.flatMap((split) => split.accounts)]);
    const accounts = members.filter((account) => !gone.has(account) && !honest.has(account));
    const returned = isDecided(fold) && isOtherEvidence(fold.basis, cluster.line, members);
    cases.push({
      case_id,
      cluster,
      acts: own,
      fold,
      accounts,
      split_from,
      returned,
      reporters: reporters.get(`${cluster.run_id} ${cluster.line.cluster_id}`) ?? 0,
    });
    const inside = new Set(members);
    for (const split of fold.splits)
      add(
        split.case_id,
        cluster,
        split.accounts.filter((account) => inside.has(account)),
        case_id,
      );
  }
}

export async function readCase(store: Store, caseId: string, now: number): Promise<FullCase | null> {
  return (await readCases(store, now)).find(({ case_id }) => case_id === caseId) ?? null;
}

const isDecided = ({ state }: CaseFold): boolean => state === 'confirmed' || state === 'dismissed';

/** As people see it; a returned case is open, whatever was decided before. */
export const stateOf = ({ returned, fold }: FullCase): CaseRow['state'] => (returned ? 'open' : fold.state);

/** With nobody left there is nothing to decide; what was decided stays to be seen. */
export const isInQueue = (one: FullCase): boolean =>
  one.accounts.length >= MIN_ACCOUNTS || ['confirmed', 'dismissed'].includes(stateOf(one));

/** Where it belongs among what is to be done: a case without accounts left is done. */
export const isToDo = (one: FullCase): boolean =>
  one.accounts.length >= MIN_ACCOUNTS && !['confirmed', 'dismissed'].includes(stateOf(one));

export function leaseAt({ fold: { lease } }: FullCase, now: number): CaseRow['lease'] {
  if (lease === null || lease.until <= now) return null;
  return { user_id: lease.user_id, name: lease.name, until: new Date(lease.until).toISOString() };
}

export function toCaseRow(one: FullCase, now: number): CaseRow {
  const { cluster, accounts, fold, case_id, returned, reporters } = one;
  const { line, run_id, horizon, first_seen, last_seen } = cluster;
  const lease = leaseAt(one, now);
  const state = stateOf(one);
  return {
    case_id,
    run_id,
    cluster_id: line.cluster_id,
    campaign_id: line.campaign_id,
    horizon,
    state: state === 'open' && lease !== null ? 'in_progress' : state,
    verdict: line.verdict,
    probability: line.probability,
    risk: line.probability * (accounts.length + Math.min(accounts.length, reporters)),
    reporters,
    patterns: line.patterns,
    accounts: accounts.length,
    first_seen,
    last_seen,
    explanation: cluster.explanation,
    lease,
    assignee: fold.assignee,
    returned,
    version: fold.version,
  };
}

/** What a decision rests on, as the case stands. */
export function basisOf({ cluster: { line, evidence_hash } }: FullCase) {
  const accounts = line.accounts.map(({ account_id }) => account_id);
  return { verdict: line.verdict, kinds: speakingKinds(line), accounts, evidence_hash };
}

/** By case, its acts in order. */
export async function readCaseActs(store: Store): Promise<ReadonlyMap<string, readonly Act[]>> {
  const rows = (await store.rows(SELECT_ACTS)).map(toAct);
  return Map.groupBy(rows, ({ subject }) => subject);
}

async function readHonest(store: Store, now: number): Promise<ReadonlySet<string>> {
  const rows = await store.rows(SELECT_HONEST, { now });
  return new Set(rows.map(({ account_id }) => String(account_id)));
}

/** By run and cluster. A report that somebody sends twice is one person's. */
async function readReporters(
  store: Store,
  clusters: readonly CurrentCluster[],
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const runs = [...new Set(clusters.map(({ run_id }) => run_id))];
  const rows = await store.rows(SELECT_REPORTERS, { runs, since: now - REPORTS_COUNT_MS });
  return new Map(rows.map(({ run_id, cluster_id, n }) => [`${run_id} ${cluster_id}`, Number(n)]));
}

const REPORTS_COUNT_MS = 30 * 86_400_000;
const SELECT_REPORTERS = `SELECT run_id, cluster_id, uniqExact(reporter_id) AS n
FROM (SELECT run_id, cluster_id, account_id FROM members FINAL WHERE run_id IN {runs:Array(String)}) AS member
INNER JOIN (SELECT account_id, reporter_id FROM reports WHERE reported_at >= fromUnixTimestamp64Milli({since:Int64})) AS report USING account_id
GROUP BY run_id, cluster_id`;
const SELECT_ACTS = `SELECT * FROM acts WHERE subject_kind = 'case'
ORDER BY subject, version, at, act_id LIMIT 1 BY subject, version SETTINGS select_sequential_consistency = 1`;
const SELECT_HONEST = `SELECT DISTINCT account_id FROM honest_marks FINAL
WHERE revoked = 0 AND expires_at > fromUnixTimestamp64Milli({now:Int64})`;
