/** One cluster in, its verdict out: signals, what speaks against it, the sum, the verdict, patterns and explanation. */
import type { Against, Bilingual, Pattern, SignalResult, Verdict } from '../contract/index.ts';
import { type ClusterView, type Platform, readSignal, SIGNALS } from '../signals/index.ts';
import { addEvidence } from './add-evidence.ts';
import { speaksAgainst } from './against.ts';
import { decide } from './decide.ts';
import { explain } from './explain.ts';
import { MODEL, type Model } from './model.ts';
import { oneHand } from './one-hand.ts';
import { findPatterns } from './patterns.ts';
import { unexplainedKinds } from './places.ts';

export interface Judgement {
  readonly modelVersion: string;
  readonly verdict: Verdict;
  readonly probability: number;
  readonly patterns: readonly Pattern[];
  readonly signals: readonly SignalResult[];
  readonly against: readonly Against[];
  readonly explanation: Bilingual;
  /** Members that carry a mark of a kind of inauthenticity that is present. */
  readonly marked: readonly number[];
}

/**
 * Pure: the same view and platform give the same judgement. Numbers are rounded to 1e-6, so that sums print alike; the
 * probability never to 0 or 1, as nothing seen is ever certain.
 */
export function judge(view: ClusterView, platform: Platform, model: Model = MODEL): Judgement {
  const readings = SIGNALS.map((signal) => readSignal(signal, view, platform));
  const signals = readings.map(({ result }) => rounded(result));
  const reasons = speaksAgainst(view, platform, signals);
  const found = addEvidence(signals, reasons, model);
  const hand = oneHand(view, unexplainedKinds(view, found.present), signals, model);
  const against = hand === null ? reasons : [...reasons, hand];
  const sum = hand === null ? found : addEvidence(signals, against, model);
  const verdict = decide(view, signals, sum, model);
  // What is organic follows no pattern of an army, whatever its gatherings are about.
  const patterns = verdict === 'organic' ? [] : findPatterns(view, signals, model);
  const explanation = explain(
    { verdict, patterns, accounts: view.members.length, signals, against, sum },
    model,
  );
  return {
    modelVersion: model.version,
    verdict,
    probability: Math.min(Math.max(round(sum.probability), STEP), 1 - STEP),
    patterns,
    signals,
    against,
    explanation,
    marked: [
      ...new Set(
        readings.flatMap(({ result, marked }) =>
          sum.present.includes(result.kind) && result.weight_nats > 0 ? marked : [],
        ),
      ),
    ].sort((a, b) => a - b),
  };
}

const STEP = 1e-6;
const round = (value: number) => Math.round(value * 1e6) / 1e6;

const rounded = (signal: SignalResult): SignalResult => ({
  ...signal,
  value: signal.value === null ? null : round(signal.value),
  weight_nats: round(signal.weight_nats),
  evidence: signal.evidence.map((item) => ({
    ...item,
    observed: item.observed === null ? null : round(item.observed),
    usual: item.usual === null ? null : round(item.usual),
  })),
});
