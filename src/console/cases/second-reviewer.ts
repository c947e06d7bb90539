/** When one person is not enough to confirm a case. */
import type { Bilingual, Pattern, VerdictLine } from '../../contract/index.ts';

/** Policy of the platform; any one of them asks for a second person. */
export interface SecondReviewer {
  /** Cases of so many accounts and more; null = however many. */
  readonly accounts: number | null;
  /** Cases with one of these patterns. */
  readonly patterns: readonly Pattern[];
  /** Cases below this probability; 0 = none. */
  readonly belowProbability: number;
}

export const SECOND_REVIEWER: SecondReviewer = { accounts: 500, patterns: [], belowProbability: 0.9 };

/** Why a second person has to confirm it; null where one is enough. `accounts`: those that still belong to the case. */
export function whySecondReviewer(
  policy: SecondReviewer,
  { probability, patterns }: Pick<VerdictLine, 'probability' | 'patterns'>,
  accounts: number,
): Bilingual | null {
  if (policy.accounts !== null && accounts >= policy.accounts)
    return {
      en: `${accounts} accounts: from ${policy.accounts} on two people confirm a case`,
      zh: `涉及 ${accounts} 个账号：达到 ${policy.accounts} 个须由两人确认`,
    };
  if (probability < policy.belowProbability)
    return {
      en: `the probability is below ${policy.belowProbability}: two people confirm such a case`,
      zh: `概率低于 ${policy.belowProbability}：须由两人确认`,
    };
  const pattern = patterns.find((one) => policy.patterns.includes(one));
  if (pattern === undefined) return null;
  return { en: `two people confirm cases of ${pattern}`, zh: `此类模式（${pattern}）须由两人确认` };
}
