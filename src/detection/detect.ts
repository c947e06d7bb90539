/** One cycle, as a table of contents: stored events in, verdicts out. A pure function of what is stored. */
import { createHash } from 'node:crypto';
import { clusterId, coreMembers, findClusters } from '../clusters/index.ts';
import type { Summary, VerdictLine } from '../contract/index.ts';
import { indexTraces, minePairs, type TraceIndex } from '../mining/index.ts';
import type { Store } from '../storage/index.ts';
import { TRACE_SOURCES, type TraceSource } from '../traces/index.ts';
import { actedTogether, judge, MODEL } from '../verdicts/index.ts';
import { readAccountIndex } from './account-index.ts';
import { type Candidate, readClusterViews } from './cluster-views.ts';
import { createEdgeTable, type EdgeTable } from './edge-table.ts';
import { fuseEdges, type KindEdges } from './fuse-edges.ts';
import { gatherEvidence, type IndexedTraces } from './group-evidence.ts';
import { nameBuckets } from './names.ts';
import { readNearCopies } from './near-copies.ts';
import { readPlatform } from './platform.ts';
import { createOwners, type KindTraces, readTraces, type TimeWindow } from './read-traces.ts';
import { recruitGuests } from './recruiting.ts';
import { batchesOutside, membersCadence, readRegistrationBursts } from './registration-bursts.ts';
import { verdictLine } from './verdict-line.ts';
import { wholeWindow } from './whole-window.ts';

export interface DetectInput {
  readonly store: Store;
  /** What to look at; all that is stored when absent. */
  readonly window?: TimeWindow;
  /** Names the rows of this run in the store. */
  readonly runId: string;
  /** Told before each stage, for progress and times. */
  readonly onStage?: (stage: string) => void;
}

export interface Detection {
  readonly runId: string;
  readonly window: TimeWindow | null;
  /** Strongest verdicts first. */
  readonly verdicts: readonly VerdictLine[];
  /** The pairs that made the clusters, by trace. */
  readonly edges: EdgeTable;
  readonly traces: Summary['traces'];
  /** What was left out or bounded, in plain words. */
  readonly notes: readonly string[];
}

/** Row pairs that one kind of trace may cost; crowds are thinned beyond it. */
const PAIR_BUDGET = 100e6;

/** Fewer accounts are no army. */
const MIN_ACCOUNTS = 3;

/** Smaller groups are listed only when acting together is proven: households, friends and luck make thousands of them. */
const LISTED_ACCOUNTS = 10;

/** Pairs below this share of the bar within a family of traces are not followed up; families add up. */
const FAMILY_SHARE = 0.5;

/**
 * The bar for an edge: ln 2A nats. At this bar each of A accounts has half a false edge at most, so that false edges do not
 * percolate into a component (Erdős & Rényi 1960); whether a group is real is then decided for the group as a whole.
 */
const followNats = (accounts: number): number => Math.log(2 * Math.max(1, accounts));

