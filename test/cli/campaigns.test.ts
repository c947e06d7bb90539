/** Campaigns as people read them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { campaignsCommand } from '../../src/cli/commands/campaigns.ts';
import { migrate, openStore } from '../../src/storage/index.ts';
import { people, saveRun } from '../detection/campaigns/runs.ts';

let directory: string;
let ids: readonly string[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'breakwater-campaigns-'));
  const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
  try {
    await migrate(store, { now: Date.now });
    const [ring, farm] = [{ core: people('ring', 1, 40) }, { core: people('farm', 1, 12) }];
    ids = await saveRun(store, { hour: 1, clusters: [ring, farm] });
    await saveRun(store, { hour: 9, clusters: [{ core: people('farm', 1, 14) }] });
  } finally {
    await store.close();
  }
});
afterAll(() => rm(directory, { recursive: true }));

async function breakwater(...args: readonly string[]): Promise<string> {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const command = campaignsCommand({ signal: new AbortController().signal, now: 0, print });
  command.exitOverride();
  await command.parseAsync([...args, '--store', join(directory, 'store')], { from: 'user' });
  return printed;
}

test('list shows what is awake and what sleeps, the last seen first', async () => {
  const text = await breakwater('list');
  expect(text.indexOf(String(ids[1]))).toBeLessThan(text.indexOf(String(ids[0])));
  expect(text).toContain('asleep since 2026-05-02 00:59');
  expect(JSON.parse(await breakwater('list', '--json'))).toMatchObject([
    { campaign_id: ids[1], state: 'active', accounts_now: 14, accounts_ever: 14, operator: null },
    { campaign_id: ids[0], state: 'asleep', accounts_now: 40 },
  ]);
});

test('show tells the life of one, with all of it as JSON', async () => {
  const farm = String(ids[1]);
  expect(await breakwater('show', farm)).toMatch(/born[\s\S]*returned/);
  const text = await breakwater('show', String(ids[0]));
  expect(text).toContain('and 10 more (--json)');
  const { members, sightings } = JSON.parse(await breakwater('show', farm, '--json'));
  expect(members).toHaveLength(14);
  expect(sightings.map(({ change }: { change: string }) => change)).toEqual(['born', 'returned']);
});

test('an id that nobody has, and a store that is not there, are said to be so', async () => {
  await expect(breakwater('show', 'k_nobody')).rejects.toMatchObject({ code: 'input-missing' });
  const none = campaignsCommand({ signal: new AbortController().signal, now: 0, print: () => {} });
  await expect(
    none.parseAsync(['list', '--store', join(directory, 'none')], { from: 'user' }),
  ).rejects.toMatchObject({ code: 'bad-usage' });
});
