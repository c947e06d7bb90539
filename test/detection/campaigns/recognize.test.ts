import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recognizeCampaigns } from '../../../src/detection/campaigns/recognize.ts';
import { listCampaigns, readCampaign } from '../../../src/detection/index.ts';
import type { Store, TableName } from '../../../src/storage/index.ts';
import { storedEvents } from '../../support/stored-events.ts';
import { detectionOf, type GivenRun, HOUR, lineOf, people, START, saveRun } from './runs.ts';

const stored = storedEvents();
const TABLES: readonly TableName[] = [
  ...(['campaigns', 'campaign_members', 'runs', 'clusters', 'members', 'verdicts'] as const),
];
let store: Store;
beforeAll(() => {
  store = stored.store;
});
beforeEach(async () => {
  for (const table of TABLES) await store.command(`TRUNCATE TABLE ${table}`);
});

const ring = people('r', 1, 10);
const farm = people('f', 1, 20);
const save = (run: GivenRun) => saveRun(store, run);
const lifeOf = async (id = '') =>
  (await readCampaign(store, id))?.sightings.map(({ change, others }) => [change, ...others].join(' '));

describe('in a store', () => {
  test('that is fresh a campaign is named after its cluster alone', async () => {
    const run = { hour: 1, clusters: [{ core: ring }, { core: farm, verdict: 'organic' as const }] };
    const names = await save(run);
    expect(names).toEqual(run.clusters.map((one) => lineOf(one, START).campaign_id));
    expect((await listCampaigns(store)).map(({ campaign_id }) => campaign_id)).toEqual([names[0]]);
  });

  test('a campaign keeps its id while it grows, sleeps and returns', async () => {
    const [id] = await save({ hour: 1, clusters: [{ core: ring, others: ['guest'] }] });
    expect(await save({ hour: 2, clusters: [{ core: ring.slice(0, 4) }] })).toEqual([id]);
    expect(await save({ hour: 3, clusters: [{ core: people('r', 3, 14) }] })).toEqual([id]);
    await save({ hour: 12, clusters: [] });
    expect(await listCampaigns(store)).toMatchObject([{ state: 'asleep', campaign_id: id }]);
    expect(await save({ hour: 13, clusters: [{ core: people('r', 11, 14) }] })).toEqual([id]);
    expect(await lifeOf(id)).toEqual(['born', 'seen', 'grown', 'returned']);
    const life = await readCampaign(store, id ?? '');
    expect(life).toMatchObject({
      state: 'active',
      verdict: 'water_army',
      accounts_now: 4,
      accounts_ever: 15,
      first_seen: new Date(START).toISOString(),
      last_seen: new Date(START + 13 * HOUR - 1).toISOString(),
    });
    const now = life?.members.filter(({ is_now }) => is_now).map(({ account_id }) => account_id);
    expect(now).toEqual(people('r', 11, 14));
    expect(life?.members.find(({ account_id }) => account_id === 'guest')?.membership).toBe('peripheral');
  });

  test('campaigns merge under the oldest id and come apart under their own', async () => {
    const [ringId] = await save({ hour: 1, clusters: [{ core: ring }] });
    const [, farmId] = await save({ hour: 2, clusters: [{ core: ring }, { core: farm }] });
    expect(await save({ hour: 3, clusters: [{ core: [...ring, ...farm] }] })).toEqual([ringId]);
    expect(await listCampaigns(store)).toMatchObject([
      { campaign_id: ringId, state: 'active', accounts_ever: 30 },
      { campaign_id: farmId, state: 'merged', merged_into: ringId, accounts_now: 20 },
    ]);
    expect(await lifeOf(farmId)).toEqual(['born', `ended ${ringId}`]);
    expect(await save({ hour: 4, clusters: [{ core: farm }] })).toEqual([ringId]);
    expect(await save({ hour: 5, clusters: [{ core: farm.slice(0, 6) }, { core: ring }] })).toEqual([
      farmId,
      ringId,
    ]);
    expect((await listCampaigns(store)).map(({ state }) => state)).toEqual(['active', 'active']);
  });

  test('a campaign that shows as several clusters is one in all of them', async () => {
    const [id] = await save({ hour: 1, clusters: [{ core: farm }] });
    const parts = [
      { core: people('f', 1, 12), others: ['guest'] },
      { core: people('f', 13, 17), others: ['guest'] },
    ];
    expect(await save({ hour: 2, clusters: parts })).toEqual([id, id]);
    expect(await lifeOf(id)).toEqual(['born', 'seen']);
    const life = await readCampaign(store, id ?? '');
    expect(life).toMatchObject({ accounts_now: 18, accounts_ever: 21 });
    expect(life?.sightings[1]?.parts).toHaveLength(1);
    expect(life?.members.filter(({ is_now }) => is_now)).toHaveLength(18);
  });

  test('what has others of its own is split off, with what it came out of', async () => {
    const [id] = await save({ hour: 1, clusters: [{ core: people('f', 1, 18) }] });
    const parts = [{ core: people('f', 1, 13) }, { core: people('f', 14, 20) }];
    const [kept, split] = await save({ hour: 2, clusters: parts });
    expect(kept).toBe(id);
    expect(await readCampaign(store, split ?? '')).toMatchObject({ split_from: id, accounts_ever: 7 });
    expect(await save({ hour: 3, clusters: parts })).toEqual([kept, split]);
  });

  test('what is not proven is no campaign, and never goes by the name of one in its run', async () => {
    const [id] = await save({ hour: 1, clusters: [{ core: ring }] });
    const unproven = { core: ring, verdict: 'insufficient_data' as const };
    const grown = { core: [...ring, ...people('x', 1, 3)], verdict: 'coordinated' as const };
    expect(await save({ hour: 2, clusters: [unproven, grown] })).toEqual([`${id}_2`, id]);
    expect(await lifeOf(id)).toEqual(['born', 'grown']);
  });
});

