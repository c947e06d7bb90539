/** One cycle, as a table of contents: stored events in, verdicts out. A pure function of what is stored. */
import { createHash } from 'node:crypto';
import { coreMembers, findClusters } from '../clusters/index.ts';
import type { Summary, VerdictLine } from '../contract/index.ts';
import type { Store } from '../storage/index.ts';
import { actedTogether, MODEL, type Model } from '../verdicts/index.ts';
import type { Candidate } from './cluster-views.ts';
import { createEdgeTable, type EdgeTable } from './edge-table.ts';
import { readFacts } from './facts/read-facts.ts';
import { createGather, formGroups } from './form-groups.ts';
import { fuseEdges } from './fuse-edges.ts';
import { growGroups } from './grow-groups.ts';
import { findHabits } from './habits.ts';
import { indexKinds } from './index-kinds.ts';
import { judgeClusters } from './judge-clusters.ts';
import { findMadeSets } from './made-sets.ts';
import { type MineTracesInput, mineTraces } from './mine-traces.ts';
import { createMiningPool, type MiningPool } from './mining-pool.ts';
import { describePlatform } from './platform.ts';
import { findRegistrationBursts, membersCadence } from './registration-bursts.ts';
import { findRegulars } from './regulars.ts';
import { findRetoldTexts, type RetoldTexts } from './retold-texts.ts';
import type { TimeWindow } from './time-window.ts';
import { wholeWindow } from './whole-window.ts';

export interface DetectInput {
  readonly store: Store;
  /** What to look at, and with it the accounts that were there; all that is stored when absent. */
  readonly window?: TimeWindow;
  /** Names the rows of this run in the store. */
  readonly runId: string;
  /** Told before each stage, for progress and times. */
  readonly onStage?: (stage: string) => void;
  /** Where pairs are mined; closed at the end. Threads of this process by default. */
  readonly createPool?: () => MiningPool;
  /** Registrable domains that somebody has listed as risky. */
  readonly riskDomains?: ReadonlySet<string>;
  /** The model of this version by default. */
  readonly model?: Model;
}

export interface Detection {
  readonly runId: string;
  readonly modelVersion: string;
  readonly window: TimeWindow | null;
  /** Strongest verdicts first. */
  readonly verdicts: readonly VerdictLine[];
  /** By cluster and account, the ids of the signals whose mark the account bears. */
  readonly marks: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
  /** The pairs that made the clusters, by trace. */
  readonly edges: EdgeTable;
  /** The bar for an edge, in nats. */
  readonly followNats: number;
  readonly traces: Summary['traces'];
  /** What was left out or bounded, in plain words. */
  readonly notes: readonly string[];
}

/** Fewer accounts are no army. */
const MIN_ACCOUNTS = 3;

