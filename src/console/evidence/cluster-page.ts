/** The head of a cluster's page: its verdict, the parts of its probability, what abstained, and what panels can be filtered by. */

import { evidenceHash } from '../../contract/evidence-hash.ts';
import type { SignalResult, VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { addEvidence, MODEL } from '../../verdicts/index.ts';
import { type ClusterPage, ClusterPage as Page } from '../contract/index.ts';
import type { FoundCluster } from './find-cluster.ts';
import { maskedLine } from './masked-line.ts';
import { memberActs } from './member-acts.ts';
import { MEMBER_EDGES } from './member-edges.ts';
import { actsParams } from './selection.ts';

const TRACES = `
SELECT trace, toUInt32(count()) AS edges, max(surprise_nats) AS strongest_nats
FROM ${MEMBER_EDGES}
GROUP BY trace ORDER BY edges DESC, trace`;

const PARTS = `
SELECT cluster_id, verdict, accounts
FROM (
  SELECT cluster_id, verdict FROM verdicts FINAL
  WHERE run_id = {run:String} AND campaign_id = {campaign:String} AND campaign_id != '' AND cluster_id != {cluster:String}
) AS judged
INNER JOIN (
  SELECT cluster_id, toUInt32(count()) AS accounts FROM members FINAL WHERE run_id = {run:String} GROUP BY cluster_id
) AS sizes USING (cluster_id)
ORDER BY accounts DESC, cluster_id`;

const ACTIONS = `SELECT toUInt32(count()) AS actions FROM ${memberActs('event_id')}`;

/** Reads three small results. @param unmasked Whether sentences quote handles and bios as they are. */
export async function clusterPage(
  store: Store,
  cluster: FoundCluster,
  unmasked: boolean,
): Promise<ClusterPage> {
  const { runId: run, clusterId } = cluster;
  const line = unmasked ? cluster.line : maskedLine(cluster.line);
  const params = { run, cluster: clusterId };
  const [traces, parts, [acts]] = await Promise.all([
    store.rows(TRACES, params),
    store.rows(PARTS, { ...params, campaign: line.campaign_id }),
    store.rows(ACTIONS, actsParams(cluster, {})),
  ]);
  return Page.parse({
    run_id: run,
    horizon: cluster.horizon,
    case_id: cluster.caseId,
    verdict: line,
    why: foundSignals(line.signals),
    abstained: line.signals.flatMap(({ id, kind, abstained: reason }) =>
      reason === null ? [] : [{ id, kind, reason }],
    ),
    kinds: kindSums(line),
    parts,
    traces,
    actions: acts?.actions ?? 0,
    evidence_hash: evidenceHash(line),
  });
}

/** Those that speak for a water army, the strongest first. */
function foundSignals(signals: readonly SignalResult[]): readonly SignalResult[] {
  return signals
    .filter(({ weight_nats }) => weight_nats > 0)
    .sort((a, b) => b.weight_nats - a.weight_nats || (a.id < b.id ? -1 : 1));
}

/** As the verdict's explanation adds them up: rounded by kind, so that the numbers shown add up to the sum shown. */
function kindSums({ signals, against, model_version }: VerdictLine): ClusterPage['kinds'] {
  const { byKind, foundByKind } = addEvidence(signals, against, MODEL);
  const isKnown = model_version === MODEL.version;
  return [...foundByKind]
    .filter(([, found]) => found > 0)
    .map(([kind, found_nats]) => ({
      kind,
      nats: isKnown ? (byKind.get(kind) ?? 0) : null,
      found_nats,
      signals: signals.filter((signal) => signal.kind === kind && signal.weight_nats > 0).length,
    }))
    .sort((a, b) => (b.nats ?? b.found_nats) - (a.nats ?? a.found_nats));
}
