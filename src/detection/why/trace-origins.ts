/** What a stored trace is about, and from what it comes. */
import { ACTS, TRACE_KINDS } from '../../traces/index.ts';

export interface TraceOrigin {
  readonly family: string;
  /** `acts` for all families that the same acts may leave, as clustering fuses them; else the family. */
  readonly source: string;
}

const ORIGINS: ReadonlyMap<string, TraceOrigin> = new Map(
  TRACE_KINDS.map(({ name, family }) => [name, { family, source: ACTS.has(family) ? 'acts' : family }]),
);

/** A trace of another version, which is not known here, stands for itself. */
export const originOf = (trace: string): TraceOrigin =>
  ORIGINS.get(trace) ?? { family: trace, source: trace };

/** The same as lists for a query; of all traces where none are named, as no list may be empty. */
export function originParams(traces: readonly string[]) {
  const named = traces.length === 0 ? [...ORIGINS.keys()] : [...new Set(traces)].sort();
  return {
    traces: named,
    families: named.map((trace) => originOf(trace).family),
    sources: named.map((trace) => originOf(trace).source),
  };
}
