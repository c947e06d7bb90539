/** Accounts: who was accused, who should have been. */
import type { Verdict, VerdictLine } from '../../contract/index.ts';
import { type Share, wilson } from '../../verdicts/index.ts';
import type { TruthRow } from '../scenario.ts';

/** An account is accused at a level by a verdict at least as strong. */
export type Level = Extract<Verdict, 'coordinated' | 'water_army'>;

export interface AccountScores {
  readonly level: Level;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly precision: Share;
  readonly recall: Share;
  /** Harmonic mean of precision and recall; null without hired accounts and accusations. */
  readonly f1: number | null;
  /** Honest accounts that were accused, of all honest ones. */
  readonly falseAlarms: Share;
}

export const accuses = (verdict: Verdict, level: Level): boolean =>
  verdict === 'water_army' || (verdict === 'coordinated' && level === 'coordinated');

/** Accounts that stand in a cluster accused at the level. Accounts that the truth does not name are left out everywhere. */
export function scoreAccounts(
  verdicts: readonly VerdictLine[],
  truth: readonly TruthRow[],
  level: Level,
): AccountScores {
  const accused = new Set(
    verdicts
      .filter(({ verdict }) => accuses(verdict, level))
      .flatMap(({ accounts }) => accounts.map(({ account_id }) => account_id)),
  );
  let truePositives = 0;
  let falsePositives = 0;
  let hired = 0;
  for (const { account_id, honest } of truth) {
    if (!honest) hired += 1;
    if (!accused.has(account_id)) continue;
    if (honest) falsePositives += 1;
    else truePositives += 1;
  }
  const falseNegatives = hired - truePositives;
  const counted = 2 * truePositives + falsePositives + falseNegatives;
  return {
    level,
    truePositives,
    falsePositives,
    falseNegatives,
    precision: wilson(truePositives, truePositives + falsePositives),
    recall: wilson(truePositives, hired),
    f1: counted === 0 ? null : (2 * truePositives) / counted,
    falseAlarms: wilson(falsePositives, truth.length - hired),
  };
}

const RANK: Readonly<Record<Verdict, number>> = {
  water_army: 2,
  coordinated: 1,
  insufficient_data: 0,
  organic: 0,
};

/**
 * Area under the precision-recall curve as average precision, over accounts ranked by verdict, then probability. Accounts
 * of one rank are drawn in random order: their expected precision counts, so that ties flatter nobody
 * (McSherry and Najork 2008, doi:10.1007/978-3-540-78646-7_38). Null without hired accounts. O(n log n).
 */
export function averagePrecision(
  verdicts: readonly VerdictLine[],
  truth: readonly TruthRow[],
): number | null {
  const scores = new Map<string, number>();
  for (const { verdict, probability, accounts } of verdicts)
    for (const { account_id } of accounts)
      scores.set(account_id, Math.max(scores.get(account_id) ?? 0, RANK[verdict] + probability));
  const ranks = new Map<number, { hired: number; all: number }>();
  let hired = 0;
  for (const { account_id, honest } of truth) {
    const score = scores.get(account_id) ?? 0;
    const rank = ranks.get(score) ?? { hired: 0, all: 0 };
    ranks.set(score, rank);
    rank.all += 1;
    if (honest) continue;
    rank.hired += 1;
    hired += 1;
  }
  if (hired === 0) return null;
  let sum = 0;
  let above = 0;
  let hiredAbove = 0;
  for (const [, rank] of [...ranks].sort(([a], [b]) => b - a)) {
    // In a random order, before the i-th account of the rank stand (i − 1)·(hired − 1)/(all − 1) hired ones on average.
    const among = rank.all > 1 ? (rank.hired - 1) / (rank.all - 1) : 0;
    for (let i = 1; i <= rank.all; i += 1)
      sum += (rank.hired / rank.all) * ((hiredAbove + 1 + (i - 1) * among) / (above + i));
    above += rank.all;
    hiredAbove += rank.hired;
  }
  return sum / hired;
}
