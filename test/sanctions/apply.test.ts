/** Plans applied: once, whoever is killed or runs beside; slowly; and never where somebody said stop. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAppeal, ruleOnAppeal } from '../../src/sanctions/appeals/appeals.ts';
import { approvePlan, revertMeasures, throwSwitch } from '../../src/sanctions/apply/people-acts.ts';
import { runRound } from '../../src/sanctions/apply/run-plans.ts';
import { readLedger, readStanding, verifyLedger } from '../../src/sanctions/ledger/index.ts';
import { createWebhook } from '../../src/sanctions/outlets/webhook.ts';
import type { StoredPlan } from '../../src/sanctions/plan/stored-plans.ts';
import type { Store } from '../../src/storage/index.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { NOW } from './facts.ts';
import { emptyStore, names, storedPlan } from './stored-plan.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let store: Store;
let platform: Platform;
let time: number;
const clock = () => time;
beforeAll(async () => {
  store = await emptyStore();
});
beforeEach(async () => {
  for (const table of ['sanction_plans', 'sanction_ledger', 'sanction_deliveries', 'honest_marks', 'acts'])
    await store.command(`TRUNCATE TABLE ${table}`);
  platform = await startPlatform();
  time = NOW;
});
afterEach(() => platform.close());
afterAll(() => store.close());

const outlet = () => createWebhook({ url: platform.url, secret: platform.secret, clock: Date.now });
const round = () => runRound(store, { outlets: [outlet()], clock, actor: 'job' });
const by = (actor: string) => ({ actor, clock });
const applied = async (plan: StoredPlan) =>
  (await readLedger(store, "entry = 'apply' AND plan_id = {plan:String}", { plan: plan.plan_id })).map(
    (row) => row.account_id,
  );

/** Rounds until nothing is left, the clock going on by `step` ms between them. */
async function toTheEnd(step = 3 * HOUR, most = 300): Promise<void> {
  for (let i = 0; i < most; i++) {
    const { plans, deliveries } = await round();
    const waits = deliveries.reduce((sum, { report }) => sum + report.waiting, 0);
    if (
      plans.every(({ standstill }) => standstill?.why === 'done' || standstill?.why === 'stopped') &&
      waits === 0
    )
      return;
    time += step;
  }
  throw new Error('it does not end');
}

test('canary, pause, rest: each account once, at the ledger and at the platform', async () => {
  const plan = await storedPlan(store, { accounts: names(30) });
  await round();
  expect(await applied(plan)).toEqual([]);
  await approvePlan(store, plan, by('ann'));
  time += 15 * MINUTE;
  await round();
  time += 15 * MINUTE;
  await round();
  const canary = plan.items.filter((item) => item.canary).map(({ account_id }) => account_id);
  expect((await applied(plan)).sort()).toEqual(canary.sort());
  time += 23 * HOUR;
  await round();
  expect(await applied(plan)).toHaveLength(canary.length);
  await toTheEnd();
  expect((await applied(plan)).sort()).toEqual(names(30).sort());
  expect([...platform.inForce.values()].map((measures) => measures.size)).toEqual(Array(30).fill(1));
  expect((await verifyLedger(store)).broken).toBeNull();
});

test('accounts are touched at different moments, as their delays say', async () => {
  const plan = await storedPlan(store, {
    accounts: names(40),
    settings: { canary: { share: 1, least: 0, most: 100 } },
  });
  await approvePlan(store, plan, by('ann'));
  const seen: number[] = [];
  for (let i = 0; i <= 10; i++) {
    await round();
    seen.push((await applied(plan)).length);
    time += MINUTE;
  }
  expect(seen[0]).toBeLessThan(12);
  expect(seen[5]).toBeGreaterThan(8);
  expect(seen[5]).toBeLessThan(32);
  expect(seen[10]).toBe(40);
});

