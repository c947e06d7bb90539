import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Against, SignalResult } from '../../src/contract/index.ts';
import { addEvidence } from '../../src/verdicts/add-evidence.ts';
import { explain } from '../../src/verdicts/explain.ts';
import { MODEL } from '../../src/verdicts/index.ts';
import { anyAgainst, anySignals, result } from './evidence.ts';

const explained = (signals: readonly SignalResult[], against: readonly Against[]) => {
  const sum = addEvidence(signals, against, MODEL);
  return {
    sum,

    text: explain(
      { verdict: 'coordinated', patterns: [], accounts: 7, signals, against, sum, caveat: null },
      MODEL,
    ),
  };
};

/** The numbers with a sign in a text, as a reader would add them up. */
const signedNumbers = (text: string): number[] =>
  [...text.matchAll(/([+−])(\d+(?:\.\d+)?)/g)].map(
    ([, sign, digits]) => (sign === '−' ? -1 : 1) * Number(digits),
  );

const LANGUAGES = [
  {
    language: 'en',
    starts: 'Evidence in nats: ',
    sum: '; sum ',
    probability: /probability ([<>])?(\d\.\d{3})/,
  },
  { language: 'zh', starts: '证据（奈特）：', sum: '；合计 ', probability: /概率 ([<>])?(\d\.\d{3})/ },
] as const;

describe.each(LANGUAGES)('the explanation in $language', ({ language, starts, sum: mark, probability }) => {
  test('prints parts that add up to the printed sum, and the sum gives the printed probability', () => {
    fc.assert(
      fc.property(anySignals, anyAgainst, (signals, against) => {
        const { sum, text } = explained(signals, against);
        const line = text[language].slice(text[language].indexOf(starts));
        const [parts = '', total = ''] = line.split(mark);
        const numbers = signedNumbers(parts);
        const [printed = Number.NaN] = signedNumbers(total);
        expect(numbers).toHaveLength(1 + sum.byKind.size + (sum.againstNats > 0 ? 1 : 0));
        expect(numbers.reduce((all, one) => all + one, 0)).toBeCloseTo(printed, 9);
        const [, bound, probable] = probability.exec(line) ?? [];
        const { slope, intercept } = MODEL.calibration;
        const exact = 1 / (1 + Math.exp(-(slope * printed + intercept)));
        if (bound === '>') expect(exact).toBeGreaterThan(Number(probable));
        else if (bound === '<') expect(exact).toBeLessThan(Number(probable));
        else expect(Number(probable)).toBeCloseTo(exact, 3);
        expect(['0.000', '1.000']).not.toContain(probable);
      }),
      { numRuns: 500 },
    );
  });

  test('names what speaks against it', () => {
    const reason = { id: 'r', en: 'nine are verified', zh: '九个已认证', weight_nats: 2 };
    expect(explained([], [reason]).text[language]).toContain(reason[language]);
  });

  test('tells the strongest facts, and none of signals that found nothing', () => {
    const say = (id: string, nats: number) => ({
      ...result(id, 'content', nats),
      evidence: [
        {
          en: `fact ${id}`,
          zh: `事实 ${id}`,
          observed: 1,
          usual: null,
          accounts: [],
          targets: [],
          times: [],
          texts: [],
        },
      ],
    });
    const text = explained([say('weak', 0), say('mild', 2), say('strong', 9)], []).text[language];
    expect(text.indexOf('strong')).toBeGreaterThan(0);
    expect(text.indexOf('mild')).toBeGreaterThan(text.indexOf('strong'));
    expect(text).not.toContain('weak');
  });
});
