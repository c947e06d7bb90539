/** Plans and appeals through the API, over a detected town: from the plan to an appeal that is overturned. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLabels } from '../../src/console/cases/labels.ts';
import { AppealList, AppealPage, PlanPage, Plans } from '../../src/console/contract/index.ts';
import { registerAppealRoutes } from '../../src/console/routes/appeals.ts';
import { registerSanctionRoutes } from '../../src/console/routes/sanctions.ts';
import { runRound } from '../../src/sanctions/apply/run-plans.ts';
import { planSanctions, readOverturned, type StoredPlan } from '../../src/sanctions/index.ts';
import { Condition } from '../../src/sanctions/policy/policy.ts';
import { readPolicy } from '../../src/sanctions/policy/read-policy.ts';
import { type ConsoleTown, consoleTown, TOWN_NOW } from '../support/console-town.ts';
import { actingApp } from './cases/acting.ts';

let town: ConsoleTown;
let plan: StoredPlan;
let time = TOWN_NOW;
const clock = () => time;
beforeAll(async () => {
  town = await consoleTown();
  const policy = await readPolicy('default');
  plan = await planSanctions(town.store, {
    run: 'latest',
    policy: {
      ...policy,
      rules: [{ name: 'bought likes', when: Condition.parse({}), measure: 'remove_interaction', days: null }],
      domains: {},
      caps: { ...policy.caps, platform_share: 1 },
    },
    now: time,
    by: 'pat',
  });
});
afterAll(() => town.close());
const app = () => actingApp(town.store, clock, {}, [registerSanctionRoutes, registerAppealRoutes]);
const plans = async () => Plans.parse((await app().get('vic:viewer', '/sanctions/plans')).body);
const post = (who: string, path: string, given: object = {}) => app().post(who, path, given);
const round = () => runRound(town.store, { outlets: [], clock, actor: 'job' });

test('a plan says whom it touches, what each cluster bears, and what it takes back', async () => {
  const page = PlanPage.parse((await app().get('vic:viewer', `/sanctions/plans/${plan.plan_id}`)).body);
  expect(page).toMatchObject({
    state: 'waits_for_people',
    accounts: plan.items.length,
    applied: 0,
    needed: plan.two_people.length > 0 ? 2 : 1,
  });
  const armies = town.verdicts.filter(({ verdict }) => verdict === 'water_army');
  expect(page.communities.map(({ cluster_id }) => cluster_id).sort()).toEqual(
    [...new Set(plan.items.map(({ cluster_id }) => cluster_id))].sort(),
  );
  for (const { cluster_id, members, touched } of page.communities) {
    expect(members).toBe(armies.find((line) => line.cluster_id === cluster_id)?.accounts.length);
    expect(touched).toBe(plan.items.filter((item) => item.cluster_id === cluster_id).length);
  }
  const certainty = page.items.map(({ probability }) => probability);
  expect(certainty).toEqual(certainty.toSorted((a, b) => a - b));
  expect(page.takes_back).toEqual(await takenBack());
});

/** Another way: of each cluster's likes and the like, those on what two of its members did the same to. */
async function takenBack() {
  const rows = await town.store.rows(
    "SELECT account_id, target_id, action FROM actions FINAL WHERE action IN ('like', 'dislike', 'repost', 'share', 'follow', 'vote', 'favorite', 'view')",
  );
  const takers = new Set(plan.items.map(({ account_id }) => account_id));
  const [counts, done] = [new Map<string, number>(), new Set<string>()];
  for (const { accounts, verdict } of town.verdicts) {
    if (verdict !== 'water_army') continue;
    const members = new Set(accounts.map(({ account_id }) => account_id));
    const own = rows.filter(({ account_id }) => members.has(String(account_id)));
    for (const same of Map.groupBy(own, ({ target_id, action }) => `${action} ${target_id}`).values()) {
      if (new Set(same.map(({ account_id }) => account_id)).size < 2) continue;
      for (const { account_id } of same) {
        const account = String(account_id);
        if (!takers.has(account)) continue;
        counts.set(account, (counts.get(account) ?? 0) + 1);
        done.add(account);
      }
    }
  }
  return { interactions: [...counts.values()].reduce((sum, n) => sum + n, 0), accounts: done.size };
}

test('nothing is done before leads have agreed, and an analyst is none', async () => {
  expect((await post('ann:analyst', `/sanctions/plans/${plan.plan_id}/approve`)).status).toBe(403);
  await round();
  expect((await plans()).plans[0]?.applied).toBe(0);
  for (const who of ['lea:lead', 'leo:lead'])
    expect((await post(who, `/sanctions/plans/${plan.plan_id}/approve`)).status).toBe(204);
  await round();
  time += 2 * 3_600_000;
  await round();
  const [row] = (await plans()).plans;
  expect(row?.applied).toBe(plan.items.filter(({ canary }) => canary).length);
  expect(row?.approvals).toEqual(['lea', 'leo']);
});

