/**
 * Do accounts keep their campaign over a day of cycles? The demonstration day, whose groups an hour shows in parts: of all
 * member-hours in proven clusters, those in the campaign in which the account is most often; and, as one id for everybody
 * would be no help, how many of the planted accounts' are in a campaign that is mostly of their own group. First hourly
 * cycles alone, then with one over the day so far every six hours. What it costs to read the known campaigns, too, and
 * what it costs when the store has a month of cycles every 30 s.
 * Run: node bench/campaigns.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownCampaigns } from '../src/detection/campaigns/known-campaigns.ts';
import { createInlineRunner, newRunId, type TimeWindow } from '../src/detection/index.ts';
import { ingestFiles, inputsFromFlags } from '../src/ingest/index.ts';
import { demoDay, writeScenario } from '../src/redteam/index.ts';
import { migrate, openStore, type Store } from '../src/storage/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PROVEN = `SELECT m.account_id AS account, v.campaign_id AS campaign FROM members AS m
JOIN verdicts AS v ON v.run_id = m.run_id AND v.cluster_id = m.cluster_id
WHERE m.run_id = {run:String} AND v.verdict IN ('coordinated', 'water_army')`;
/** What a run writes and the next one must not find. */
const RESULTS = [
  'campaigns',
  'campaign_members',
  'runs',
  'clusters',
  'members',
  'verdicts',
  'edges',
] as const;

/** One account in a proven cluster of one run. */
interface Membership {
  readonly account: string;
  readonly campaign: string;
}

interface Day {
  readonly hours: readonly Membership[];
  /** Of the runs over the day so far. */
  readonly days: readonly Membership[];
  /** Seconds that each read of the known campaigns took. */
  readonly reads: readonly number[];
}

/** Every hour of the span, and with `dayEvery` a run over the last day each so many hours. */
async function runDay(store: Store, { from, to }: TimeWindow, dayEvery: number | null): Promise<Day> {
  for (const table of RESULTS) await store.command(`TRUNCATE TABLE ${table}`);
  const run = createInlineRunner(store);
  const reads: number[] = [];
  async function members(horizon: string, window: TimeWindow): Promise<readonly Membership[]> {
    const start = performance.now();
    await knownCampaigns(store, { asOf: window.to, spanMs: window.to - window.from });
    reads.push((performance.now() - start) / 1_000);
    const runId = newRunId(window.to, `bench ${horizon}`);
    await run({ runId, horizon, window, now: window.to });
    const rows = await store.rows(PROVEN, { run: runId });
    return rows.map(({ account, campaign }) => ({ account: String(account), campaign: String(campaign) }));
  }
  const hours: Membership[] = [];
  const days: Membership[] = [];
  for (let end = from + HOUR_MS; end - HOUR_MS <= to; end += HOUR_MS) {
    hours.push(...(await members('hour', { from: end - HOUR_MS, to: end })));
    if (dayEvery !== null && ((end - from) / HOUR_MS) % dayEvery === 0)
      days.push(...(await members('day', { from: end - DAY_MS, to: end })));
  }
  return { hours, days, reads };
}

/** How often each value of `by` goes with each of `of`. */
function tally<Row>(rows: readonly Row[], by: (row: Row) => string, of: (row: Row) => string) {
  const table = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const counts = table.get(by(row)) ?? new Map<string, number>();
    counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
    table.set(by(row), counts);
  }
  return table;
}

const most = (counts: ReadonlyMap<string, number>): number => Math.max(...counts.values());
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);
const percent = (part: number, all: number): string =>
  `${part} of ${all} (${((100 * part) / all).toFixed(1)} %)`;

