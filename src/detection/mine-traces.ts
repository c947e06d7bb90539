/** All traces of a window: read out of the store one source after the other, mined meanwhile. */
import { indexTraces, type MinedPairs, type TraceIndex } from '../mining/index.ts';
import type { Store } from '../storage/index.ts';
import { TRACE_SOURCES, type TraceKind, type TraceSource } from '../traces/index.ts';
import type { AccountIndex } from './account-index.ts';
import type { KindEdges } from './fuse-edges.ts';
import type { IndexedTraces } from './group-evidence.ts';
import type { MiningPool } from './mining-pool.ts';
import { type NearCopies, readNearCopies } from './near-copies.ts';
import { createOwners, type KindTraces, readTraces, type TimeWindow } from './read-traces.ts';

/** Row pairs that one kind of trace may cost; crowds are thinned beyond it. */
const PAIR_BUDGET = 100e6;

export interface MineTracesInput {
  readonly store: Store;
  readonly window: TimeWindow;
  readonly accounts: AccountIndex;
  readonly pool: MiningPool;
  /** Nats; weaker pairs are not kept. */
  readonly minSurprise: number;
  readonly onStage: (stage: string) => void;
}

export interface TracesInMining {
  readonly kinds: readonly IndexedTraces[];
  /** Where each kind's rows came from, by its name; none for near copies. */
  readonly sources: ReadonlyMap<string, TraceSource>;
  readonly copies: NearCopies;
  /** The edges of `kinds`, in their order, and what was left out; the threads may take a while longer. */
  finish(): Promise<{ readonly edges: readonly KindEdges[]; readonly notes: readonly string[] }>;
}

/** Near copies stand first, then the registry's order; a kind with a slower one is followed by it. */
export async function mineTraces(input: MineTracesInput): Promise<TracesInMining> {
  const { store, window, accounts, pool, minSurprise, onStage } = input;
  const owners = createOwners(accounts);
  const sources = new Map<string, TraceSource>();

  const mine = (traces: KindTraces, kind: TraceKind, index: TraceIndex): InMining => {
    const mined = pool.mine(traces.columns, {
      windowMs: kind.windowMs,
      minSurprise,
      pairBudget: PAIR_BUDGET,
      ...(traces.owners === null ? {} : { family: traces.owners }),
    });
    // Who waits for `finish` hears of a failure; until then it must not end the process.
    mined.catch(() => undefined);
    return { traces: { ...traces, kind, index }, mined };
  };
  const take = (traces: KindTraces): InMining[] => {
    const { kind, columns } = traces;
    const index = indexTraces(columns, kind.windowMs);
    const { slower } = kind;
    const fast = mine(traces, kind, index);
    return slower === undefined
      ? [fast]
      : [fast, mine(traces, slower, indexTraces(columns, slower.windowMs, index))];
  };

  onStage('read traces');
  const fromSources: InMining[] = [];
  for (const source of TRACE_SOURCES)
    for (const traces of await readTraces(store, source, window, accounts, owners)) {
      const found = take(traces);
      for (const { traces: of } of found) sources.set(of.kind.name, source);
      fromSources.push(...found);
    }
  onStage('group near copies');
  const copies = await readNearCopies(store, window, accounts);
  const all = [...(copies.traces.columns.length > 0 ? take(copies.traces) : []), ...fromSources];
  return {
    kinds: all.map(({ traces }) => traces),
    sources,
    copies,
    async finish() {
      const edges: KindEdges[] = [];
      const notes: string[] = [];
      for (const { traces, mined } of all) {
        const { edges: found, stats } = await mined;
        edges.push({ kind: traces.kind, edges: found });
        if (stats.skippedRows > 0) notes.push(thinned(traces.kind, stats));
      }
      return { edges, notes };
    },
  };
}

interface InMining {
  readonly traces: IndexedTraces;
  readonly mined: Promise<MinedPairs>;
}

const thinned = ({ name }: TraceKind, { skippedRows, skippedBuckets, cap }: MinedPairs['stats']): string =>
  `${name}: ${skippedRows} rows in ${skippedBuckets} crowds of more than ${cap} accounts were left out of pairing; a meeting there proves next to nothing`;