describe('a cycle that is done again', () => {
  const first = { hour: 1, clusters: [{ core: people('f', 1, 18) }] };
  const parts = [{ core: people('f', 1, 13) }, { core: people('f', 14, 20) }, { core: ring }];

  test('finds the same campaigns, whatever is left of the first attempt', async () => {
    await save(first);
    const names = await save({ hour: 2, clusters: parts, attempt: 'a' });
    await store.command('TRUNCATE TABLE runs');
    await store.command('TRUNCATE TABLE verdicts');
    expect(await save({ hour: 2, clusters: parts, attempt: 'b' })).toEqual(names);
    for (const [i, name] of names.entries()) {
      const changes = [...new Set(await lifeOf(name))];
      expect(changes).toEqual([['born', 'seen'], [`split ${names[0]}`], ['born']][i]);
    }
    expect(await listCampaigns(store)).toHaveLength(3);
  });

  test('after late events makes no second campaign', async () => {
    const [id] = await save(first);
    expect(await save({ hour: 1, clusters: [{ core: people('f', 1, 22) }], attempt: 'late' })).toEqual([id]);
  });

  test('of an earlier hour goes on from what was known then', async () => {
    await save(first);
    const merged = { hour: 3, clusters: [{ core: [...farm, ...ring] }] };
    const [, ringId] = await save({ hour: 2, clusters: [{ core: farm }, { core: ring }] });
    await save(merged);
    const again = await recognizeCampaigns(
      store,
      detectionOf({ hour: 2, clusters: [{ core: farm }, { core: ring }], attempt: 'again' }),
      'hour',
    );
    expect(again.verdicts.map(({ campaign_id }) => campaign_id)[1]).toBe(ringId);
    expect(again.campaigns.map(({ change }) => change).sort()).toEqual(['born', 'grown']);
  });
});

describe('horizons', () => {
  const apart = [{ core: ring }, { core: farm }];
  const together = [{ core: [...ring, ...farm] }];
  const day = (hour: number, clusters: GivenRun['clusters']) =>
    save({ hour, clusters, horizon: 'day', span: 24 });

  test('share one id for the whole and its parts, once the longer one has seen it', async () => {
    const [ringId, farmId] = await save({ hour: 1, clusters: apart });
    expect(ringId).not.toBe(farmId);
    const id = [ringId, farmId].sort()[0];
    expect(await day(2, together)).toEqual([id]);
    for (const hour of [3, 4, 5]) {
      expect(await save({ hour, clusters: apart })).toEqual([id, id]);
      expect(await save({ hour, clusters: [{ core: ring }], attempt: 'alone' })).toEqual([id]);
      expect(await day(hour, together)).toEqual([id]);
    }
    const states = (await listCampaigns(store)).map(({ state }) => state);
    expect(states.sort()).toEqual(['active', 'merged']);
  });

  test('share it, too, when the longer one saw the whole first', async () => {
    const [id] = await day(1, together);
    expect(await save({ hour: 2, clusters: apart })).toEqual([id, id]);
  });

  test('of which the longer sees two apart keep two ids, though the shorter sees one', async () => {
    const names = await day(1, apart);
    expect(await save({ hour: 2, clusters: together })).toEqual([names[1]]);
    expect(await day(3, apart)).toEqual(names);
    expect(await save({ hour: 4, clusters: apart })).toEqual(names);
  });

  test('the longer one takes back what it has made one', async () => {
    const names = await save({ hour: 1, clusters: apart });
    await day(2, together);
    expect([...(await day(3, apart))].sort()).toEqual([...names].sort());
    expect([...(await save({ hour: 4, clusters: apart }))].sort()).toEqual([...names].sort());
  });

  test('an hour that was saved late does not bring back what the day has ended', async () => {
    const names = await save({ hour: 1, clusters: apart });
    const [id] = await day(3, together);
    await save({ hour: 4, clusters: [] });
    // It did not know of the day's run, whose end lies before its own.
    const late = detectionOf({ hour: 4, clusters: apart, attempt: 'late' });
    const other = names.find((name) => name !== id) ?? '';
    const seen = { campaign_id: other, as_of: START + 4 * HOUR, run_id: late.runId, born_at: START + HOUR };
    await store.insertRows('campaigns', [
      { ...seen, cluster_id: 'c_late', verdict: 'coordinated', change: 'seen', span_ms: HOUR },
    ]);
    expect(await save({ hour: 5, clusters: apart })).toEqual([id, id]);
    expect((await readCampaign(store, other))?.state).toBe('merged');
  });
});