/** Smaller groups are listed only when acting together is proven: households, friends and luck make thousands of them. */
const LISTED_ACCOUNTS = 10;

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
  createPool = () => createMiningPool(),
  riskDomains = new Set(),
  model = MODEL,
}: DetectInput): Promise<Detection> {
  onStage('read facts');
  const window = given ?? (await wholeWindow(store));
  const read = await readFacts(store, window, given === undefined);
  const { accounts } = read;
  const threshold = followNats(accounts.length);
  onStage('compare long texts');
  const retold = await findRetoldTexts({ ...read, store, window });
  const { sources, copies, bursts, habits, platform, edges, ...mined } = await mineFacts({
    ...read,
    retold,
    window,
    riskDomains,
    threshold,
    onStage,
    pool: createPool(),
  });
  const notes = [...retold.notes, ...mined.notes];

  onStage('cluster');
  const fused = fuseEdges(edges, threshold);
  const weighted = { accounts: accounts.length, ...fused };
  const { clusters, clusterOf } = findClusters({ edges: weighted, options: { minSize: MIN_ACCOUNTS } });
  const cores = coreMembers(clusters, clusterOf, weighted).filter(({ length }) => length >= MIN_ACCOUNTS);

  onStage('gather evidence');
  const regulars = findRegulars(mined.kinds);
  const made = findMadeSets(read.facts, bursts, retold);
  const named = made.map(({ members }) => members);
  const kinds = indexKinds(
    mined.kinds,
    marked(accounts.length, [...cores, ...regulars, ...named, bursts.traces.columns.account]),
  );
  const gather = createGather({
    traces: kinds,
    accounts: accounts.length,
    registeredAt: read.facts.known.registeredAt,
    made,
  });
  const gathered = formGroups(
    { traces: kinds, clusters: cores, regulars, bursts, made, accounts: accounts.length, model },
    gather,
  );
  const grown = growGroups(gathered, {
    traces: kinds,
    accounts: accounts.length,
    isProven: (group) => actedTogether(group, model),
    gather,
  }).map(
    ({ members, recruits, ...evidence }): Candidate => ({
      ...evidence,
      members: [
        ...Array.from(members, (account) => ({ account, membership: 'core' as const })),
        ...recruits.map((account) => ({ account, membership: 'peripheral' as const })),
      ],
      registrationCadence: membersCadence(bursts, members),
    }),
  );
  const candidates = grown.filter(({ members }) => members.length >= MIN_ACCOUNTS);

  onStage('judge');
  const judged = await judgeClusters(candidates, {
    ...read,
    store,
    window,
    traces: kinds,
    bucketNames: ({ name }) => sources.get(name)?.names ?? null,
    copies,
    retold,
    bursts,
    habits,
    gather,
    platform,
    model,
  });
  const shown = judged.filter(
    ({ line }) => isProven(line.verdict) || line.accounts.length >= LISTED_ACCOUNTS,
  );
  const unlisted = judged.length - shown.length;
  if (unlisted > 0)
    notes.push(
      `${unlisted} groups of fewer than ${LISTED_ACCOUNTS} accounts, of which nothing could be proven, are not listed`,
    );
  const inClusters = new Int32Array(accounts.length).fill(-1);
  shown.forEach(({ ids }, cluster) => {
    for (const account of ids.keys()) inClusters[account] = cluster;
  });
  return {
    runId,
    modelVersion: model.version,
    window: window.to > window.from ? window : null,
    verdicts: shown.map(({ line }) => line).sort(strongestFirst),
    marks: new Map(shown.map(({ line, marks }) => [line.cluster_id, marks])),
    edges: createEdgeTable({
      lists: edges,
      fused,
      inClusters,
      ids: new Map(shown.flatMap(({ ids }) => [...ids])),
    }),
    followNats: threshold,
    traces: kinds.map(({ kind, columns }) => ({
      trace: kind.name,
      rows: columns.length,
      edges: edges.find((list) => list.kind === kind)?.edges.length ?? 0,
      window_ms: Number.isFinite(kind.windowMs) ? kind.windowMs : null,
    })),
    notes,
  };
}

/** The pairs, and what else is to know about everybody; pairs are mined in threads meanwhile. */
async function mineFacts(
  input: MineTracesInput & {
    readonly retold: RetoldTexts;
    readonly window: TimeWindow;
    readonly riskDomains: ReadonlySet<string>;
  },
) {
  const { facts, retold, window, riskDomains, onStage, pool } = input;
  try {
    const { kinds, sources, copies, finish } = await mineTraces(input);
    onStage('describe platform');
    const bursts = findRegistrationBursts(facts.known);
    const habits = findHabits(facts, window);
    const platform = describePlatform({ facts, copies, retold, habits, riskDomains });
    onStage('mine pairs');
    const { edges, notes } = await finish();
    const burstKinds = bursts.traces.columns.length === 0 ? [] : [bursts.traces];
    return { kinds: [...kinds, ...burstKinds], sources, copies, bursts, habits, platform, edges, notes };
  } finally {
    await pool.close();
  }
}

/** By account, 1 for those in one of the lists. */
function marked(accounts: number, lists: readonly Uint32Array[]): Uint8Array {
  const marks = new Uint8Array(accounts);
  for (const list of lists) for (const account of list) marks[account] = 1;
  return marks;
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
