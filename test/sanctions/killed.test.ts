/** Killed at every write, before it and after it, and started again; two jobs at once; clocks that jump; a platform that is away. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openAppeal, repairMarks, ruleOnAppeal } from '../../src/sanctions/appeals/appeals.ts';
import { approvePlan, revertMeasures } from '../../src/sanctions/apply/people-acts.ts';
import { runRound } from '../../src/sanctions/apply/run-plans.ts';
import { readLedger, readStanding, verifyLedger } from '../../src/sanctions/ledger/index.ts';
import { createWebhook } from '../../src/sanctions/outlets/webhook.ts';
import type { Store } from '../../src/storage/index.ts';
import { failingStore, Killed } from '../support/failing-store.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { NOW } from './facts.ts';
import { emptyStore, names, storedPlan } from './stored-plan.ts';

const HOUR = 3_600_000;
let store: Store;
let platform: Platform;
let time: number;
const clock = () => time;
const clear = async () => {
  for (const table of ['sanction_plans', 'sanction_ledger', 'sanction_deliveries', 'honest_marks'])
    await store.command(`TRUNCATE TABLE ${table}`);
  time = NOW;
};
beforeAll(async () => {
  store = await emptyStore();
});
beforeEach(async () => {
  await clear();
  platform = await startPlatform();
});
afterEach(() => platform.close());
afterAll(() => store.close());

const outlets = () => [createWebhook({ url: platform.url, secret: platform.secret, clock: Date.now })];
const round = (on: Store, actor = 'job') => runRound(on, { outlets: outlets(), clock, actor });
/** Canary, pause, rest, and the ends of all measures. */
async function life(on: Store): Promise<void> {
  for (const step of [0, HOUR, 25 * HOUR, HOUR, 8 * 24 * HOUR]) {
    time += step;
    await round(on);
  }
}
const applications = async () =>
  (await readLedger(store, "entry = 'apply'")).map(({ account_id }) => account_id);

test('killed at each write and started again, each account is acted on exactly once', async () => {
  let kills = 0;
  for (let at = 1; ; at++) {
    let survived = false;
    for (const moment of ['before', 'after'] as const) {
      await clear();
      const plan = await storedPlan(store, { accounts: names(8, `${at}${moment}`) });
      await approvePlan(store, plan, { actor: 'ann', clock });
      const dying = failingStore(store, at, moment);
      const died = await life(dying).then(
        () => false,
        (error) => {
          if (error instanceof Killed) return true;
          throw error;
        },
      );
      if (!died) survived = true;
      else kills++;
      await life(store);
      expect((await applications()).sort()).toEqual(names(8, `${at}${moment}`).sort());
      expect((await readStanding(store)).in_force.size).toBe(0);
      expect((await verifyLedger(store)).broken).toBeNull();
      for (const name of names(8, `${at}${moment}`)) expect(platform.inForce.get(name)?.size).toBe(0);
    }
    if (survived) break;
  }
  // Slices, batches, ends, and what was sent: fewer would mean that nothing was killed.
  expect(kills).toBeGreaterThan(10);
  expect([...platform.acted.values()].every((times) => times === 1)).toBe(true);
});

test('two jobs at once touch nobody twice', async () => {
  const plan = await storedPlan(store, { accounts: names(60), settings: { delay: { most_seconds: 0 } } });
  await approvePlan(store, plan, { actor: 'ann', clock });
  for (const step of [0, 25 * HOUR, HOUR]) {
    time += step;
    await Promise.all([round(store, 'one'), round(store, 'two'), round(store, 'three')]);
  }
  expect((await applications()).sort()).toEqual(names(60).sort());
  expect([...platform.acted.values()]).toEqual(Array(60).fill(1));
  expect((await verifyLedger(store)).broken).toBeNull();
});

