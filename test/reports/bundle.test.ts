/** A confirmed campaign handed to somebody else: nobody is named in it, and nothing in it can be changed. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundlePage, readBundle, signBundle, verifyBundle } from '../../src/reports/index.ts';
import { type ConsoleTown, consoleTown, TOWN_NOW } from '../support/console-town.ts';

let town: ConsoleTown;
beforeAll(async () => {
  town = await consoleTown();
});
afterAll(() => town.close());
beforeEach(() => town.store.command('TRUNCATE TABLE acts'));

const KEY = new Uint8Array(32).fill(3);
const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    shared: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
};
const army = () => {
  const line = town.verdicts.find(({ verdict }) => verdict === 'water_army');
  if (line === undefined) throw new Error('the town has no army');
  return line;
};
const act = (version: number, name: string, after: object) => ({
  act_id: `act ${version}`,
  subject_kind: 'case',
  subject: army().campaign_id,
  version,
  at: TOWN_NOW + version,
  user_id: 'ann',
  name: 'ann',
  act: name,
  before: '{}',
  after: JSON.stringify(after),
  reason: 'looked',
  run_id: town.runId,
  cluster_id: army().cluster_id,
  model_version: '',
  evidence_hash: '',
  undoes: '',
});
const bundleFor = (to: string) =>
  readBundle(town.store, { campaign: army().campaign_id, to, key: KEY, now: TOWN_NOW });

test('what people have not confirmed is handed to nobody', async () => {
  await expect(bundleFor('regulator')).rejects.toMatchObject({ code: 'bad-usage' });
  await town.store.insertRows('acts', [
    act(1, 'confirm', { state: 'confirmed' }),
    act(2, 'undo', { state: 'open' }),
  ]);
  await expect(bundleFor('regulator')).rejects.toMatchObject({ code: 'bad-usage' });
});

test('no account is named, by id or handle, in the file or on the page', async () => {
  await town.store.insertRows('acts', [act(1, 'confirm', { state: 'confirmed' })]);
  const bundle = await bundleFor('regulator');
  expect(bundle.accounts).toHaveLength(army().accounts.length);
  const text = JSON.stringify(bundle) + (await bundlePage(bundle, 'x..y'));
  const ids = army().accounts.map(({ account_id }) => account_id);
  for (const id of ids) expect(text).not.toContain(id);
  const handles = await town.store.rows(
    'SELECT DISTINCT handle FROM accounts WHERE account_id IN {ids:Array(String)} AND length(handle) > 3',
    { ids },
  );
  expect(handles.length).toBeGreaterThan(10);
  for (const { handle } of handles) expect(text).not.toContain(String(handle));
});

test('one receiver knows an account by one name, another by another', async () => {
  await town.store.insertRows('acts', [act(1, 'confirm', { state: 'confirmed' })]);
  const names = async (to: string) => (await bundleFor(to)).accounts.map(({ pseudonym }) => pseudonym);
  const [first, again, other] = [await names('a'), await names('a'), await names('b')];
  expect(again).toEqual(first);
  expect(other.some((name) => first.includes(name))).toBe(false);
});

test('who was taken out of the case stands nowhere in it', async () => {
  const removed = army()
    .accounts.slice(0, 4)
    .map(({ account_id }) => account_id);
  await town.store.insertRows('acts', [act(1, 'confirm', { state: 'confirmed' })]);
  const whole = await bundleFor('a');
  await town.store.insertRows('acts', [act(2, 'remove_members', { removed })]);
  const less = await bundleFor('a');
  expect(less.accounts).toHaveLength(whole.accounts.length - 4);
  const left = new Set(less.accounts.map(({ pseudonym }) => pseudonym));
  const gone = whole.accounts.map(({ pseudonym }) => pseudonym).filter((name) => !left.has(name));
  const listed = JSON.stringify(
    less.clusters.map(({ members, signals }) => ({
      members,
      signals: signals.map(({ evidence }) => evidence.map(({ accounts }) => accounts)),
    })),
  );
  for (const name of gone) expect(listed).not.toContain(name);
});

test('a signed bundle is good with its key, and with any change or another key it is not', async () => {
  await town.store.insertRows('acts', [act(1, 'confirm', { state: 'confirmed' })]);
  const { secret, shared } = pair();
  const signed = await signBundle(await bundleFor('regulator'), secret);
  const text = JSON.stringify(signed, null, 2);
  expect((await verifyBundle(text, shared)).campaign_id).toBe(army().campaign_id);
  const refused = { code: 'bad-input' };
  await expect(verifyBundle(text, pair().shared)).rejects.toMatchObject(refused);
  const changes: ((bundle: Record<string, unknown>) => void)[] = [
    (bundle) => Object.assign(bundle, { to: 'somebody else' }),
    (bundle) => Object.assign(bundle, { unknown: 1 }),
    (bundle) => (bundle.accounts as unknown[]).pop(),
    (bundle) => (bundle.targets as unknown[]).reverse(),
  ];
  for (const change of changes) {
    const changed = JSON.parse(text);
    change(changed.bundle);
    await expect(verifyBundle(JSON.stringify(changed), shared)).rejects.toMatchObject(refused);
  }
  await expect(verifyBundle('{}', shared)).rejects.toMatchObject(refused);
  await expect(verifyBundle(text, 'no key')).rejects.toMatchObject({ code: 'bad-config' });
});
