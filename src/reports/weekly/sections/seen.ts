/** Events, accounts and clusters seen. */
import { eventsChart, patternsByWeekChart, verdictsByWeekChart } from '../../charts/index.ts';
import { figuresOf, type Section } from '../block.ts';
import type { WeekData } from '../data/read-week.ts';
import { lookOf } from '../words.ts';

const HOUR = 3_600_000;

export const seen: Section = {
  id: 'seen',
  title: { en: 'Events, accounts and clusters', zh: '行为、账号与群组' },
  blocks(input) {
    const { data, words } = input;
    const look = lookOf(words);
    const { actions_by_hour, verdicts_by_week, patterns_by_week } = data.tables;
    const hours = withGaps(actions_by_hour);
    const weeks = verdicts_by_week.map(({ week, verdict, campaigns, accounts }) => ({
      week: String(week),
      verdict: String(verdict),
      campaigns: Number(campaigns),
      accounts: Number(accounts),
    }));
    const patterns = patterns_by_week.map(({ week, pattern, campaigns }) => ({
      week: String(week),
      pattern: String(pattern),
      campaigns: Number(campaigns),
    }));
    return [
      figuresOf(input, 'actions', 'active_accounts', 'reports', 'runs', 'clusters', 'army_accounts'),
      ...(hours.length === 0 ? [] : [{ kind: 'chart' as const, chart: eventsChart(hours, look) }]),
      ...(weeks.length === 0 ? [] : [{ kind: 'chart' as const, chart: verdictsByWeekChart(weeks, look) }]),
      ...(patterns.length === 0
        ? []
        : [{ kind: 'chart' as const, chart: patternsByWeekChart(patterns, look) }]),
    ];
  },
};

/** Hours without an action stand there as such: a line drawn across them would hide the gap. */
function withGaps(rows: WeekData['tables']['actions_by_hour']) {
  const known = new Map(rows.map(({ hour, actions, accounts }) => [Number(hour), { actions, accounts }]));
  const [first, last] = [Math.min(...known.keys()), Math.max(...known.keys())];
  return Array.from({ length: known.size === 0 ? 0 : last - first + 1 }, (_, i) => ({
    at: new Date((first + i) * HOUR).toISOString(),
    actions: Number(known.get(first + i)?.actions ?? 0),
    accounts: Number(known.get(first + i)?.accounts ?? 0),
  }));
}