function report(name: string, { hours, days, reads }: Day, groups: ReadonlyMap<string, string>): void {
  const all = [...hours, ...days];
  const byAccount = [
    ...tally(
      all,
      ({ account }) => account,
      ({ campaign }) => campaign,
    ).values(),
  ];
  const faithful = byAccount.filter(({ size }) => size === 1).length;
  const planted = all.filter(({ account }) => groups.has(account));
  const byCampaign = tally(
    planted,
    ({ campaign }) => campaign,
    ({ account }) => groups.get(account) ?? '',
  );
  const byGroup = tally(
    planted,
    ({ account }) => groups.get(account) ?? '',
    ({ campaign }) => campaign,
  );
  const seconds = [...reads].sort((a, b) => a - b);
  console.log(`${name}:
  ${percent(sum(byAccount.map(most)), all.length)} member-hours in the account's usual campaign; ${percent(faithful, byAccount.length)} accounts have one id all day
  ${percent(sum([...byCampaign.values()].map(most)), planted.length)} of the planted accounts' in a campaign that is mostly of their own group
  ${percent(sum([...byGroup.values()].map(most)), planted.length)} of the planted accounts' in their group's usual campaign
  reading the known campaigns: ${seconds[Math.floor(seconds.length / 2)]?.toFixed(3)} s a cycle in the middle, ${seconds.at(-1)?.toFixed(3)} s at most`);
}

const MONTH_DAYS = 30;
const CAMPAIGNS_A_CYCLE = 10;

/** Seconds of a read with a month of cycles every 30 s in the store, ten campaigns in each, of a hundred accounts. */
async function readAfterMonth(store: Store): Promise<number> {
  for (const table of RESULTS) await store.command(`TRUNCATE TABLE ${table}`);
  const cycles = MONTH_DAYS * 2_880;
  const aDay = 2_880 * CAMPAIGNS_A_CYCLE;
  await store.command(`INSERT INTO campaigns (campaign_id, as_of, run_id, horizon, cluster_id, change, born_at, first_seen, last_seen, verdict, span_ms)
SELECT concat('k_', toString(number % ${CAMPAIGNS_A_CYCLE} + ${CAMPAIGNS_A_CYCLE} * intDiv(number, ${10 * aDay}))),
  fromUnixTimestamp64Milli(toInt64(intDiv(number, ${CAMPAIGNS_A_CYCLE}) * 30000)) AS at, toString(at), 'hour', 'c', 'seen',
  fromUnixTimestamp64Milli(0), at, at, 'water_army', ${HOUR_MS} FROM numbers(${cycles * CAMPAIGNS_A_CYCLE})`);
  await store.command(`INSERT INTO campaign_members
SELECT concat('k_', toString(intDiv(number, 100))), toString(number), 'core', fromUnixTimestamp64Milli(0), '' FROM numbers(${3 * CAMPAIGNS_A_CYCLE * 100})`);
  const seconds: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    const start = performance.now();
    await knownCampaigns(store, { asOf: MONTH_DAYS * DAY_MS, spanMs: HOUR_MS });
    seconds.push((performance.now() - start) / 1_000);
  }
  return seconds.sort((a, b) => a - b)[2] as number;
}

const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'memory' });
try {
  const composition = demoDay();
  const { eventsPath } = await writeScenario({ dir: directory, composition });
  await migrate(store, { now: Date.now });
  await ingestFiles({
    inputs: inputsFromFlags({ files: [eventsPath] }),
    store,
    options: { now: Date.UTC(2026, 5, 1), pseudonymKey: new Uint8Array(32).fill(7) },
  });
  const groups = new Map(
    [...composition.truth()].flatMap(({ account_id, group, honest }): [string, string][] =>
      honest || group === null ? [] : [[account_id, group]],
    ),
  );
  const [span] = await store.rows(
    'SELECT toUnixTimestamp64Milli(min(occurred_at)) AS first, toUnixTimestamp64Milli(max(occurred_at)) AS last FROM actions',
  );
  const window = { from: Math.floor(Number(span?.first) / HOUR_MS) * HOUR_MS, to: Number(span?.last) };
  report('hourly cycles', await runDay(store, window, null), groups);
  report('with the day so far every six hours', await runDay(store, window, 6), groups);
  console.log(
    `a month of cycles every 30 s: ${(await readAfterMonth(store)).toFixed(3)} s to read the known campaigns`,
  );
} finally {
  await store.close();
  await rm(directory, { recursive: true, force: true });
}
