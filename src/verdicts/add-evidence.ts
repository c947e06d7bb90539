/** From signals to a probability: capped sums within kinds, a sum across kinds, less what speaks against it. */
import { type Against, EVIDENCE_KINDS, type EvidenceKind, type SignalResult } from '../contract/index.ts';
import type { Model } from './model.ts';

export interface Sum {
  /** Capped nats by kind, kinds without evidence left out, in the contract's order. */
  readonly byKind: ReadonlyMap<EvidenceKind, number>;
  readonly totalNats: number;
  readonly probability: number;
  /** Kinds of inauthenticity that are present. */
  readonly present: readonly EvidenceKind[];
}

/** Monotone: more evidence never lowers the probability, more against it never raises it. */
export function addEvidence(
  signals: readonly SignalResult[],
  against: readonly Against[],
  model: Model,
): Sum {
  const byKind = new Map<EvidenceKind, number>();
  for (const kind of EVIDENCE_KINDS) {
    const nats = signals
      .filter((signal) => signal.kind === kind)
      .reduce((sum, signal) => sum + Math.max(0, signal.weight_nats), 0);
    if (nats > 0) byKind.set(kind, Math.min(nats, model.capNats[kind]));
  }
  const forIt = [...byKind.values()].reduce((sum, nats) => sum + nats, 0);
  const againstIt = against.reduce((sum, item) => sum + Math.abs(item.weight_nats), 0);
  const totalNats = model.priorNats + forIt - againstIt;
  return {
    byKind,
    totalNats,
    probability: 1 / (1 + Math.exp(-totalNats)),
    present: model.inauthentic.filter((kind) => (byKind.get(kind) ?? 0) >= model.presentNats),
  };
}
