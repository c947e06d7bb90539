/** Reports of a simulated quarter: every figure and list is recomputed here from the plain rows, without the store. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIGURES } from '../../src/reports/weekly/data/figures.ts';
import { readWeek, type WeekData } from '../../src/reports/weekly/data/read-week.ts';
import { makeReport } from '../../src/reports/weekly/make-report.ts';
import { parseWeek, type Week, weekBefore } from '../../src/reports/weekly/week.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import {
  actions,
  DEAD,
  DECISIONS,
  fillQuarter,
  firstAct,
  LEDGER,
  LIVES,
  type Life,
  member,
  REPORTS,
  runEnd,
  runLagSeconds,
  WEEKS,
} from './quarter.ts';

const ACTIONS = 200_000;
const FIRST = parseWeek('2026-W14');
const HOUR = 3_600_000;
/** Weeks with something of their own: the first, births, a merge, a return, the gap, an end, and the last. */
const READ = [0, 3, 4, 6, 7, 8, 9, 12];
let store: Store;
const data = new Map<number, WeekData>();
beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: Date.now });
  await fillQuarter(store, ACTIONS);
  for (const n of READ) data.set(n, await readWeek(store, weekBefore(FIRST, -n)));
}, 120_000);
afterAll(() => store?.close());

const weekAt = (n: number): Week => weekBefore(FIRST, -n);
const inWeek = (at: number, n: number) => at >= weekAt(n).from && at < weekAt(n).to;
const proven = ({ verdict }: Life) => verdict !== 'organic';
const size = (life: Life, n: number) => (n < 0 ? null : (life.sizes[n] ?? null));
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)].map(
    (at) => sorted[at],
  );
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** As the manual defines it. */
function stateOf(life: Life, n: number): string | null {
  const [now, before] = [size(life, n), size(life, n - 1)];
  if (life.mergedInto?.week === n) return 'ended';
  if (now === null) return before === null ? null : 'ended';
  const earlier = life.sizes.slice(0, n).filter((one) => one !== null);
  if (earlier.length === 0) return 'new';
  if (before === null) return 'returned';
  return now >= 1.25 * before ? 'grown' : 'going on';
}

const activity = (() => {
  let known: { actions: number[]; accounts: Set<string>[]; hours: Set<number>[] } | null = null;
  return () => {
    if (known !== null) return known;
    known = {
      actions: Array(WEEKS).fill(0),
      accounts: Array.from({ length: WEEKS }, () => new Set<string>()),
      hours: Array.from({ length: WEEKS }, () => new Set<number>()),
    };
    for (const { at, account } of actions(ACTIONS)) {
      const n = Math.floor((at - FIRST.from) / (7 * 24 * HOUR));
      known.actions[n] = (known.actions[n] ?? 0) + 1;
      known.accounts[n]?.add(account);
      known.hours[n]?.add(Math.floor(at / HOUR));
    }
    return known;
  };
})();

/** What each figure must be in week `n`. */
const EXPECTED: Readonly<Record<string, (n: number) => number | null>> = {
  actions: (n) => activity().actions[n] ?? 0,
  active_accounts: (n) => activity().accounts[n]?.size ?? 0,
  reports: (n) => REPORTS.filter((at) => inWeek(at, n)).length,
  runs: () => 1,
  clusters: (n) => LIVES.filter((life) => size(life, n) !== null).length,
  army_accounts: (n) =>
    LIVES.filter(({ verdict }) => verdict === 'water_army').reduce(
      (sum, life) => sum + (size(life, n) ?? 0),
      0,
    ),
  campaigns: (n) => LIVES.filter((life) => proven(life) && size(life, n) !== null).length,
  campaigns_army: (n) =>
    LIVES.filter((life) => life.verdict === 'water_army' && size(life, n) !== null).length,
  campaigns_new: (n) => LIVES.filter((life) => proven(life) && stateOf(life, n) === 'new').length,
  campaigns_grown: (n) => LIVES.filter((life) => proven(life) && stateOf(life, n) === 'grown').length,
  campaigns_returned: (n) => LIVES.filter((life) => proven(life) && stateOf(life, n) === 'returned').length,
  campaigns_ended: (n) => LIVES.filter((life) => proven(life) && stateOf(life, n) === 'ended').length,
  measures_begun: (n) => entries(n, 'apply').length,
  accounts_sanctioned: (n) => new Set(entries(n, 'apply').map(({ account_id }) => account_id)).size,
  interactions_removed: (n) =>
    entries(n, 'apply').reduce((sum, { body }) => sum + (body.event_ids as unknown[]).length, 0),
  measures_undone: (n) => entries(n, 'revert').length,
  measures_expired: (n) => entries(n, 'expire').length,
  appeals: (n) => entries(n, 'appeal').length,
  rulings: (n) => entries(n, 'ruling').length,
  overturned: (n) => overturned(n),
  overturn_rate: (n) =>
    entries(n, 'ruling').length === 0 ? null : overturned(n) / entries(n, 'ruling').length,
  cases_confirmed: (n) =>
    new Set(
      decided(n)
        .filter(({ act, after }) => act === 'confirm' && after.state === 'confirmed')
        .map(({ subject }) => subject),
    ).size,
  cases_dismissed: (n) =>
    new Set(
      decided(n)
        .filter(({ act }) => act === 'dismiss')
        .map(({ subject }) => subject),
    ).size,
  marked_honest: () => 0,
  hours_to_verdict: (n) => {
    const hours = LIVES.filter((life) => proven(life) && stateOf(life, n) === 'new').map(
      (life) => Math.floor((runEnd(n) + 1_000 * runLagSeconds(n) - firstAct(life)) / 1_000) / 3_600,
    );
    return hours.length === 0 ? null : median(hours);
  },
  hours_to_measure: (n) => {
    const begun = new Map<string, number>();
    for (const { entry, campaign_id, at } of LEDGER)
      if (entry === 'apply' && !begun.has(campaign_id)) begun.set(campaign_id, at);
    const hours = [...begun]
      .filter(([, at]) => inWeek(at, n))
      .map(([campaign, at]) => {
        const born = LIVES.find(({ id }) => id === campaign)?.sizes.findIndex((one) => one !== null) ?? 0;
        return Math.floor((at - (runEnd(born) + 1_000 * runLagSeconds(born))) / 1_000) / 3_600;
      });
    return hours.length === 0 ? null : median(hours);
  },
  dead_letters: (n) => DEAD.filter((at) => inWeek(at, n)).length,
  hours_without_actions: (n) => 168 - (activity().hours[n]?.size ?? 0),
  lag: (n) => runLagSeconds(n),
};
const entries = (n: number, entry: string) =>
  LEDGER.filter((row) => row.entry === entry && inWeek(row.at, n));