export async function detect({
  store,
  window: given,
  runId,
  onStage = () => {},
}: DetectInput): Promise<Detection> {
  onStage('read accounts');
  const window = given ?? (await wholeWindow(store));
  const accounts = await readAccountIndex(store);
  const threshold = followNats(accounts.length);
  const owners = createOwners(accounts);
  const notes: string[] = [];

  onStage('group near copies');
  const copies = await readNearCopies(store, window, accounts);
  const kinds: IndexedTraces[] = [];
  const edges: KindEdges[] = [];
  const sources = new Map<string, TraceSource>();
  const mine = (traces: KindTraces, index: TraceIndex) => {
    const { edges: found, stats } = minePairs(traces.columns, {
      windowMs: traces.kind.windowMs,
      minSurprise: FAMILY_SHARE * threshold,
      pairBudget: PAIR_BUDGET,
      ...(traces.owners === null ? {} : { family: traces.owners }),
    });
    if (stats.skippedRows > 0)
      notes.push(
        `${traces.kind.name}: ${stats.skippedRows} rows in ${stats.skippedBuckets} crowds of more than ${stats.cap} accounts were left out of pairing; a meeting there proves next to nothing`,
      );
    kinds.push({ ...traces, index });
    edges.push({ kind: traces.kind, edges: found });
  };
  const take = (traces: KindTraces) => {
    const index = indexTraces(traces.columns);
    mine(traces, index);
    if (traces.kind.slower !== undefined) mine({ ...traces, kind: traces.kind.slower }, index);
  };
  if (copies.traces.columns.length > 0) take(copies.traces);
  for (const source of TRACE_SOURCES) {
    onStage(`mine ${source.kinds[0]?.name ?? ''}`);
    for (const traces of await readTraces(store, source, window, accounts, owners)) {
      for (const kind of [traces.kind, traces.kind.slower])
        if (kind !== undefined) sources.set(kind.name, source);
      take(traces);
    }
  }
  onStage('scan registrations');
  const bursts = await readRegistrationBursts(store, accounts);
  if (bursts.traces.columns.length > 0)
    kinds.push({ ...bursts.traces, index: indexTraces(bursts.traces.columns) });

  onStage('cluster');
  const fused = fuseEdges(edges, threshold);
  const weighted = { accounts: accounts.length, ...fused };
  const { clusters, clusterOf } = findClusters({ edges: weighted, options: { minSize: MIN_ACCOUNTS } });
  const cores = coreMembers(clusters, clusterOf, weighted).filter(({ length }) => length >= MIN_ACCOUNTS);
  const groups = [...cores, ...batchesOutside(bursts, cores, accounts.length)];

  onStage('gather evidence');
  const gathered = groups.map((members) => ({ members, ...gatherEvidence(kinds, members, accounts.length) }));
  const taken = new Uint8Array(accounts.length);
  for (const { members } of gathered) for (const account of members) taken[account] = 1;
  const recruiting = gathered.map((group) => ({
    members: group.members,
    counted: actedTogether(group, MODEL) ? group.counted : [],
  }));
  const recruits = recruitGuests(recruiting, kinds, taken);
  const candidates = gathered.map(
    ({ members, ...evidence }, cluster): Candidate => ({
      ...evidence,
      members: [
        ...Array.from(members, (account) => ({ account, membership: 'core' as const })),
        ...recruits
          .filter((one) => one.cluster === cluster)
          .map(({ account }) => ({ account, membership: 'peripheral' as const })),
      ],
      registrationCadence: membersCadence(bursts, members),
    }),
  );
  const platform = await readPlatform(store, window, accounts.length, copies);
  const views = await readClusterViews(candidates, {
    store,
    runId,
    window,
    accounts,
    traces: kinds,
    copies,
    nameBuckets: (kind, buckets) => nameBuckets(store, kinds[kind] as KindTraces, sources, buckets),
  });

  onStage('judge');
  const judged = views.map((view) =>
    verdictLine(view, judge(view, platform), clusterId(view.members.map(({ accountId }) => accountId))),
  );
  const shown = judged.map(
    ({ verdict, accounts: { length } }) => isProven(verdict) || length >= LISTED_ACCOUNTS,
  );
  const unlisted = shown.filter((listed) => !listed).length;
  if (unlisted > 0)
    notes.push(
      `${unlisted} groups of fewer than ${LISTED_ACCOUNTS} accounts, of which nothing could be proven, are not listed`,
    );
  const inClusters = new Int32Array(accounts.length).fill(-1);
  candidates.forEach(({ members }, cluster) => {
    if (shown[cluster]) for (const { account } of members) inClusters[account] = cluster;
  });
  return {
    runId,
    window: window.to > window.from ? window : null,
    verdicts: judged.filter((_, cluster) => shown[cluster]).sort(strongestFirst),
    edges: await createEdgeTable({ store, accounts, lists: edges, fused, inClusters }),
    traces: kinds.map(({ kind, columns }) => ({
      trace: kind.name,
      rows: columns.length,
      edges: edges.find((list) => list.kind === kind)?.edges.length ?? 0,
      window_ms: Number.isFinite(kind.windowMs) ? kind.windowMs : null,
    })),
    notes,
  };
}

const isProven = (verdict: VerdictLine['verdict']): boolean =>
  verdict === 'water_army' || verdict === 'coordinated';

const ORDER = ['water_army', 'coordinated', 'insufficient_data', 'organic'];

function strongestFirst(a: VerdictLine, b: VerdictLine): number {
  return (
    ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
    b.probability - a.probability ||
    b.accounts.length - a.accounts.length ||
    (a.cluster_id < b.cluster_id ? -1 : 1)
  );
}

/** A fresh name for a run: its time and a hash of it, sortable. */
export function newRunId(now: number, salt: string): string {
  return `${new Date(now).toISOString()}-${createHash('sha256').update(`${now}:${salt}:${MODEL.version}`).digest('hex').slice(0, 8)}`;
}
