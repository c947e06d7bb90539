/** All of the evaluation in one object: the form that `breakwater evaluate --json` prints and the matrix stores. */
import type { VerdictLine } from '../../contract/index.ts';
import type { TruthRow } from '../scenario.ts';
import { type AccountScores, averagePrecision, scoreAccounts } from './accounts.ts';
import { type Calibration, calibrate, forecastsOf } from './calibration.ts';
import { adjustedRand, type GroupScore, type PatternScore, scoreGroups, scorePatterns } from './groups.ts';

export interface Evaluation {
  /** Accounts that the truth names, and how many of them are hired. */
  readonly accounts: number;
  readonly hired: number;
  /** Accused accounts of which the truth says nothing; they are left out of every figure. */
  readonly unknown: number;
  readonly coordinated: AccountScores;
  readonly waterArmy: AccountScores;
  readonly averagePrecision: number | null;
  /** Every group of the truth: armies, and honest look-alikes. */
  readonly groups: readonly GroupScore[];
  readonly adjustedRand: number | null;
  readonly patterns: PatternScore;
  readonly calibration: Calibration | null;
}

/** Verdicts beside the truth. O(accounts · log + groups · clusters). */
export function evaluate(verdicts: readonly VerdictLine[], truth: readonly TruthRow[]): Evaluation {
  const known = new Set(truth.map(({ account_id }) => account_id));
  const groups = scoreGroups(verdicts, truth);
  return {
    accounts: known.size,
    hired: truth.filter(({ honest }) => !honest).length,
    unknown: verdicts
      .filter(({ verdict }) => verdict === 'water_army' || verdict === 'coordinated')
      .reduce(
        (sum, { accounts }) => sum + accounts.filter(({ account_id }) => !known.has(account_id)).length,
        0,
      ),
    coordinated: scoreAccounts(verdicts, truth, 'coordinated'),
    waterArmy: scoreAccounts(verdicts, truth, 'water_army'),
    averagePrecision: averagePrecision(verdicts, truth),
    groups,
    adjustedRand: adjustedRand(verdicts, truth),
    patterns: scorePatterns(groups),
    calibration: calibrate(forecastsOf(verdicts, truth)),
  };
}
