/** Clusters of the newest run, and everything that the console shows of one. */
import type { Graph, Raster, Registrations, Targets } from '../../src/console/contract/index.ts';
import { clusterAccounts } from '../../src/console/evidence/accounts.ts';
import { findCluster } from '../../src/console/evidence/find-cluster.ts';
import { clusterGraph } from '../../src/console/evidence/graph.ts';
import { raster } from '../../src/console/evidence/raster.ts';
import { registrations } from '../../src/console/evidence/registrations.ts';
import { actsParams } from '../../src/console/evidence/selection.ts';
import { targets } from '../../src/console/evidence/targets.ts';
import { type Family, textFamilies } from '../../src/console/evidence/text-families.ts';
import { computeLayout } from '../../src/console/layout/compute-layout.ts';
import { readLayout, readLayoutInput, writeLayout } from '../../src/console/layout/stored-layouts.ts';
import { AppError, VERDICTS, VerdictLine } from '../../src/contract/index.ts';
import type { Store } from '../../src/storage/index.ts';

export interface LatestVerdicts {
  readonly runId: string;
  /** The gravest first, of equals the largest. */
  readonly lines: readonly VerdictLine[];
}

// FINAL: a run that was saved twice counts once.
const NEWEST = `
SELECT run_id, body FROM verdicts FINAL
WHERE run_id = (SELECT argMax(run_id, (finished_at, run_id)) FROM runs)`;

/** @throws AppError `input-missing` when nothing was detected yet. */
export async function latestVerdicts(store: Store): Promise<LatestVerdicts> {
  const rows = await store.rows(NEWEST);
  const [first] = rows;
  if (first === undefined)
    throw new AppError('input-missing', `notebooks/clusters: ${store.location} holds no verdicts`, {
      fix: 'breakwater detect FILE --store DIR makes a run',
    });
  const grave = ({ verdict }: VerdictLine) => VERDICTS.indexOf(verdict);
  const lines = rows
    .map(({ body }) => VerdictLine.parse(JSON.parse(String(body))))
    .sort((a, b) => grave(b) - grave(a) || b.accounts.length - a.accounts.length);
  return { runId: String(first.run_id), lines };
}

export interface ClusterEvidence {
  readonly line: VerdictLine;
  /** With a settled layout, computed where none is stored yet. */
  readonly graph: Graph;
  readonly raster: Raster;
  readonly registrations: Registrations;
  readonly targets: Targets;
  /** Texts that say the same, the family of most accounts first. */
  readonly families: readonly Family[];
}

const TEXTS = `
SELECT event_id, account_id, toUnixTimestamp64Milli(occurred_at) AS ms, text FROM actions
WHERE account_id IN {accounts:Array(String)} AND text != '' ORDER BY occurred_at, event_id LIMIT 20000`;

/** What the cluster's page shows, handles unmasked. Layouts that had to be computed are stored. */
export async function clusterEvidence(
  store: Store,
  runId: string,
  clusterId: string,
): Promise<ClusterEvidence> {
  const name = { runId, clusterId };
  const cluster = await findCluster(store, runId, clusterId);
  if ((await readLayout(store, name)) === null) {
    const { ids, input } = await readLayoutInput(store, name);
    await writeLayout(store, name, { ids, layout: computeLayout(input), now: Date.now() });
  }
  const params = actsParams(cluster, {});
  const members = cluster.line.accounts.map(({ account_id }) => account_id);
  const texts = (await store.rows(TEXTS, { accounts: members })).map((row) => ({
    eventId: String(row.event_id),
    accountId: String(row.account_id),
    at: Number(row.ms),
    raw: String(row.text),
  }));
  return {
    line: cluster.line,
    graph: await clusterGraph(store, { cluster, maxEdges: 20_000, expand: [], unmasked: true }),
    raster: await raster(store, params),
    registrations: await registrations(store, params, members),
    targets: await targets(store, params),
    families: textFamilies(texts),
  };
}

export interface MemberTie {
  readonly account_id: string;
  /** What its edges inside the cluster say, in nats, and that as a share of the cluster's median. */
  readonly nats: number;
  readonly ofMedian: number;
}

/** How strongly each member is tied to its cluster. */
export async function memberTies(
  store: Store,
  runId: string,
  clusterId: string,
): Promise<readonly MemberTie[]> {
  const rows = await clusterAccounts({
    store,
    now: Date.now(),
    cluster: await findCluster(store, runId, clusterId),
    query: { sort: 'nats', order: 'asc' },
    unmasked: true,
  });
  const median = rows[Math.floor(rows.length / 2)]?.nats || 1;
  return rows.map(({ account_id, nats }) => ({ account_id, nats, ofMedian: nats / median }));
}