test('the switch stops everything, and only a lead throws it', async () => {
  expect((await post('ann:analyst', '/sanctions/switch', { to: 'halt', reason: 'strange' })).status).toBe(
    403,
  );
  expect((await post('lea:lead', '/sanctions/switch', { to: 'halt' })).status).toBe(400);
  await post('lea:lead', '/sanctions/switch', { to: 'halt', reason: 'strange' });
  time += 30 * 3_600_000;
  const before = (await plans()).plans[0]?.applied;
  await round();
  expect(await plans()).toMatchObject({ halted: true, plans: [{ applied: before }] });
  await post('lea:lead', '/sanctions/switch', { to: 'resume', reason: 'all is well' });
  expect((await plans()).halted).toBe(false);
});

test('an account objects; who agreed may not rule, and sees the evidence as it was; who did not overturns it', async () => {
  const account = plan.items.find(({ canary }) => canary)?.account_id ?? '';
  const statement = 'I bought <b>nothing</b> \u202e and am a person';
  const opened = await post('ann:analyst', '/appeals', { account_id: account, statement });
  expect(opened.status).toBe(200);
  const number = opened.body.appeal;
  // Twice is refused, and so is somebody without a measure.
  expect((await post('ann:analyst', '/appeals', { account_id: account, statement })).status).toBe(400);
  expect((await post('ann:analyst', '/appeals', { account_id: 'nobody', statement })).status).toBe(400);
  const list = AppealList.parse((await app().get('ann:analyst', '/appeals')).body);
  expect(list.appeals.map(({ appeal }) => appeal)).toEqual([number]);

  // The run goes: the evidence stands in the plan.
  await town.store.command('DELETE FROM verdicts WHERE 1');
  const seen = AppealPage.parse((await app().get('lea:lead', `/appeals/${number}`)).body);
  expect(seen).toMatchObject({ may_rule: false, statement, account_id: account });
  const item = plan.items.find(({ account_id }) => account_id === account);
  expect(seen.verdict?.cluster_id).toBe(item?.cluster_id);
  expect(seen.verdict?.accounts.some(({ account_id }) => account_id === account)).toBe(true);

  const ruling = { ruling: 'overturned', reason: 'a person, seen by phone' };
  expect((await post('lea:lead', `/appeals/${number}/ruling`, ruling)).status).toBe(403);
  expect((await post('vic:viewer', `/appeals/${number}/ruling`, ruling)).status).toBe(403);
  const ruled = await post('ben:analyst', `/appeals/${number}/ruling`, ruling);
  expect(AppealPage.parse(ruled.body).ruling).toMatchObject({ ruling: 'overturned', by: 'ben' });
  expect((await post('cat:analyst', `/appeals/${number}/ruling`, ruling)).status).toBe(409);

  const [mark] = await town.store.rows(
    'SELECT * FROM honest_marks FINAL WHERE account_id = {account:String}',
    {
      account,
    },
  );
  expect(mark).toMatchObject({ revoked: 0 });
  expect((await plans()).plans[0]).toMatchObject({ appeals: 1 });

  // It goes into the truth that models are evaluated with, and onto the overview, signal by signal.
  expect((await readLabels(town.store)).find(({ account_id }) => account_id === account)).toEqual({
    account_id: account,
    honest: true,
    group: '',
    source: 'appeal',
  });
  const { by_signal, ...counts } = await readOverturned(town.store);
  expect(counts).toEqual({ open: 0, ruled: 1, overturned: 1 });
  const spoke = seen.verdict?.signals.filter(({ weight_nats }) => weight_nats > 0).map(({ id }) => id);
  expect(by_signal).toEqual(spoke?.toSorted().map((signal) => ({ signal, ruled: 1, overturned: 1 })));
});

test('all of a plan is taken back with a reason, and it goes no further', async () => {
  expect((await post('lea:lead', `/sanctions/plans/${plan.plan_id}/revert`, { reason: '' })).status).toBe(
    400,
  );
  const taken = await post('lea:lead', `/sanctions/plans/${plan.plan_id}/revert`, {
    reason: 'a wrong model',
  });
  expect(taken.body.measures).toBeGreaterThan(0);
  time += 100 * 3_600_000;
  await round();
  const found = await plans();
  expect(found.plans[0]).toMatchObject({ state: 'stopped', in_force: 0 });
  expect(found.ledger.broken).toBeNull();
});

test('a ledger that somebody changed is shown as such', async () => {
  await town.store.command(
    "ALTER TABLE sanction_ledger UPDATE actor = 'nobody' WHERE seq = 2 SETTINGS mutations_sync = 1",
  );
  expect((await plans()).ledger.broken).toBe('row 2 is changed');
});
