/** All traces of the facts: made one source after the other, mined meanwhile. */
import { setImmediate as events } from 'node:timers/promises';
import { type MinedPairs, type MinePairsOptions, type PairSupport, pairSupport } from '../mining/index.ts';
import { ACTS, TRACE_SOURCES, type TraceKind, type TraceSource } from '../traces/index.ts';
import type { ReadFacts } from './facts/read-facts.ts';
import { fuseEdges, type KindEdges } from './fuse-edges.ts';
import type { MiningPool } from './mining-pool.ts';
import { findNearCopies, type NearCopies } from './near-copies.ts';
import { type KindTraces, readTraces } from './read-traces.ts';
import type { RetoldTexts } from './retold-texts.ts';

/** Pairs below this share of the bar within a family of traces are not followed up; families add up. */
const FAMILY_SHARE = 0.5;

/** Row pairs that one kind of trace may cost; crowds are thinned beyond it. */
const PAIR_BUDGET = 100e6;

export interface MineTracesInput extends Pick<ReadFacts, 'facts' | 'texts'> {
  readonly pool: MiningPool;
  readonly retold: Pick<RetoldTexts, 'traces'>;
  /** Nats that what joins a pair has to come up to. */
  readonly threshold: number;
  readonly onStage: (stage: string) => void;
}

export interface TracesInMining {
  readonly kinds: readonly KindTraces[];
  /** Where each kind's rows came from, by its name; none for near copies. */
  readonly sources: ReadonlyMap<string, TraceSource>;
  readonly copies: NearCopies;
  /** The edges of `kinds`, in their order, and what was left out; the threads may take a while longer. */
  finish(): Promise<{ readonly edges: readonly KindEdges[]; readonly notes: readonly string[] }>;
}

/** Near copies stand first, then retold texts, then the registry's order; a kind with a slower one is followed by it. */
export async function mineTraces(input: MineTracesInput): Promise<TracesInMining> {
  const { facts, texts, retold, pool, threshold, onStage } = input;
  const sources = new Map<string, TraceSource>();
  let support: Promise<PairSupport> | undefined;

  const mineAll = (
    { columns, kind, owners }: KindTraces,
    more: Partial<MinePairsOptions> = {},
  ): Promise<MinedPairs> =>
    pool.mine(columns, {
      windowMs: kind.windowMs,
      minSurprise: FAMILY_SHARE * threshold,
      pairBudget: PAIR_BUDGET,
      ...(owners === null ? {} : { family: owners }),
      ...more,
    });
  /** An act counts where it comes up to the bar along with what else joins the pair: most pairs of acts never do. */
  const mineActs = async (traces: KindTraces): Promise<MinedPairs> => {
    const pairs = await support;
    return mineAll(traces, {
      minSurprise: threshold,
      ...(pairs === undefined ? {} : { support: { pairs, minOwn: FAMILY_SHARE * threshold } }),
    });
  };
  const mine = (traces: KindTraces): InMining => {
    const mined = ACTS.has(traces.kind.family) ? mineActs(traces) : mineAll(traces);
    // Who waits for `finish` hears of a failure; until then it must not end the process.
    mined.catch(() => undefined);
    return { traces, mined };
  };
  const take = (traces: KindTraces): InMining[] => {
    const { slower } = traces.kind;
    return slower === undefined ? [mine(traces)] : [mine(traces), mine({ ...traces, kind: slower })];
  };

  onStage('sort traces');
  const found = new Map<TraceSource, readonly InMining[]>();
  const read = async (wanted: readonly TraceSource[]) => {
    for (const source of wanted) {
      const ofSource = readTraces(source, facts).flatMap(take);
      found.set(source, ofSource);
      for (const { traces } of ofSource) sources.set(traces.kind.name, source);
      // Threads that are done are told of the next job.
      await events();
    }
  };
  const isAct = ({ kinds }: TraceSource) => kinds.some(({ family }) => ACTS.has(family));
  await read(TRACE_SOURCES.filter((source) => !isAct(source)));
  support = addedUp([...found.values()].flat(), facts.accounts);
  support.catch(() => undefined);
  await read(TRACE_SOURCES.filter(isAct));
  onStage('group near copies');
  const copies = findNearCopies(texts, facts.acts);
  const all = [
    ...(copies.traces.columns.length > 0 ? take(copies.traces) : []),
    ...(retold.traces === null ? [] : take(retold.traces)),
    ...TRACE_SOURCES.flatMap((source) => found.get(source) ?? []),
  ];
  return {
    kinds: all.map(({ traces }) => traces),
    sources,
    copies,
    async finish() {
      const edges: KindEdges[] = [];
      const notes: string[] = [];
      for (const { traces, mined } of all) {
        const { edges: ofKind, stats } = await mined;
        edges.push({ kind: traces.kind, edges: ofKind });
        if (stats.skippedRows > 0) notes.push(thinned(traces.kind, stats));
      }
      return { edges, notes };
    },
  };
}

interface InMining {
  readonly traces: KindTraces;
  readonly mined: Promise<MinedPairs>;
}

/** What devices, networks and registrations say of pairs. */
async function addedUp(all: readonly InMining[], accounts: number): Promise<PairSupport> {
  const lists: KindEdges[] = [];
  for (const { traces, mined } of all) lists.push({ kind: traces.kind, edges: (await mined).edges });
  return pairSupport(fuseEdges(lists, 0), accounts);
}

const thinned = ({ name }: TraceKind, { skippedRows, skippedBuckets, cap }: MinedPairs['stats']): string =>
  `${name}: ${skippedRows} rows in ${skippedBuckets} crowds of more than ${cap} accounts were left out of pairing; a meeting there proves next to nothing`;
