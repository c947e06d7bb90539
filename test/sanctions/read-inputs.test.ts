/** What plans read out of a store in which a town was detected and people have decided. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readSurroundings } from '../../src/sanctions/apply/surroundings.ts';
import { readEventIds } from '../../src/sanctions/plan/event-ids.ts';
import { makePlan } from '../../src/sanctions/plan/plan.ts';
import { readPlanInput } from '../../src/sanctions/plan/read-inputs.ts';
import { planSanctions } from '../../src/sanctions/plan/stored-plans.ts';
import { Policy } from '../../src/sanctions/policy/policy.ts';
import { readPolicy } from '../../src/sanctions/policy/read-policy.ts';
import { type ConsoleTown, consoleTown, TOWN_NOW } from '../support/console-town.ts';

let town: ConsoleTown;
beforeAll(async () => {
  town = await consoleTown();
});
afterAll(() => town.close());
beforeEach(async () => {
  for (const table of ['acts', 'honest_marks']) await town.store.command(`TRUNCATE TABLE ${table}`);
});

const army = () => {
  const line = town.verdicts.find(({ verdict }) => verdict === 'water_army');
  if (line === undefined) throw new Error('the town has no army');
  return line;
};
const inputs = async (policy = 'default') =>
  readPlanInput(town.store, { run: 'latest', policy: await readPolicy(policy), now: TOWN_NOW });
const act = (version: number, name: string, after: object, subject = army().campaign_id) => ({
  act_id: `act ${subject} ${version}`,
  subject_kind: 'case',
  subject,
  version,
  at: TOWN_NOW,
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

test('water armies with their members, and the platform’s size, as raw queries count them', async () => {
  const found = await inputs();
  const armies = town.verdicts.filter(({ verdict }) => verdict === 'water_army');
  expect(found.clusters.map(({ cluster_id }) => cluster_id).sort()).toEqual(
    armies.map(({ cluster_id }) => cluster_id).sort(),
  );
  for (const { cluster_id, members } of found.clusters)
    expect(members.length).toBe(armies.find((line) => line.cluster_id === cluster_id)?.accounts.length);
  const [row] = await town.store.rows('SELECT uniqExact(account_id) AS n FROM actions');
  expect(found.platform_accounts).toBe(Number(row?.n));
  const [member] = found.clusters[0]?.members ?? [];
  const [known] = await town.store.rows(
    'SELECT max(registered_at) AS at FROM accounts WHERE account_id = {id:String}',
    { id: member?.account_id ?? '' },
  );
  expect(member?.registered_at).toBe(Date.parse(String(known?.at)));
});

test('confirmed holds for whom people saw, not for who joined later', async () => {
  const ids = army().accounts.map(({ account_id }) => account_id);
  const seen = ids.slice(0, 5);
  await town.store.insertRows('acts', [act(1, 'confirm', { state: 'confirmed', basis: { accounts: seen } })]);
  const cluster = (await inputs()).clusters.find(({ cluster_id }) => cluster_id === army().cluster_id);
  expect(cluster?.review).toBe('confirmed');
  expect(
    cluster?.members
      .filter(({ review }) => review === 'confirmed')
      .map(({ account_id }) => account_id)
      .sort(),
  ).toEqual(seen.toSorted());
  const rules = [
    {
      name: 'only who was seen',
      when: { probability: 0.9, review: 'confirmed', membership: 'any' },
      measure: 'mute',
      days: 7,
    },
  ];
  const policy = Policy.parse({ name: 'test', rules, caps: { platform_share: 1 } });
  const plan = makePlan(await readPlanInput(town.store, { run: town.runId, policy, now: TOWN_NOW }));
  expect(plan.items.map(({ account_id }) => account_id).sort()).toEqual(seen.toSorted());
});

test('whom people took out of a case, or split off and dismissed, no plan touches; a part that nobody confirmed is not confirmed', async () => {
  const ids = army().accounts.map(({ account_id }) => account_id);
  const [removed, dismissed, open] = [ids.slice(0, 3), ids.slice(3, 8), ids.slice(8, 13)];
  const [one, other] = ['~1', '~2'].map((end) => `${army().campaign_id}${end}`);
  const splits = [
    { case_id: one, accounts: dismissed },
    { case_id: other, accounts: open },
  ];
  await town.store.insertRows('acts', [
    act(1, 'remove_members', { removed }),
    act(2, 'split', { splits }),
    act(3, 'confirm', { state: 'confirmed', basis: { accounts: ids } }),
    act(1, 'dismiss', { state: 'dismissed', basis: { accounts: ids } }, one),
  ]);
  const rules = [
    { name: 'all', when: { probability: 0.9, membership: 'any' }, measure: 'label', days: 7 },
    {
      name: 'confirmed',
      when: { probability: 0.9, review: 'confirmed', membership: 'any' },
      measure: 'mute',
      days: 7,
    },
  ];
  const policy = Policy.parse({ name: 'test', rules, caps: { platform_share: 1 } });
  const plan = makePlan(await readPlanInput(town.store, { run: town.runId, policy, now: TOWN_NOW }));
  const spared = new Set([...removed, ...dismissed]);
  expect(plan.items.some(({ account_id }) => spared.has(account_id))).toBe(false);
  expect(
    plan.exempt
      .filter(({ why }) => why === 'dismissed')
      .map(({ account_id }) => account_id)
      .sort(),
  ).toEqual([...spared].sort());
  const measures = new Map(plan.items.map(({ account_id, measure }) => [account_id, measure]));
  for (const account of open) expect(measures.get(account)).toBe('label');
  for (const account of ids.slice(13)) expect(measures.get(account)).toBe('mute');

  // A plan that was made before is held back by what people say afterwards.
  await town.store.command('TRUNCATE TABLE acts');
  const before = await planSanctions(town.store, { run: town.runId, policy, now: TOWN_NOW, by: 'pat' });
  await town.store.insertRows('acts', [
    act(1, 'remove_members', { removed }),
    act(2, 'split', { splits }),
    act(1, 'dismiss', { state: 'dismissed', basis: { accounts: ids } }, one),
  ]);
  const around = await readSurroundings(town.store, before, TOWN_NOW);
  expect([...around.spared].sort()).toEqual([...spared].sort());
});

test('a decision that was taken back decides nothing', async () => {
  await town.store.insertRows('acts', [
    act(1, 'dismiss', { state: 'dismissed' }),
    act(2, 'undo', { state: 'open', basis: null }),
  ]);
  expect((await inputs()).clusters.every(({ review }) => review === 'none')).toBe(true);
});

test('marks of honesty count while they hold', async () => {
  const [one, two] = army().accounts.map(({ account_id }) => account_id);
  const mark = {
    case_id: 'k',
    act_id: 'a',
    reason: 'known',
    evidence_hash: '',
    marked_at: 0,
    revoked: 0,
    version: 1,
  };
  await town.store.insertRows('honest_marks', [
    { ...mark, account_id: one, expires_at: TOWN_NOW + 1_000 },
    { ...mark, account_id: two, expires_at: TOWN_NOW - 1_000 },
  ]);
  const members = (await inputs()).clusters.flatMap((cluster) => cluster.members);
  expect(members.filter(({ honest }) => honest).map(({ account_id }) => account_id)).toEqual([one]);
});

test('interactions to take back are those that at least two of the cluster have in common', async () => {
  const line = army();
  const team = line.accounts.map(({ account_id }) => account_id);
  const [account_id = ''] = team;
  const items = [
    {
      ...makePlan(await inputs()).items[0],
      measure: 'remove_interaction',
      cluster_id: line.cluster_id,
      account_id,
    },
  ];
  const found = (await readEventIds(town.store, town.runId, items as never)).get(account_id) ?? [];
  const acts = await town.store.rows(
    "SELECT DISTINCT event_id, account_id, target_id, action FROM actions WHERE account_id IN {team:Array(String)} AND action IN ('like', 'dislike', 'repost', 'share', 'follow', 'vote', 'favorite', 'view')",
    { team },
  );
  const others = new Set(
    acts
      .filter((one) => one.account_id !== account_id)
      .map(({ target_id, action }) => `${target_id} ${action}`),
  );
  const expected = acts.filter(
    (one) => one.account_id === account_id && others.has(`${one.target_id} ${one.action}`),
  );
  expect(expected.length).toBeGreaterThan(0);
  expect([...found].sort()).toEqual(expected.map(({ event_id }) => String(event_id)).sort());
});

test('a run that is not there is an error that says where runs are named', async () => {
  const asked = readPlanInput(town.store, {
    run: 'none',
    policy: await readPolicy('default'),
    now: TOWN_NOW,
  });
  await expect(asked).rejects.toMatchObject({ code: 'input-missing' });
});
