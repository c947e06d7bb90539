/** The overview and campaigns of a town, recomputed another way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CampaignList, CampaignPage, Overview } from '../../src/console/contract/index.ts';
import { registerCampaignRoutes } from '../../src/console/routes/campaigns.ts';
import { registerOverviewRoutes } from '../../src/console/routes/overview.ts';
import { type ConsoleTown, consoleTown, TOWN_NOW } from '../support/console-town.ts';
import { actingApp } from './cases/acting.ts';

let town: ConsoleTown;
beforeAll(async () => {
  town = await consoleTown();
});
afterAll(() => town.close());
const app = () => actingApp(town.store, () => TOWN_NOW, {}, [registerCampaignRoutes, registerOverviewRoutes]);
const get = async (path: string) => (await app().get('vic:viewer', path)).body as unknown;

test('bars of events add up to what is stored', async () => {
  const overview = Overview.parse(await get('/overview?weeks=1'));
  const [row] = await town.store.rows('SELECT count() AS n, uniqExact(account_key) AS accounts FROM actions');
  expect(overview.events.reduce((sum, { actions }) => sum + actions, 0)).toBe(Number(row?.n));
  expect(overview.totals.actions).toBe(Number(row?.n));
  expect(overview.cycles).toMatchObject([
    { run_id: town.runId, horizon: 'all', clusters: town.verdicts.length },
  ]);
});

test('verdicts and patterns of the week are those of the run’s campaigns', async () => {
  const overview = Overview.parse(await get('/overview?weeks=1'));
  const armies = town.verdicts.filter(({ verdict }) => verdict === 'water_army');
  const row = overview.verdicts.find(({ verdict }) => verdict === 'water_army');
  expect(row).toEqual({
    week: '2026-W18',
    verdict: 'water_army',
    campaigns: armies.length,
    accounts: armies.reduce((sum, { accounts }) => sum + accounts.length, 0),
  });
});

test('precision and overturned follow decisions', async () => {
  const cases = (await app().get('ann:analyst', '/cases?verdict=water_army')).body.cases;
  const decide = async (index: number, given: object) => {
    const id = cases[index]?.case_id;
    const { version } = (await app().get('ann:analyst', `/cases/${id}`)).body;
    return (await app().post('ann:analyst', `/cases/${id}/acts`, { version, reason: 'checked', ...given }))
      .body;
  };
  await decide(0, { act: 'confirm' });
  const dismissed = await decide(1, { act: 'dismiss' });
  const before = Overview.parse(await get('/overview'));
  expect(before.overturned).toEqual({ decisions: 2, overturned: 0 });
  const shared = before.precision.find(({ confirmed, dismissed }) => confirmed === 1 && dismissed === 1);
  expect(shared).toMatchObject({ precision: 0.5 });
  // By hand: n = 2, p = 0.5, z = 1.96.
  expect(shared?.low).toBeCloseTo(0.0945, 3);
  expect(shared?.high).toBeCloseTo(0.9055, 3);
  await decide(1, { act: 'undo', act_id: dismissed.audit.at(-1)?.act_id });
  const after = Overview.parse(await get('/overview'));
  expect(after.overturned).toEqual({ decisions: 2, overturned: 1 });
  expect(after.precision.every(({ dismissed }) => dismissed === 0)).toBe(true);
});

test('campaigns: a list to filter, and one with its members', async () => {
  const { campaigns, total } = CampaignList.parse(await get('/campaigns?verdict=water_army'));
  expect(total).toBe(town.verdicts.filter(({ verdict }) => verdict === 'water_army').length);
  const [first] = campaigns;
  const page = CampaignPage.parse(await get(`/campaigns/${first?.campaign_id}`));
  expect(page.members).toHaveLength(first?.accounts_ever ?? -1);
  expect(page.sightings[0]).toMatchObject({ run_id: town.runId });
  expect((await app().get('vic:viewer', '/campaigns/none')).status).toBe(404);
});
