import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Verdict, VerdictLine } from '../../../src/contract/index.ts';
import type { TruthRow } from '../../../src/redteam/index.ts';
import {
  adjustedRand,
  averagePrecision,
  calibrate,
  evaluate,
  parseTruth,
  scoreAccounts,
} from '../../../src/redteam/index.ts';
import { wilson } from '../../../src/verdicts/index.ts';

const line = (
  id: string,
  verdict: Verdict,
  probability: number,
  accounts: readonly string[],
): VerdictLine => ({
  cluster_id: id,
  campaign_id: id,
  verdict,
  probability,
  patterns: ['engagement_boost'],
  window: { from: '2026-05-02T00:00:00.000Z', to: '2026-05-03T00:00:00.000Z' },
  accounts: accounts.map((account_id) => ({ account_id, membership: 'core' as const })),
  signals: [],
  against: [],
  explanation: { en: '', zh: '' },
  model_version: 'test',
});

const hired = (id: string, group = 'farm'): TruthRow => ({
  account_id: id,
  group,
  honest: false,
  pattern: 'engagement_boost',
  role: '',
});
const honest = (id: string, group: string | null = null): TruthRow => ({
  account_id: id,
  group,
  honest: true,
  pattern: null,
  role: '',
});

describe('accounts', () => {
  const truth = [hired('a'), hired('b'), hired('c'), hired('d'), honest('x'), honest('y', 'fans')];
  const verdicts = [
    line('1', 'water_army', 0.99, ['a', 'b', 'x']),
    line('2', 'coordinated', 0.4, ['c', 'y']),
  ];

  test('a coordinated cluster accuses at its own level only', () => {
    const army = scoreAccounts(verdicts, truth, 'water_army');
    expect([army.truePositives, army.falsePositives, army.falseNegatives]).toEqual([2, 1, 2]);
    const both = scoreAccounts(verdicts, truth, 'coordinated');
    expect([both.truePositives, both.falsePositives, both.falseNegatives]).toEqual([3, 2, 1]);
    expect(both.precision.share).toBeCloseTo(3 / 5);
    expect(both.recall.share).toBeCloseTo(3 / 4);
    expect(both.f1).toBeCloseTo((2 * 0.6 * 0.75) / 1.35);
  });

  test('accounts that the truth does not name change nothing but their own count', () => {
    const more = [...verdicts, line('3', 'water_army', 1, ['stranger', 'unknown'])];
    const { unknown, waterArmy } = evaluate(more, truth);
    expect(unknown).toBe(2);
    expect(waterArmy).toEqual(scoreAccounts(verdicts, truth, 'water_army'));
  });

  test('ranking all hired above all honest gives 1, the reverse little, silence the share of the hired', () => {
    const right = [line('1', 'water_army', 1, ['a', 'b', 'c', 'd'])];
    expect(averagePrecision(right, truth)).toBeCloseTo(1);
    const wrong = [line('1', 'water_army', 1, ['x', 'y'])];
    // Behind two honest ones the four hired have precisions 1/3, 2/4, 3/5, 4/6.
    expect(averagePrecision(wrong, truth)).toBeCloseTo((1 / 3 + 2 / 4 + 3 / 5 + 4 / 6) / 4);
    expect(
      averagePrecision(
        [],
        truth.filter(({ honest }) => honest),
      ),
    ).toBeNull();
  });

  test('the average precision of a tie is the mean over its orders', () => {
    // Of three tied accounts one is hired: its precision is 1, 1/2 or 1/3, each as likely.
    expect(averagePrecision([], [hired('a'), honest('x'), honest('y')])).toBeCloseTo((1 + 1 / 2 + 1 / 3) / 3);
    // Two of three hired: the six orders give HHx, HxH, xHH with 1, (1 + 2/3)/2, (1/2 + 2/3)/2.
    expect(averagePrecision([], [hired('a'), hired('b'), honest('x')])).toBeCloseTo((1 + 5 / 6 + 7 / 12) / 3);
  });
});

describe('intervals', () => {
  test('Wilson’s interval of 8 in 10 is 49.0 % to 94.3 %', () => {
    const { low, high } = wilson(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
  });

  test('it holds the share, and more counts make it narrower', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }), (hits, more) => {
        const of = hits + more;
        const few = wilson(hits, of);
        const many = wilson(10 * hits, 10 * of);
        expect(few.low <= hits / of && hits / of <= few.high).toBe(true);
        expect(many.high - many.low).toBeLessThan(few.high - few.low);
      }),
    );
  });
});

describe('groups', () => {
  test('the same partition under other names has an adjusted Rand index of 1', () => {
    const truth = [hired('a', 'p'), hired('b', 'p'), hired('c', 'q'), hired('d', 'q'), honest('x')];
    const same = [line('1', 'water_army', 1, ['c', 'd']), line('2', 'coordinated', 1, ['a', 'b'])];
    expect(adjustedRand(same, truth)).toBeCloseTo(1);
    const merged = [line('1', 'water_army', 1, ['a', 'b', 'c', 'd'])];
    // All in one where the truth has two pairs: no better than chance.
    expect(adjustedRand(merged, truth)).toBeCloseTo(0);
  });

  test('an army cut in two is found by its larger part, and counts in both', () => {
    const truth = ['a', 'b', 'c', 'd', 'e'].map((id) => hired(id));
    const cut = [line('1', 'water_army', 1, ['a', 'b', 'c']), line('2', 'coordinated', 1, ['d', 'e'])];
    const [group] = evaluate(cut, truth).groups;
    expect(group).toMatchObject({ size: 5, waterArmy: 3, coordinated: 5 });
    expect(group?.best).toMatchObject({ clusterId: '1' });
    expect(group?.best?.f1).toBeCloseTo(6 / 8);
  });

  test('an honest look-alike is listed with what it was accused of', () => {
    const truth = [honest('x', 'fans'), honest('y', 'fans')];
    const [group] = evaluate([line('1', 'coordinated', 0.3, ['x', 'y'])], truth).groups;
    expect(group).toMatchObject({ honest: true, coordinated: 2, waterArmy: 0 });
  });
});

describe('calibration', () => {
  test('forecasts of 0.8 of which four in five come true are calibrated', () => {
    const forecasts = [true, true, true, true, false].map((isArmy) => ({ probability: 0.8, isArmy }));
    const found = calibrate(forecasts);
    expect(found?.ece).toBeCloseTo(0);
    expect(found?.brier).toBeCloseTo((4 * 0.04 + 0.64) / 5);
  });

  test('certainty that is wrong has the largest error there is', () => {
    expect(calibrate([{ probability: 1, isArmy: false }])).toMatchObject({ ece: 1, brier: 1 });
  });
});

describe('a truth file', () => {
  test('needs only account ids and honesty, or groups', () => {
    expect(parseTruth('account_id,honest\na,true\nb,no\n', 't')).toMatchObject([
      { account_id: 'a', honest: true, group: null },
      { account_id: 'b', honest: false, group: null },
    ]);
    expect(parseTruth('account_id,group\na,\nb,ring\n', 't')).toMatchObject([
      { honest: true },
      { honest: false, group: 'ring' },
    ]);
  });

  test.each([
    ['id,honest\na,true\n', /t:1: the columns are id, honest/],
    ['account_id,honest\na,perhaps\n', /t:2: honest is "perhaps"/],
    ['account_id,honest,pattern\na,false,spam\n', /t:2: pattern is "spam"/],
    ['account_id,honest\n,true\n', /t:2: account_id is empty/],
  ])('says which line is wrong: %j', (text, message) => {
    expect(() => parseTruth(text, 't')).toThrow(message);
  });
});