test('a clock that jumps forth ends no pause twice, and one that jumps back opens no cap', async () => {
  const settings = { caps: { hour: 5 }, canary: { share: 0, least: 0, most: 0 }, delay: { most_seconds: 0 } };
  const plan = await storedPlan(store, { accounts: names(30), settings });
  await approvePlan(store, plan, { actor: 'ann', clock });
  await round(store);
  expect(await applications()).toHaveLength(5);
  for (const jump of [-48 * HOUR, -1, -HOUR * 400]) {
    time = NOW + jump;
    await round(store);
    expect(await applications()).toHaveLength(5);
  }
  time = NOW + 2 * HOUR;
  await round(store);
  expect(await applications()).toHaveLength(10);
  const times = (await readLedger(store, '1')).map(({ at }) => Date.parse(at));
  expect(times.toSorted((a, b) => a - b)).toEqual(times);
});

test.each([
  ['away', 'hang up'],
  ['broken', 500],
  ['killed after it has acted', 'act, then hang up'],
] as const)('a platform that is %s loses nothing and acts once', async (_, mood) => {
  const plan = await storedPlan(store, { accounts: names(10) });
  await approvePlan(store, plan, { actor: 'ann', clock });
  platform.mood = mood;
  for (const step of [0, HOUR, 25 * HOUR, HOUR]) {
    time += step;
    await round(store);
  }
  await revertMeasures(store, { account: 'u1' }, { actor: 'ann', clock, reason: 'mistake' });
  platform.mood = 'ok';
  for (let i = 0; i < 4; i++) {
    time += HOUR;
    await round(store);
  }
  expect([...platform.acted.values()].every((times) => times === 1)).toBe(true);
  for (const name of names(10)) expect(platform.inForce.get(name)?.size, name).toBe(name === 'u1' ? 0 : 1);
});

test('after ten attempts a message is a dead letter', async () => {
  const plan = await storedPlan(store, {
    accounts: names(2),
    settings: { canary: { share: 1, least: 0, most: 5 } },
  });
  await approvePlan(store, plan, { actor: 'ann', clock });
  platform.mood = 500;
  for (let i = 0; i < 14; i++) {
    time += 2 * HOUR;
    await round(store);
  }
  const dead = await store.rows("SELECT count() AS n FROM sanction_deliveries FINAL WHERE status = 'dead'");
  expect(Number(dead[0]?.n)).toBe(2);
  const attempts = await store.rows('SELECT max(attempt) AS n FROM sanction_deliveries FINAL');
  expect(Number(attempts[0]?.n)).toBe(10);
});

test('what the platform refuses is not sent again, and stands as refused', async () => {
  const plan = await storedPlan(store, {
    accounts: names(2),
    settings: { canary: { share: 1, least: 0, most: 5 } },
  });
  await approvePlan(store, plan, { actor: 'ann', clock });
  platform.mood = 422;
  await round(store);
  time += HOUR;
  await round(store);
  platform.mood = 'ok';
  await round(store);
  const rows = await store.rows('SELECT status, attempt FROM sanction_deliveries FINAL');
  expect(rows).toEqual(Array(2).fill({ status: 'refused', attempt: 1 }));
  expect(platform.acted.size).toBe(0);
});

test('the store dies between a ruling and its mark: repaired, once', async () => {
  const plan = await storedPlan(store, { accounts: names(4) });
  await approvePlan(store, plan, { actor: 'ann', clock });
  await life(store).catch(() => {});
  await clear();
  const again = await storedPlan(store, { accounts: names(4) });
  await approvePlan(store, again, { actor: 'ann', clock });
  for (const step of [0, HOUR, 25 * HOUR, HOUR]) {
    time += step;
    await round(store);
  }
  const { appeal } = await openAppeal(store, { account: 'u1', statement: 'no', clock, actor: 'platform' });
  const dying = failingStore(store, 2, 'before');
  const given = { appeal, ruling: 'overturned', by: 'bea', reason: 'a nurse', clock } as const;
  await expect(ruleOnAppeal(dying, given)).rejects.toThrow(Killed);
  for (let i = 0; i < 2; i++) await repairMarks(store, clock);
  expect(await store.rows('SELECT account_id FROM honest_marks FINAL')).toEqual([{ account_id: 'u1' }]);
});
