import { describe, expect, test } from 'vitest';
import type { Verdict, VerdictLine } from '../../src/contract/index.ts';
import { compareVerdicts } from '../../src/verdicts/index.ts';

const line = (verdict: Verdict, accounts: readonly string[], probability = 0.5): VerdictLine => ({
  cluster_id: accounts.join(),
  campaign_id: '',
  verdict,
  probability,
  patterns: [],
  window: { from: '', to: '' },
  accounts: accounts.map((account_id) => ({ account_id, membership: 'core' as const })),
  signals: [],
  against: [],
  explanation: { en: '', zh: '' },
  model_version: '',
});

describe('verdicts of two models', () => {
  test('the same ones differ in nothing', () => {
    const verdicts = [line('water_army', ['a', 'b']), line('organic', ['c'])];
    expect(compareVerdicts(verdicts, [...verdicts].reverse()).changes).toEqual([]);
  });

  test('accounts that come, go or change are listed, accusations first', () => {
    const before = [line('organic', ['x', 'y']), line('water_army', ['a'], 0.97)];
    const after = [line('coordinated', ['y', 'z'], 0.3), line('insufficient_data', ['a'])];
    expect(
      compareVerdicts(before, after).changes.map(({ account_id, before: was, after: is }) => [
        account_id,
        was,
        is,
      ]),
    ).toEqual([
      ['a', 'water_army', 'insufficient_data'],
      ['y', 'organic', 'coordinated'],
      ['z', 'none', 'coordinated'],
      ['x', 'organic', 'none'],
    ]);
  });

  test('the counts cover every account once', () => {
    const { counts } = compareVerdicts([line('organic', ['x', 'y'])], [line('organic', ['y', 'z'])]);
    expect(counts).toEqual([
      { before: 'organic', after: 'organic', accounts: 1 },
      { before: 'organic', after: 'none', accounts: 1 },
      { before: 'none', after: 'organic', accounts: 1 },
    ]);
  });

  test('of an account in two clusters the graver verdict counts, in any order', () => {
    const twice = [line('organic', ['a']), line('water_army', ['a'])];
    expect(compareVerdicts(twice, [...twice].reverse()).changes).toEqual([]);
    expect(compareVerdicts([], twice).changes).toMatchObject([{ after: 'water_army' }]);
  });
});