test('what must be agreed to by two waits for the second, and one person is never two', async () => {
  const plan = await storedPlan(store, {
    accounts: names(10),
    settings: { approval: { two_people_above: 5 } },
  });
  await approvePlan(store, plan, by('ann'));
  await approvePlan(store, plan, by('ann'));
  time += HOUR;
  expect((await round()).plans[0]?.standstill).toEqual({ why: 'approval', needed: 2, have: 1 });
  await approvePlan(store, plan, by('bea'));
  await toTheEnd();
  expect(await applied(plan)).toHaveLength(10);
});

test('the switch stops everything at once, and what is taken back still goes out', async () => {
  const plan = await storedPlan(store, { accounts: names(20) });
  await approvePlan(store, plan, by('ann'));
  time += HOUR;
  await round();
  time += HOUR;
  await round();
  const before = (await applied(plan)).length;
  await throwSwitch(store, 'halt', { ...by('ann'), reason: 'press is calling' });
  time += 48 * HOUR;
  expect((await round()).plans[0]?.standstill).toEqual({ why: 'halted' });
  expect(await applied(plan)).toHaveLength(before);
  expect(
    await revertMeasures(
      store,
      { account: (await applied(plan))[0] ?? '' },
      { ...by('ann'), reason: 'mistake' },
    ),
  ).toBe(1);
  await round();
  expect([...platform.inForce.values()].filter(({ size }) => size === 0)).toHaveLength(1);
  await throwSwitch(store, 'resume', { ...by('ann'), reason: 'spoken to' });
  await toTheEnd();
  expect(await applied(plan)).toHaveLength(20);
});

test('caps of the hour, the day and the pattern hold over all plans together', async () => {
  const settings = {
    caps: { hour: 7, day: 20, pattern_day: 16 },
    canary: { share: 0, least: 0, most: 0 },
    delay: { most_seconds: 0 },
  };
  for (const n of [1, 2, 3]) {
    const plan = await storedPlan(store, { accounts: names(15, `p${n}-`), settings, campaign: `k${n}` });
    await approvePlan(store, plan, by('ann'));
  }
  await toTheEnd(31 * MINUTE);
  const times = (await readLedger(store, "entry = 'apply'")).map(({ at }) => Date.parse(at));
  expect(times).toHaveLength(45);
  for (const from of times) {
    expect(times.filter((at) => at >= from && at < from + HOUR).length).toBeLessThanOrEqual(7);
    expect(times.filter((at) => at >= from && at < from + 24 * HOUR).length).toBeLessThanOrEqual(16);
  }
});

test('whoever is marked honest, or whose case is dismissed, after the plan was made is not touched', async () => {
  const plan = await storedPlan(store, { accounts: names(10) });
  await approvePlan(store, plan, by('ann'));
  await store.insertRows('honest_marks', [
    {
      account_id: 'u3',
      case_id: 'k1',
      act_id: 'a',
      reason: 'known',
      evidence_hash: '',
      marked_at: NOW,
      expires_at: NOW + 365 * 24 * HOUR,
      revoked: 0,
      version: 1,
    },
  ]);
  await toTheEnd();
  expect((await applied(plan)).sort()).toEqual(
    names(10)
      .filter((name) => name !== 'u3')
      .sort(),
  );
  const other = await storedPlan(store, { accounts: names(10, 'w'), campaign: 'k2' });
  await approvePlan(store, other, by('ann'));
  await store.insertRows('acts', [
    {
      act_id: 'x',
      subject_kind: 'case',
      subject: 'k2',
      version: 1,
      at: NOW,
      user_id: '1',
      name: 'ann',
      act: 'dismiss',
      before: '{}',
      after: '{"state":"dismissed"}',
      reason: 'fans',
      run_id: '',
      cluster_id: '',
      model_version: '',
      evidence_hash: '',
      undoes: '',
    },
  ]);
  await toTheEnd();
  expect(await applied(other)).toEqual([]);
});

test('an account in two plans is touched once', async () => {
  const one = await storedPlan(store, { accounts: names(12), campaign: 'k1' });
  const two = await storedPlan(store, { accounts: names(12), campaign: 'k2' });
  for (const plan of [one, two]) await approvePlan(store, plan, by('ann'));
  await toTheEnd();
  expect([...(await applied(one)), ...(await applied(two))].sort()).toEqual(names(12).sort());
});

