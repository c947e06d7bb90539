/** What is going on: events, cycles, verdicts over weeks, the queue, and what decisions say about signals. */
import { type Overturned, readOverturned } from '../../sanctions/index.ts';
import type { Store } from '../../storage/index.ts';
import { wilson } from '../../verdicts/index.ts';
import { isInQueue, readCaseActs, readCases, TO_REVIEW, toCaseRow } from '../cases/cases.ts';
import { Overview } from '../contract/index.ts';
import { type HourCount, readActivity } from './activity.ts';
import { readDecisions } from './decisions.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
/** Bars that a chart of events has, about. */
const BUCKETS = 168;

/**
 * `weeks` before the newest run, or before `now` where there is none. Totals are rows as the store counts them without reading
 * them: an event that came twice counts twice until the store has folded it.
 */
export async function readOverview(
  store: Store,
  { weeks, now }: { readonly weeks: number; readonly now: number },
): Promise<Overview> {
  const cycles = await store.rows(SELECT_CYCLES);
  const newest = Math.max(...cycles.map(({ window_to }) => Date.parse(String(window_to))));
  const to = cycles.length === 0 ? now : newest;
  const from = to - weeks * WEEK;
  const acts = readCaseActs(store);
  const [totals, events, verdicts, patterns, cases, decisions, overturned] = await Promise.all([
    store.rows(SELECT_TOTALS),
    readActivity(store, { from, to, now }),
    store.rows(SELECT_VERDICTS, { from, to }),
    store.rows(SELECT_PATTERNS, { from, to }),
    acts.then((read) => readCases(store, now, read)),
    acts.then((read) => readDecisions(store, read)),
    readOverturned(store),
  ]);
  const states = new Map<string, number>();
  for (const one of cases.filter(isInQueue)) {
    const { state, verdict } = toCaseRow(one, now);
    if (TO_REVIEW.includes(verdict)) states.set(state, (states.get(state) ?? 0) + 1);
  }
  const n = (value: unknown) => Number(value ?? 0);
  return Overview.parse({
    as_of: new Date(to).toISOString(),
    totals: Object.fromEntries(
      ['actions', 'accounts', 'reports', 'dead_letters'].map((name) => [name, n(totals[0]?.[name])]),
    ),
    events: bars(events),
    cycles: cycles.map(({ clusters, lag_seconds, ...rest }) => ({
      ...rest,
      clusters: n(clusters),
      lag_seconds: n(lag_seconds),
    })),
    verdicts: verdicts.map((row) => ({ ...row, campaigns: n(row.campaigns), accounts: n(row.accounts) })),
    patterns: patterns.map((row) => ({ ...row, campaigns: n(row.campaigns) })),
    queue: [...states].map(([state, count]) => ({ state, cases: count })),
    ...decisions,
    ...appealsOf(overturned),
  });
}

/** A whole number of hours, so that a bar is about a 168th of what there is. */
const barHours = (hours: number): number => Math.max(1, Math.ceil(hours / BUCKETS));

function appealsOf({ by_signal, ...appeals }: Overturned): Pick<Overview, 'appeals' | 'overturn_by_signal'> {
  const rates = by_signal.map((one) => {
    const { share, low, high } = wilson(one.overturned, one.ruled);
    return { ...one, rate: share ?? 0, low, high };
  });
  return { appeals, overturn_by_signal: rates };
}

/** Hours put together: actions are added up, accounts are those of an hour on average. */
function bars(hours: readonly HourCount[]): Overview['events'] {
  const size = barHours((hours.at(-1)?.hour ?? 0) - (hours[0]?.hour ?? 0));
  const known = Map.groupBy(hours, ({ hour }) => Math.floor(hour / size));
  const [first, last] = [Math.min(...known.keys()), Math.max(...known.keys())];
  // A bar in which nothing happened stands there, too: a line drawn across it would hide the gap.
  return Array.from({ length: known.size === 0 ? 0 : last - first + 1 }, (_, i) => {
    const of = known.get(first + i) ?? [];
    const sum = (pick: (one: HourCount) => number) => of.reduce((all, one) => all + pick(one), 0);
    return {
      at: new Date((first + i) * size * HOUR).toISOString(),
      actions: sum(({ actions }) => actions),
      accounts: Math.round(sum(({ accounts }) => accounts) / Math.max(1, of.length)),
    };
  });
}

const SELECT_TOTALS = `SELECT (SELECT count() FROM actions) AS actions, (SELECT uniqCombined64(account_key) FROM accounts) AS accounts,
  (SELECT count() FROM reports) AS reports, (SELECT count() FROM dead_letters) AS dead_letters`;
const SELECT_CYCLES = `SELECT horizon, run_id, window_from, window_to, finished_at, counted.n AS clusters,
  greatest(0, dateDiff('second', window_to, finished_at)) AS lag_seconds
FROM (SELECT horizon, run_id, window_from, window_to, finished_at FROM runs FINAL ORDER BY window_to DESC, finished_at DESC LIMIT 1 BY horizon) AS newest
LEFT JOIN (SELECT run_id, count() AS n FROM verdicts FINAL GROUP BY run_id) AS counted USING run_id ORDER BY horizon`;
// Of each campaign the gravest verdict of a week, by the end of the runs that saw it.
const SEEN = `SELECT campaign_id, formatDateTime(as_of - INTERVAL 1 MILLISECOND, '%G-W%V') AS week, verdict, accounts, patterns FROM campaigns FINAL
WHERE cluster_id != '' AND as_of > fromUnixTimestamp64Milli({from:Int64}) AND as_of <= fromUnixTimestamp64Milli({to:Int64})`;
const SELECT_VERDICTS = `SELECT week, gravest AS verdict, count() AS campaigns, sum(most) AS accounts FROM (
  SELECT week, campaign_id, argMax(verdict, indexOf(['organic', 'insufficient_data', 'coordinated', 'water_army'], verdict)) AS gravest, max(accounts) AS most
  FROM (${SEEN}) GROUP BY week, campaign_id) GROUP BY week, gravest ORDER BY week, gravest`;
const SELECT_PATTERNS = `SELECT week, arrayJoin(patterns) AS pattern, uniqExact(campaign_id) AS campaigns FROM (${SEEN}) GROUP BY week, pattern ORDER BY week, pattern`;
