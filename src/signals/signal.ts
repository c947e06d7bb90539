/** What every signal is: its documentation and its function in one object. */
import type { Bilingual, Evidence, EvidenceKind, SignalResult } from '../contract/index.ts';
import type { ClusterView, Platform } from './cluster-view.ts';

export interface Signal {
  readonly id: string;
  readonly kind: EvidenceKind;
  readonly title: Bilingual;
  /** What it measures, what its value means, and what is usual. */
  readonly about: string;
  readonly evaluate: (view: ClusterView, platform: Platform) => Reading;
}

/** What a signal found, or why it cannot tell. */
export type Reading =
  | { readonly abstained: string }
  | {
      readonly value: number;
      readonly weightNats: number;
      readonly evidence: readonly Evidence[];
      /** Indexes of the members that carry the mark; absent where it is a mark of the group only. */
      readonly marked?: readonly number[];
    };

/** "Cannot tell", with the reason; never a score of 0. */
export const abstain = (reason: string): Reading => ({ abstained: reason });

const LISTED = 20;

/** An evidence item with its lists cut to 20. */
export function fact(
  sentence: Bilingual,
  details: Partial<Pick<Evidence, 'observed' | 'usual' | 'accounts' | 'targets' | 'times' | 'texts'>> = {},
): Evidence {
  return {
    ...sentence,
    observed: details.observed ?? null,
    usual: details.usual ?? null,
    accounts: (details.accounts ?? []).slice(0, LISTED),
    targets: (details.targets ?? []).slice(0, LISTED),
    times: (details.times ?? []).slice(0, LISTED),
    texts: (details.texts ?? []).slice(0, LISTED),
  };
}

/** A signal's result in the contract's shape, and the members that carry the mark. */
export interface ReadSignal {
  readonly result: SignalResult;
  readonly marked: readonly number[];
}

export function readSignal(signal: Signal, view: ClusterView, platform: Platform): ReadSignal {
  const reading = signal.evaluate(view, platform);
  const base = { id: signal.id, kind: signal.kind };
  if ('abstained' in reading)
    return {
      result: { ...base, value: null, weight_nats: 0, abstained: reading.abstained, evidence: [] },
      marked: [],
    };
  const { value, weightNats, evidence, marked = [] } = reading;
  return {
    result: { ...base, value, weight_nats: weightNats, abstained: null, evidence: [...evidence] },
    marked,
  };
}

/** Runs one signal and gives it the shape of the contract. */
export const evaluateSignal = (signal: Signal, view: ClusterView, platform: Platform): SignalResult =>
  readSignal(signal, view, platform).result;
