/** Runs whose clusters are given, saved as cycles save theirs. */
import { clusterId } from '../../../src/clusters/index.ts';
import type { SignalResult, Verdict, VerdictLine } from '../../../src/contract/index.ts';
import { type Detection, newRunId, saveDetection } from '../../../src/detection/index.ts';
import type { Store } from '../../../src/storage/index.ts';

export const HOUR = 3_600_000;
export const START = Date.UTC(2026, 4, 2);

export const people = (name: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${name}${from + i}`);

export interface GivenCluster {
  readonly core: readonly string[];
  readonly others?: readonly string[];
  readonly verdict?: Verdict;
  readonly signals?: readonly SignalResult[];
}

/** A verdict on a cluster that acted in the hour before `asOf`. */
export function lineOf(
  { core, others = [], verdict = 'water_army', signals = [] }: GivenCluster,
  asOf: number,
): VerdictLine {
  const cluster_id = clusterId([...core, ...others]);
  return {
    cluster_id,
    campaign_id: cluster_id.replace('c_', 'k_'),
    verdict,
    probability: 0.99,
    patterns: ['engagement_boost'],
    window: { from: new Date(asOf - HOUR).toISOString(), to: new Date(asOf - 1).toISOString() },
    accounts: [
      ...core.map((account_id) => ({ account_id, membership: 'core' as const })),
      ...others.map((account_id) => ({ account_id, membership: 'peripheral' as const })),
    ],
    signals: [...signals],
    against: [],
    explanation: { en: '', zh: '' },
    model_version: 'test',
  };
}

export interface GivenRun {
  /** Hours from the start to the end of its window. */
  readonly hour: number;
  readonly clusters: readonly GivenCluster[];
  readonly horizon?: string;
  /** Hours of its window. */
  readonly span?: number;
  /** Parts attempts at one cycle. */
  readonly attempt?: string;
}

export function detectionOf(run: GivenRun): Detection {
  const { hour, clusters, horizon = 'hour', span = 1, attempt = '' } = run;
  const to = START + hour * HOUR;
  return {
    runId: newRunId(to, `${horizon} ${attempt}`),
    modelVersion: 'test',
    window: { from: to - span * HOUR, to },
    verdicts: clusters.map((cluster) => lineOf(cluster, to)),
    edges: { length: 0, rows: () => [], links: () => [] } as unknown as Detection['edges'],
    marks: new Map(),
    followNats: 0,
    traces: [],
    notes: [],
  };
}

/** Saves a run and answers the campaign of each of its clusters, in the order they were given. */
export async function saveRun(store: Store, run: GivenRun): Promise<readonly string[]> {
  const now = START + run.hour * HOUR;
  const verdicts = await saveDetection(store, detectionOf(run), { now, horizon: run.horizon ?? 'hour' });
  return verdicts.map(({ campaign_id }) => campaign_id);
}
