/** What ties one account to its cluster, and what would be left without each edge and each family of traces. */

/** One trace that the account shares with one partner. */
export interface TieTrace {
  readonly partner: string;
  /** Only core accounts hold a cluster together: edges to others are weighed, and count nothing. */
  readonly isCore: boolean;
  /** What the trace is about. */
  readonly family: string;
  /** Of traces of one source only the most surprising counts, as the same acts may have left them. */
  readonly source: string;
  readonly nats: number;
}

/** Nats to core accounts, and how many of them are tied at the bar. */
export interface Left {
  readonly nats: number;
  readonly tiedTo: number;
}

export interface Tie extends Left {
  readonly corePartners: number;
  /** By partner: the edge's own weight, and what is left without it; the strongest first, then by name. */
  readonly edges: readonly { readonly partner: string; readonly nats: number; readonly left: Left }[];
  /** By family among the traces with core accounts, in order of its name. */
  readonly families: readonly { readonly family: string; readonly left: Left }[];
}

/** Weighs edges as clustering fuses them, to 1e-4 nats. O(traces · (families + log)). */
export function tieOf(traces: readonly TieTrace[], barNats: number): Tie {
  const weights = weighed(traces);
  const core = traces.filter(({ isCore }) => isCore);
  const coreWeights = weighed(core);
  const whole = leftOf(coreWeights, barNats);
  const without = (nats = 0): Left => ({
    nats: rounded(whole.nats - nats),
    tiedTo: whole.tiedTo - (nats > 0 && nats >= barNats ? 1 : 0),
  });
  return {
    ...whole,
    corePartners: coreWeights.size,
    edges: [...weights]
      .map(([partner, nats]) => ({ partner, nats, left: without(coreWeights.get(partner)) }))
      .sort((a, b) => b.nats - a.nats || (a.partner < b.partner ? -1 : 1)),
    families: [...new Set(core.map(({ family }) => family))].sort().map((family) => {
      const others = core.filter((trace) => trace.family !== family);
      return { family, left: leftOf(weighed(others), barNats) };
    }),
  };
}

/** By partner, the sum over the sources of the most surprising trace of each. */
function weighed(traces: readonly TieTrace[]): ReadonlyMap<string, number> {
  const best = new Map<string, Map<string, number>>();
  for (const { partner, source, nats } of traces) {
    const sources = best.get(partner) ?? new Map<string, number>();
    sources.set(source, Math.max(sources.get(source) ?? 0, nats));
    best.set(partner, sources);
  }
  return new Map([...best].map(([partner, sources]) => [partner, rounded(sum(sources.values()))]));
}

const leftOf = (weights: ReadonlyMap<string, number>, barNats: number): Left => ({
  nats: rounded(sum(weights.values())),
  tiedTo: [...weights.values()].filter((nats) => nats >= barNats).length,
});

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);
const rounded = (nats: number): number => Math.round(nats * 1e4) / 1e4;
