/** What detection says now: the newest run of each horizon, cluster by cluster, under the case that each belongs to. */
import { evidenceHash } from '../../contract/evidence-hash.ts';
import { VERDICTS, VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { maskedLine } from '../evidence/masked-line.ts';
import { caseIdOf } from './case-id.ts';

export interface CurrentCluster {
  readonly case_id: string;
  readonly run_id: string;
  readonly horizon: string;
  /** As it was stored: its sentences may quote handles. */
  readonly line: VerdictLine;
  /** Without what names anybody: a queue is seen by everyone. */
  readonly explanation: VerdictLine['explanation'];
  readonly evidence_hash: string;
  /** First and last act of the campaign, ISO 8601; of the cluster where it has none. */
  readonly first_seen: string;
  readonly last_seen: string;
}

/** Runs never change: what was read of one stays true. */
const KEPT_RUNS = 8;
const cache = new WeakMap<Store, Map<string, readonly CurrentCluster[]>>();

/** One cluster for each case: of the newest runs the gravest, then the largest. */
export async function readCurrentClusters(store: Store): Promise<ReadonlyMap<string, CurrentCluster>> {
  const runs = await store.rows(SELECT_NEWEST_RUNS);
  const known = cache.get(store) ?? new Map<string, readonly CurrentCluster[]>();
  cache.set(store, known);
  const cases = new Map<string, CurrentCluster>();
  for (const { run_id, horizon } of runs) {
    const id = String(run_id);
    const clusters = known.get(id) ?? (await readRun(store, id, String(horizon)));
    known.delete(id);
    known.set(id, clusters);
    for (const cluster of clusters) {
      const other = cases.get(cluster.case_id);
      if (other === undefined || isGraver(cluster.line, other.line)) cases.set(cluster.case_id, cluster);
    }
  }
  for (const id of known.keys()) if (known.size > Math.max(KEPT_RUNS, runs.length)) known.delete(id);
  return cases;
}

async function readRun(store: Store, run_id: string, horizon: string): Promise<readonly CurrentCluster[]> {
  const rows = await store.rows(SELECT_CLUSTERS, { run: run_id });
  return rows.map(({ body, first_seen, last_seen }) => {
    const line = VerdictLine.parse(JSON.parse(String(body)));
    const seen = (time: unknown, otherwise: string) =>
      String(time).startsWith('1970') ? otherwise : String(time);
    return {
      case_id: caseIdOf(line),
      run_id,
      horizon,
      line,
      explanation: maskedLine(line).explanation,
      evidence_hash: evidenceHash(line),
      first_seen: seen(first_seen, line.window.from),
      last_seen: seen(last_seen, line.window.to),
    };
  });
}

function isGraver(one: VerdictLine, other: VerdictLine): boolean {
  const grade = ({ verdict }: VerdictLine) => VERDICTS.indexOf(verdict);
  return (
    (grade(one) - grade(other) ||
      one.accounts.length - other.accounts.length ||
      (one.cluster_id < other.cluster_id ? 1 : -1)) > 0
  );
}

// A horizon that no cycle looks at any more is no news: its newest run must not be a week older than the newest of all.
const SELECT_NEWEST_RUNS = `SELECT horizon, argMax(run_id, (window_to, finished_at)) AS run_id, max(window_to) AS newest FROM runs FINAL
GROUP BY horizon HAVING newest >= (SELECT max(window_to) FROM runs) - INTERVAL 7 DAY ORDER BY horizon`;
const SELECT_CLUSTERS = `SELECT body, first_seen, last_seen FROM (SELECT body, campaign_id FROM verdicts FINAL WHERE run_id = {run:String}) AS v
LEFT JOIN (SELECT campaign_id, min(first_seen) AS first_seen, max(last_seen) AS last_seen FROM campaigns FINAL GROUP BY campaign_id) AS c USING campaign_id`;
