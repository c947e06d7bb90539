/** From signals to a probability: capped sums within kinds, a sum across kinds, less what speaks against it. */
import { type Against, EVIDENCE_KINDS, type EvidenceKind, type SignalResult } from '../contract/index.ts';
import type { Model } from './model.ts';

export interface Sum {
  /**
   * Capped nats by kind, to two decimals, kinds without evidence left out, in the contract's order. Rounded here, so that
   * whoever adds up the printed numbers comes to the printed sum and probability.
   */
  readonly byKind: ReadonlyMap<EvidenceKind, number>;
  /** What was found of these kinds before the cap, to two decimals. */
  readonly foundByKind: ReadonlyMap<EvidenceKind, number>;
  /** What speaks against it, together; 0 or more. */
  readonly againstNats: number;
  readonly totalNats: number;
  readonly probability: number;
  /** Kinds of inauthenticity that are present. */
  readonly present: readonly EvidenceKind[];
}

/** Monotone: more evidence never lowers the probability, more against it never raises it. */
export function addEvidence(
  signals: readonly Pick<SignalResult, 'kind' | 'weight_nats'>[],
  against: readonly Pick<Against, 'weight_nats'>[],
  model: Model,
): Sum {
  const found = new Map<EvidenceKind, number>();
  const capped = new Map<EvidenceKind, number>();
  for (const kind of EVIDENCE_KINDS) {
    const nats = signals
      .filter((signal) => signal.kind === kind)
      .reduce((sum, signal) => sum + Math.max(0, signal.weight_nats), 0);
    found.set(kind, hundredths(nats));
    capped.set(kind, Math.min(nats, model.capNats[kind] ?? 0));
  }
  const byKind = new Map([...capped].map(([kind, nats]) => [kind, hundredths(nats)] as const));
  for (const [kind, nats] of byKind) if (nats === 0) byKind.delete(kind);
  const forIt = [...byKind.values()].reduce((sum, nats) => sum + nats, 0);
  const againstNats = hundredths(against.reduce((sum, item) => sum + Math.abs(item.weight_nats), 0));
  const totalNats = hundredths(model.priorNats + forIt - againstNats);
  return {
    byKind,
    foundByKind: found,
    againstNats,
    totalNats,
    probability: probabilityOf(totalNats, model),
    present: model.inauthentic.filter((kind) => (capped.get(kind) ?? 0) >= model.presentNats),
  };
}

/** What a sum of evidence comes to, as the model was calibrated. */
export function probabilityOf(totalNats: number, { calibration: { slope, intercept } }: Model): number {
  return 1 / (1 + Math.exp(-(slope * totalNats + intercept)));
}

const hundredths = (nats: number): number => Math.round(nats * 100) / 100;
