/** The cluster that a page is about: its verdict, and the run that it is of. */
import { VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { caseIdOf } from '../cases/case-id.ts';
import { HttpProblem } from '../server/problems.ts';

export interface FoundCluster {
  readonly runId: string;
  readonly clusterId: string;
  readonly horizon: string;
  /** The run's window in epoch milliseconds; `to` is exclusive. */
  readonly window: { readonly from: number; readonly to: number };
  readonly line: VerdictLine;
  /** Decisions are on the campaign; a cluster without one is a case of its own. */
  readonly caseId: string;
}

// FINAL: a run that was saved twice counts once.
const CLUSTER = `
SELECT run_id, horizon, window_from, window_to, body
FROM (SELECT run_id, body FROM verdicts FINAL WHERE run_id = {run:String} AND cluster_id = {cluster:String}) AS judged
INNER JOIN (SELECT run_id, horizon, window_from, window_to FROM runs FINAL WHERE run_id = {run:String}) AS run USING (run_id)`;

/** @throws HttpProblem `not-found` when the store has no such run, or the run no such cluster. */
export async function findCluster(store: Store, runId: string, clusterId: string): Promise<FoundCluster> {
  const [row] = await store.rows(CLUSTER, { run: runId, cluster: clusterId });
  if (row === undefined)
    throw new HttpProblem('not-found', 'there is no such cluster in that run: GET /api/v1/cases lists them');
  const line = VerdictLine.parse(JSON.parse(String(row.body)));
  return {
    runId,
    clusterId,
    horizon: String(row.horizon),
    window: { from: Date.parse(String(row.window_from)), to: Date.parse(String(row.window_to)) },
    line,
    caseId: caseIdOf(line),
  };
}