const overturned = (n: number) =>
  entries(n, 'ruling').filter(({ body }) => body.ruling === 'overturned').length;
const decided = (n: number) => {
  const ofWeek = DECISIONS.filter(({ at }) => inWeek(at, n));
  const undone = new Set(ofWeek.map(({ undoes }) => undoes));
  return ofWeek.filter(({ act_id }) => !undone.has(act_id));
};

test('every figure has an expectation of its own here', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(FIGURES.map(({ id }) => id).sort());
});

describe.each(FIGURES.map(({ id }) => id))('%s', (id) => {
  test('in eight of the 13 weeks, beside the week before and the mean of eight', () => {
    const of = EXPECTED[id] ?? (() => Number.NaN);
    for (const n of READ) {
      const figure = data.get(n)?.figures.get(id);
      const close = (value: number | null | undefined) =>
        value === null || value === undefined ? null : Number(value.toFixed(6));
      const earlier = Array.from({ length: Math.min(8, n) }, (_, i) => of(n - 1 - i));
      const known = earlier.filter((value) => value !== null);
      const mean = known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
      expect({
        n,
        value: close(figure?.value),
        before: close(figure?.before),
        mean: close(figure?.mean),
      }).toEqual({
        n,
        value: close(of(n)),
        before: n === 0 ? null : close(of(n - 1)),
        mean: close(mean),
      });
    }
  });
});

test('campaigns stand with the state, size and verdict that they have in each week', () => {
  for (const n of READ) {
    const expected = LIVES.filter((life) => proven(life) && stateOf(life, n) !== null).map((life) => ({
      campaign_id: life.id,
      state: stateOf(life, n),
      accounts: size(life, n) ?? size(life, n - 1),
      verdict: life.verdict,
      merged_into: life.mergedInto?.week === n ? life.mergedInto.campaign : '',
    }));
    const found = data.get(n)?.campaigns.map(({ campaign_id, state, accounts, verdict, merged_into }) => ({
      campaign_id,
      state,
      accounts,
      verdict,
      merged_into,
    }));
    expect(found?.toSorted((a, b) => (a.campaign_id < b.campaign_id ? -1 : 1))).toEqual(
      expected.toSorted((a, b) => (a.campaign_id < b.campaign_id ? -1 : 1)),
    );
  }
});

test('lists: measures by kind, what was handled by pattern, gaps, models', () => {
  const week = data.get(8);
  const begun = entries(8, 'apply');
  expect(week?.tables.measures_by_kind).toEqual(
    [
      ...new Set(
        [...entries(8, 'apply'), ...entries(8, 'revert'), ...entries(8, 'expire')].map(
          ({ measure }) => measure,
        ),
      ),
    ]
      .map((measure) => ({
        measure,
        begun: begun.filter((row) => row.measure === measure).length,
        undone: entries(8, 'revert').filter((row) => row.measure === measure).length,
        expired: entries(8, 'expire').filter((row) => row.measure === measure).length,
      }))
      .sort((a, b) => b.begun - a.begun),
  );
  const handled = week?.tables.handled_by_pattern.map(({ pattern, accounts, items }) => [
    pattern,
    Number(accounts),
    Number(items),
  ]);
  expect(handled).toEqual([
    ['engagement_boost', 5, 0],
    ['account_farming', 1, 8],
    ['comment_control', 1, 8],
  ]);
  // A day and six hours, from the third hour of the third day on.
  expect(week?.tables.gaps.map(({ hours }) => Number(hours))).toEqual([30]);
  expect(data.get(7)?.tables.gaps).toEqual([]);
  expect(week?.tables.models.map(({ model_version }) => model_version)).toEqual(['m2']);
});

test('the same store and week give the same bytes, a gap stands on the first line, and nobody is named', async () => {
  const make = () =>
    makeReport(store, { week: weekAt(8), languages: ['en', 'zh'], platform: 'Test', chromium: null });
  const [one, other] = [await make(), await make()];
  expect([...one.files]).toEqual([...other.files]);
  const markdown = String(one.files.get('report.en.md'));
  expect(markdown.split('\n## ')[1]).toMatch(
    /^The week in short\n\n\*\*This week has a gap: in 30 of its 168 hours/,
  );
  const text = [...one.files]
    .map(([name, content]) => (name.endsWith('.csv') || name.endsWith('.json') ? '' : String(content)))
    .join('\n');
  for (const { id } of LIVES) expect(text).not.toContain(`${member(id, 0)} `);
  expect(String(one.files.get('report.zh.html'))).toContain('水军行动周报 2026-W22');
});
