/** Whether a probability of 0.9 means nine in ten. */
import type { VerdictLine } from '../../contract/index.ts';
import type { TruthRow } from '../scenario.ts';

export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly clusters: number;
  /** Mean probability, and the share of the clusters that are armies. */
  readonly said: number;
  readonly true: number;
}

export interface Calibration {
  readonly clusters: number;
  /** Mean squared error of the probability (Brier 1950). */
  readonly brier: number;
  /** Mean distance between what was said and what was true over the bins, by clusters (Naeini et al. 2015). */
  readonly ece: number;
  readonly bins: readonly ReliabilityBin[];
}

/** One probability and whether it came true. */
export interface Forecast {
  readonly probability: number;
  readonly isArmy: boolean;
}

const BINS = 10;

/** Clusters of which the truth names a member; an army is one most of whose named members are hired. */
export function labelClusters(
  verdicts: readonly VerdictLine[],
  truth: readonly TruthRow[],
): readonly { readonly line: VerdictLine; readonly isArmy: boolean }[] {
  const honestOf = new Map(truth.map(({ account_id, honest }) => [account_id, honest]));
  return verdicts.flatMap((line) => {
    const known = line.accounts.flatMap(({ account_id }) => honestOf.get(account_id) ?? []);
    if (known.length === 0) return [];
    return [{ line, isArmy: 2 * known.filter((honest) => !honest).length > known.length }];
  });
}

/** The probabilities of labelled clusters as forecasts. */
export const forecastsOf = (
  verdicts: readonly VerdictLine[],
  truth: readonly TruthRow[],
): readonly Forecast[] =>
  labelClusters(verdicts, truth).map(({ line: { probability }, isArmy }) => ({ probability, isArmy }));

/** Null without forecasts. Bins are of equal width. */
export function calibrate(forecasts: readonly Forecast[]): Calibration | null {
  if (forecasts.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const bins = Array.from({ length: BINS }, (_, bin) => {
    const inside = forecasts.filter(
      ({ probability }) => Math.min(BINS - 1, Math.floor(probability * BINS)) === bin,
    );
    return { bin, inside };
  }).flatMap(({ bin, inside }): ReliabilityBin[] =>
    inside.length === 0
      ? []
      : [
          {
            from: bin / BINS,
            to: (bin + 1) / BINS,
            clusters: inside.length,
            said: mean(inside.map(({ probability }) => probability)),
            true: mean(inside.map(({ isArmy }) => Number(isArmy))),
          },
        ],
  );
  return {
    clusters: forecasts.length,
    brier: mean(forecasts.map(({ probability, isArmy }) => (probability - Number(isArmy)) ** 2)),
    ece: bins.reduce(
      (sum, bin) => sum + (bin.clusters * Math.abs(bin.said - bin.true)) / forecasts.length,
      0,
    ),
    bins,
  };
}
