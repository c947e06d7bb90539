/** One cluster in, its verdict out: signals, what speaks against it, the sum, the verdict, patterns and explanation. */
import type { Against, Bilingual, EvidenceKind, Pattern, SignalResult, Verdict } from '../contract/index.ts';
import { type ClusterView, type Platform, type ReadSignal, readSignal, SIGNALS } from '../signals/index.ts';
import { addEvidence } from './add-evidence.ts';
import { speaksAgainst } from './against.ts';
import { actedTogether, decide } from './decide.ts';
import { explain } from './explain.ts';
import { explainedAway, NOT_TOGETHER } from './explained.ts';
import { MODEL, type Model } from './model.ts';
import { ownNorm } from './own-norm.ts';
import { findPatterns } from './patterns.ts';

export interface Judgement {
  readonly modelVersion: string;
  readonly verdict: Verdict;
  readonly probability: number;
  readonly patterns: readonly Pattern[];
  readonly signals: readonly SignalResult[];
  readonly against: readonly Against[];
  readonly explanation: Bilingual;
  /** By member, of how many kinds of inauthenticity that are present it carries a mark. */
  readonly marks: Uint8Array;
  /** By signal, the members that carry its mark, by index; signals that mark nobody are left out. */
  readonly marked: ReadonlyMap<string, readonly number[]>;
}

/**
 * Pure: the same view and platform give the same judgement. Numbers are rounded to 1e-6, so that sums print alike; the
 * probability never to 0 or 1, as nothing seen is ever certain.
 */
export function judge(view: ClusterView, platform: Platform, model: Model = MODEL): Judgement {
  const readings = SIGNALS.map((signal) => readSignal(signal, view, platform));
  const signals = readings.map(({ result }) => rounded(result));
  const reasons = speaksAgainst(view, platform, signals);
  const cause = explainedAway(view, signals, addEvidence(signals, [], model), model);
  const known = cause === null ? reasons : [...reasons, cause];
  const decided = decide(view, signals, addEvidence(signals, known, model), model);
  const isProven = decided === 'water_army' || decided === 'coordinated';
  const against = isProven || actedTogether(view, model) ? known : [...known, NOT_TOGETHER];
  const sum = addEvidence(signals, against, model);
  const norm = ownNorm(view, platform);
  const verdict = decided === 'organic' && norm !== null ? 'insufficient_data' : decided;
  // What is organic follows no pattern of an army, whatever its gatherings are about.
  const patterns = verdict === 'organic' ? [] : findPatterns(view, signals, model);
  const explanation = explain(
    { verdict, patterns, accounts: view.members.length, signals, against, sum, caveat: norm },
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
    marks: marksOf(readings, sum.present, view.members.length),
    marked: new Map(
      readings
        .filter(({ marked }) => marked.length > 0)
        .map(({ result, marked }): [string, readonly number[]] => [result.id, marked]),
    ),
  };
}

function marksOf(
  readings: readonly ReadSignal[],
  present: readonly EvidenceKind[],
  size: number,
): Uint8Array {
  const marks = new Uint8Array(size);
  for (const kind of present) {
    const found = readings.filter(({ result }) => result.kind === kind && result.weight_nats > 0);
    for (const member of new Set(found.flatMap(({ marked }) => marked)))
      marks[member] = (marks[member] as number) + 1;
  }
  return marks;
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
