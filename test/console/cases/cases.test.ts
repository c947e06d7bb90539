/** What people do about cases, through the API. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Case } from '../../../src/console/contract/index.ts';
import { type ConsoleTown, consoleTown, TOWN_NOW } from '../../support/console-town.ts';
import { actingApp } from './acting.ts';

const ANN = 'ann:analyst';
const BEA = 'bea:analyst';
const LEA = 'lea:lead';
const MINUTE = 60_000;
let town: ConsoleTown;
let time = TOWN_NOW;
beforeAll(async () => {
  town = await consoleTown();
});
afterAll(() => town.close());
beforeEach(async () => {
  for (const table of ['acts', 'honest_marks']) await town.store.command(`TRUNCATE TABLE ${table}`);
  time = TOWN_NOW;
});
const app = (more = {}) =>
  actingApp(town.store, () => time, {
    secondReviewer: { accounts: null, patterns: [], belowProbability: 0 },
    ...more,
  });

async function firstCase(caller = ANN): Promise<Case> {
  const { body } = await app().get(caller, '/cases?verdict=water_army');
  const [row] = body.cases;
  return (await app().get(caller, `/cases/${row?.case_id}`)).body as Case;
}
const act = (caller: string, { case_id, version }: Case, given: object, more = {}) =>
  app(more).post(caller, `/cases/${case_id}/acts`, { version, reason: 'looked at it', ...given });
const decided = ({ state, removed, honest, split_into, assignee }: Case) => ({
  state,
  removed,
  honest: honest.map(({ account_id }) => account_id),
  split_into,
  assignee,
});

describe('the queue', () => {
  test('holds every proven cluster of the newest run, the riskiest first', async () => {
    const { body } = await app().get(ANN, '/cases');
    const proven = town.verdicts.filter(
      ({ verdict }) => verdict === 'water_army' || verdict === 'coordinated',
    );
    expect(body.cases.map(({ cluster_id }) => cluster_id).sort()).toEqual(
      proven.map(({ cluster_id }) => cluster_id).sort(),
    );
    const risks = body.cases.map(({ risk }) => risk);
    expect(risks.toSorted((a, b) => b - a)).toEqual(risks);
  });

  test('users who report accounts raise their case, a crowd of reporters twofold at most', async () => {
    const { body: before } = await app().get(ANN, '/cases?sort=risk');
    const last = before.cases.at(-1);
    const members = town.verdicts.find(({ cluster_id }) => cluster_id === last?.cluster_id)?.accounts ?? [];
    const report = (reporter: number, at: number) => ({
      report_id: `r${reporter}`,
      reporter_id: `reporter-${reporter}`,
      account_id: members[reporter % members.length]?.account_id,
      target_id: '',
      reason: 'spam',
      reported_at: at,
      source: 'test',
      partition: 0,
      offset: reporter,
    });
    const find = async () =>
      (await app().get(ANN, '/cases')).body.cases.find(({ case_id }) => case_id === last?.case_id);
    try {
      await town.store.insertRows('reports', [
        report(1, time - 86_400_000),
        report(2, time - 31 * 86_400_000),
      ]);
      const one = await find();
      expect(one?.reporters).toBe(1);
      expect(one?.risk).toBeCloseTo((last?.probability ?? 0) * ((last?.accounts ?? 0) + 1), 9);
      await town.store.insertRows(
        'reports',
        Array.from({ length: 5_000 }, (_, i) => report(i + 10, time - 1_000)),
      );
      const many = await find();
      expect(many?.reporters).toBe(5_001);
      expect(many?.risk).toBeCloseTo((last?.probability ?? 0) * 2 * (last?.accounts ?? 0), 9);
      // Reports order what people look at; what is proven does not change by them.
      expect(many?.verdict).toBe(last?.verdict);
    } finally {
      await town.store.command("DELETE FROM reports WHERE source = 'test'");
    }
  });

  test.each([["x' OR 1=1 --"], ['100%zz'], ['{q:String}'], ['\u202e"\\'], ['a'.repeat(200)]])(
    'a search for %s finds what contains it, and breaks nothing',
    async (q) => {
      const { status, body } = await app().get(ANN, `/cases?q=${encodeURIComponent(q)}`);
      expect(status).toBe(200);
      expect(body.total).toBe(0);
    },
  );

  test('a search for an account finds its case', async () => {
    const [line] = town.verdicts;
    const { body } = await app().get(ANN, `/cases?q=${line?.accounts[0]?.account_id}`);
    expect(body.cases.map(({ cluster_id }) => cluster_id)).toContain(line?.cluster_id);
  });

  test.each(['sort=size', 'limit=1000', 'state=closed', 'offset=-1', 'from=yesterday'])(
    '%s is refused',
    async (query) => {
      expect((await app().get(ANN, `/cases?${query}`)).status).toBe(400);
    },
  );
});

describe('leases', () => {
  test('ten people who ask at once get ten cases, or none, and never the same', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => app().post(`p${n}:analyst`, '/cases/next')),
    );
    const given = answers.map(({ body }) => body.case_id).filter((id) => id !== null);
    expect(new Set(given).size).toBe(given.length);
    const { body } = await app().get(ANN, '/cases');
    expect(given.length).toBe(Math.min(10, body.total));
  });

  test('a case belongs to whoever took it for 15 minutes; a lead may take it over', async () => {
    const one = await firstCase();
    const taken = (await app().post(ANN, `/cases/${one.case_id}/take`)).body as Case;
    expect(taken.lease?.name).toBe('ann');
    expect((await app().post(BEA, `/cases/${one.case_id}/take`)).status).toBe(409);
    expect((await act(BEA, taken, { act: 'dismiss' })).status).toBe(409);
    time += 16 * MINUTE;
    expect((await app().post(BEA, `/cases/${one.case_id}/take`)).status).toBe(200);
    expect((await app().post(LEA, `/cases/${one.case_id}/take`)).body.lease?.name).toBe('lea');
  });
});

describe('acts', () => {
  test.each([
    [{ act: 'confirm' }, { state: 'confirmed' }],
    [{ act: 'dismiss' }, { state: 'dismissed' }],
    [{ act: 'escalate' }, { state: 'escalated' }],
    [{ act: 'assign', to: 'bea' }, { assignee: 'bea' }],
  ])('%j, and its undoing', async (given, expected) => {
    const before = await firstCase();
    const after = (await act(ANN, before, given)).body as Case;
    expect(after).toMatchObject(expected);
    const row = after.audit.at(-1);
    expect(row).toMatchObject({ name: 'ann', act: given.act, reason: 'looked at it', undone: false });
    expect(row?.evidence_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(row?.model_version).not.toBe('');
    const undone = (await act(BEA, after, { act: 'undo', act_id: row?.act_id })).body as Case;
    expect(decided(undone)).toEqual(decided(before));
    expect(undone.audit.map(({ undone }) => undone)).toEqual([true, false]);
    const redone = (await act(BEA, undone, { act: 'undo', act_id: undone.audit[1]?.act_id })).body as Case;
    expect(decided(redone)).toEqual(decided(after));
    expect(redone.audit[0]?.undone).toBe(false);
  });

  test('removing, marking honest and splitting take accounts out, and undoing brings them back', async () => {
    const before = await firstCase();
    const line = town.verdicts.find(({ cluster_id }) => cluster_id === before.cluster_id);
    const ids = line?.accounts.map(({ account_id }) => account_id) ?? [];
    let now = (await act(ANN, before, { act: 'remove_members', accounts: ids.slice(0, 2) })).body as Case;
    expect(now.accounts).toBe(before.accounts - 2);
    now = (await act(ANN, now, { act: 'mark_honest', accounts: ids.slice(2, 5), days: 90 })).body as Case;
    expect(now.accounts).toBe(before.accounts - 5);
    expect(now.honest.map(({ account_id }) => account_id)).toEqual(ids.slice(2, 5).sort());
    now = (await act(ANN, now, { act: 'split', accounts: ids.slice(5, 15) })).body as Case;
    expect(now.accounts).toBe(before.accounts - 15);
    const child = (await app().get(ANN, `/cases/${now.split_into[0]}`)).body as Case;
    expect(child).toMatchObject({
      accounts: 10,
      state: 'open',
      split_from: before.case_id,
      cluster_id: before.cluster_id,
    });
    for (const row of now.audit.toReversed())
      now = (await act(ANN, now, { act: 'undo', act_id: row.act_id })).body as Case;
    expect(decided(now)).toEqual(decided(before));
    expect(now.accounts).toBe(before.accounts);
    expect((await app().get(ANN, '/honest')).body.marks).toEqual([]);
  });

  test('a mark of honesty ends by itself', async () => {
    const before = await firstCase();
    const account = town.verdicts.find(({ cluster_id }) => cluster_id === before.cluster_id)?.accounts[0]
      ?.account_id;
    const marked = (await act(ANN, before, { act: 'mark_honest', accounts: [account], days: 1 }))
      .body as Case;
    expect(marked.accounts).toBe(before.accounts - 1);
    time += 25 * 60 * MINUTE;
    expect((await firstCase()).accounts).toBe(before.accounts);
  });

  test('who acts on what has changed meanwhile is told, and nothing is written', async () => {
    const seen = await firstCase();
    const first = (await act(ANN, seen, { act: 'comment' })).body as Case;
    const late = await act(BEA, seen, { act: 'dismiss' });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(late.body.detail).toContain('ann');
    expect((await firstCase()).audit).toHaveLength(first.audit.length);
  });

  test('two who decide at the same moment: one decision, one conflict', async () => {
    const seen = await firstCase();
    const both = await Promise.all([act(ANN, seen, { act: 'confirm' }), act(BEA, seen, { act: 'dismiss' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await firstCase()).audit).toHaveLength(1);
  });

  test('an act on which a later one rests is taken back after it', async () => {
    const seen = await firstCase();
    const confirmed = (await act(ANN, seen, { act: 'confirm' })).body as Case;
    const reopened = (await act(ANN, confirmed, { act: 'reopen' })).body as Case;
    const refused = await act(ANN, reopened, { act: 'undo', act_id: confirmed.audit[0]?.act_id });
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.detail).toContain('reopen');
  });

  test.each([
    [{ act: 'dismiss', reason: '' }],
    [{ act: 'dismiss', reason: 'a' }],
    [{ act: 'delete' }],
    [{ act: 'split', accounts: ['stranger'] }],
    [{ act: 'split', accounts: [] }],
    [{ act: 'undo', act_id: 'none' }],
    [{ act: 'confirm', extra: 1 }],
    [{ act: 'mark_honest', accounts: ['stranger'], days: 1 }],
  ])('%j is refused', async (given) => {
    expect((await act(ANN, await firstCase(), given)).status).toBe(400);
    expect((await firstCase()).version).toBe(0);
  });

  test('where two people are needed, one person is never two', async () => {
    const policy = { secondReviewer: { accounts: 5, patterns: [], belowProbability: 0 } };
    const seen = await firstCase();
    const once = (await act(ANN, seen, { act: 'confirm' }, policy)).body as Case;
    expect(once).toMatchObject({ state: 'awaiting_second' });
    expect(once.may).not.toContain('confirm');
    expect((await act(ANN, once, { act: 'confirm' }, policy)).status).toBe(403);
    expect((await act(BEA, once, { act: 'confirm' }, policy)).body).toMatchObject({ state: 'confirmed' });
  });
});

describe('a decided case', () => {
  test('stays decided for the same evidence, and comes back for other evidence', async () => {
    const seen = await firstCase();
    await act(ANN, seen, { act: 'dismiss' });
    expect(await firstCase()).toMatchObject({ state: 'dismissed', returned: false });
    // As if it had been decided when a third of today's members were not there yet.
    const [row] = await town.store.rows('SELECT * FROM acts');
    const after = JSON.parse(String(row?.after));
    after.basis.accounts = after.basis.accounts.slice(0, Math.floor(after.basis.accounts.length * 0.66));
    await town.store.command('TRUNCATE TABLE acts');
    await town.store.insertRows('acts', [{ ...row, after: JSON.stringify(after) }]);
    expect(await firstCase()).toMatchObject({ state: 'open', returned: true });
    expect((await app().post(BEA, '/cases/next?verdict=water_army')).body.case_id).not.toBeNull();
  });
});

test('viewers read and decide nothing; the record is for leads', async () => {
  const one = await firstCase('vic:viewer');
  expect(one.may).toEqual([]);
  expect((await act('vic:viewer', one, { act: 'dismiss' })).status).toBe(403);
  expect((await app().get(ANN, '/audit')).status).toBe(403);
  await act(ANN, one, { act: 'comment' });
  const { body } = await app().get(LEA, '/audit');
  expect(body).toMatchObject({ total: 1, rows: [{ act: 'comment', subject: one.case_id }] });
});
