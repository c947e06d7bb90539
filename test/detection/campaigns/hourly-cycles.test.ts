/** A day of hourly cycles through the real engine: do accounts keep the campaign that they are in? */
import { beforeAll, expect, test } from 'vitest';
import { createInlineRunner, listCampaigns, newRunId, readCampaign } from '../../../src/detection/index.ts';
import { storedEvents } from '../../support/stored-events.ts';
import { buildDay, DAWN, GROUPS, groupOf, HOURS } from './day-town.ts';

const HOUR = 3_600_000;
const stored = storedEvents();

/** One account in one cycle's proven cluster. */
interface MemberHour {
  readonly hour: number;
  readonly account: string;
  readonly campaign: string;
}
let day: readonly MemberHour[];

async function runDay(attempt: string): Promise<readonly MemberHour[]> {
  const run = createInlineRunner(stored.store);
  const found: MemberHour[] = [];
  for (let hour = 0; hour < HOURS; hour += 1) {
    const window = { from: DAWN + hour * HOUR, to: DAWN + (hour + 1) * HOUR };
    const runId = newRunId(window.to, attempt);
    await run({ runId, horizon: 'hour', window, now: window.to });
    const rows = await stored.store.rows(PROVEN, { run: runId });
    for (const row of rows)
      found.push({ hour, account: String(row.account), campaign: String(row.campaign) });
  }
  return found;
}

const PROVEN = `SELECT m.account_id AS account, v.campaign_id AS campaign FROM members AS m
JOIN verdicts AS v ON v.run_id = m.run_id AND v.cluster_id = m.cluster_id
WHERE m.run_id = {run:String} AND v.verdict IN ('coordinated', 'water_army') ORDER BY account, campaign`;

beforeAll(async () => {
  await stored.add(buildDay(11));
  day = await runDay('first');
}, 300_000);

const idsOf = (group: string) =>
  day.filter(({ account }) => groupOf(account) === group).map(({ campaign }) => campaign);
const mostOften = (ids: readonly string[]): string =>
  [...new Set(ids)].reduce(
    (best, id) => (count(ids, id) > count(ids, best) ? id : best),
    ids[0] ?? 'found in no hour',
  );
const count = (ids: readonly string[], id: string): number => ids.filter((one) => one === id).length;

test('95 % of all member-hours of a day are in the campaign of their group', () => {
  const kept = GROUPS.map(({ name }) => count(idsOf(name), mostOften(idsOf(name))));
  const all = GROUPS.map(({ name }) => idsOf(name).length);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  expect(sum(all)).toBeGreaterThan(700);
  expect(sum(kept) / sum(all)).toBeGreaterThanOrEqual(0.95);
  expect(new Set(GROUPS.map(({ name }) => mostOften(idsOf(name)))).size).toBe(GROUPS.length);
});

test('the growing one grew, the sleeper slept and returned under its name', async () => {
  const changes = async (group: string) =>
    (await readCampaign(stored.store, mostOften(idsOf(group))))?.sightings.map(({ change }) => change) ?? [];
  expect((await changes('growing'))[0]).toBe('born');
  expect(await changes('growing')).toContain('grown');
  expect(await changes('sleeper')).toContain('returned');
  expect(await changes('steady')).not.toContain('returned');
  const listed = new Map((await listCampaigns(stored.store)).map((one) => [one.campaign_id, one]));
  for (const { name } of GROUPS) {
    const campaign = listed.get(mostOften(idsOf(name)));
    expect(campaign).toMatchObject({ state: 'active', split_from: null, merged_into: null });
    expect(campaign?.operator?.kind).toBe('devices');
  }
});

test('the same cycles again give the same campaigns, and make no other', async () => {
  const before = await listCampaigns(stored.store);
  expect(await runDay('second')).toEqual(day);
  const after = await listCampaigns(stored.store);
  expect(after.map(({ campaign_id }) => campaign_id)).toEqual(before.map(({ campaign_id }) => campaign_id));
}, 300_000);