test('measures end by themselves, and the platform is told', async () => {
  const plan = await storedPlan(store, { accounts: names(6) });
  await approvePlan(store, plan, by('ann'));
  await toTheEnd();
  time += 8 * 24 * HOUR;
  expect((await round()).expired).toBe(6);
  expect((await round()).expired).toBe(0);
  expect([...platform.inForce.values()].every(({ size }) => size === 0)).toBe(true);
  // The finding stands: a campaign is behind each account.
  expect((await readStanding(store)).campaigns.get('u1')).toEqual(new Set(['k1']));
});

test('revert after apply restores what stood before', async () => {
  const earlier = await storedPlan(store, { accounts: names(4), campaign: 'k0' });
  await approvePlan(store, earlier, by('ann'));
  await toTheEnd();
  const before = await readStanding(store);
  const plan = await storedPlan(store, { accounts: names(15, 'v') });
  await approvePlan(store, plan, by('ann'));
  await toTheEnd();
  expect(await revertMeasures(store, { plan: plan.plan_id }, { ...by('bea'), reason: 'wrong' })).toBe(15);
  expect(await revertMeasures(store, { plan: plan.plan_id }, { ...by('bea'), reason: 'wrong' })).toBe(0);
  await toTheEnd();
  expect(await readStanding(store)).toEqual(before);
  for (const name of names(15, 'v')) expect(platform.inForce.get(name)?.size).toBe(0);
});

test('a wrong model: the canary’s appeals stop the plan, and no more than the slice was touched', async () => {
  // 5 % of a platform of 10,000; every account of it is honest, and one in ten says so within a day.
  const plan = await storedPlan(store, {
    accounts: names(500),
    platform: 10_000,
    settings: { caps: { platform_share: 1, run: 500 }, approval: { two_people_above: 1_000 } },
  });
  await approvePlan(store, plan, by('ann'));
  for (let i = 0; i < 4; i++) {
    time += 5 * MINUTE;
    await round();
  }
  const touched = await applied(plan);
  const canary = plan.items.filter((item) => item.canary).length;
  expect(touched).toHaveLength(canary);
  for (const account of touched.filter((_, index) => index % 10 === 0))
    await openAppeal(store, { account, statement: 'I am a nurse', clock, actor: 'platform' });
  await toTheEnd();
  expect(await applied(plan)).toHaveLength(canary);
  const [stop] = await readLedger(store, "entry = 'stop'");
  expect(stop?.body).toContain('appealed');
});

test('an appeal is ruled on by somebody else, and what is overturned is gone and marked honest', async () => {
  const plan = await storedPlan(store, { accounts: names(6) });
  await approvePlan(store, plan, by('ann'));
  await toTheEnd();
  const open = (account: string) =>
    openAppeal(store, { account, statement: '我是真人', clock, actor: 'platform' });
  const [one, two, three] = [await open('u0'), await open('u1'), await open('u2')];
  const rule = (appeal: number, ruling: 'upheld' | 'partly' | 'overturned', who: string) =>
    ruleOnAppeal(store, { appeal, ruling, by: who, reason: 'looked at it', clock });
  await expect(rule(one.appeal, 'upheld', 'ann')).rejects.toThrow('took part');
  await expect(rule(one.appeal, 'upheld', 'planner')).rejects.toThrow('took part');
  await expect(open('u0')).rejects.toThrow('already');
  await expect(open('nobody')).rejects.toThrow('no measure');
  await rule(one.appeal, 'upheld', 'bea');
  await rule(two.appeal, 'partly', 'bea');
  await rule(three.appeal, 'overturned', 'bea');
  await expect(rule(three.appeal, 'upheld', 'cem')).rejects.toThrow('ruled on');
  const { in_force, campaigns } = await readStanding(store);
  expect([in_force.has('u0'), in_force.has('u1'), in_force.has('u2')]).toEqual([true, false, false]);
  expect([campaigns.has('u1'), campaigns.has('u2')]).toEqual([true, false]);
  const marks = await store.rows('SELECT account_id FROM honest_marks FINAL');
  expect(marks).toEqual([{ account_id: 'u2' }]);
});
