import { beforeAll, expect, test } from 'vitest';
import { detect, newRunId, saveDetection } from '../../src/detection/index.ts';
import { storedEvents } from '../support/stored-events.ts';
import { buildTown, DAWN } from './town.ts';

const stored = storedEvents();
const runId = newRunId(DAWN, 'a run');
let found: Awaited<ReturnType<typeof detect>>;
beforeAll(async () => {
  await stored.add(buildTown(5).events);
  found = await detect({ store: stored.store, runId });
  await saveDetection(stored.store, found, { now: DAWN, horizon: 'all' });
});

const rows = (sql: string) => stored.store.rows(sql, { run: runId });

test('a stored verdict is the line that was found', async () => {
  const stored = await rows('SELECT cluster_id AS id, body FROM verdicts WHERE run_id = {run:String}');
  expect(found.verdicts.length).toBeGreaterThan(0);
  const bodies = new Map(stored.map(({ id, body }) => [String(id), JSON.parse(String(body))]));
  for (const verdict of found.verdicts) expect(bodies.get(verdict.cluster_id)).toEqual(verdict);
  expect(stored).toHaveLength(found.verdicts.length);
});

test('members, edges and clusters are all there, once', async () => {
  const accounts = found.verdicts.reduce((sum, verdict) => sum + verdict.accounts.length, 0);
  const [counted] = await rows(
    `SELECT (SELECT count() FROM members FINAL WHERE run_id = {run:String}) AS members,
            (SELECT count() FROM edges FINAL WHERE run_id = {run:String}) AS edges,
            (SELECT count() FROM clusters FINAL WHERE run_id = {run:String}) AS clusters`,
  );
  expect(counted).toEqual({
    members: String(accounts),
    edges: String(found.edges.length),
    clusters: String(found.verdicts.length),
  });
});

test('each member is stored with the marks that it bears, more than the evidence lists', async () => {
  const stored = await rows(
    'SELECT cluster_id, account_id, marks FROM members FINAL WHERE run_id = {run:String} AND notEmpty(marks)',
  );
  expect(stored.length).toBeGreaterThan(0);
  for (const { cluster_id, account_id, marks } of stored)
    expect(marks).toEqual(found.marks.get(String(cluster_id))?.get(String(account_id)));
  const army = found.verdicts.find(({ verdict }) => verdict === 'water_army');
  for (const { id, evidence } of army?.signals ?? []) {
    const bearers = stored.filter(
      ({ cluster_id, marks }) => cluster_id === army?.cluster_id && (marks as string[]).includes(id),
    );
    if (bearers.length === 0) continue;
    const listed = new Set(evidence.flatMap(({ accounts }) => accounts));
    expect(bearers.length).toBeGreaterThanOrEqual(listed.size);
  }
});

test('the run says what it looked at', async () => {
  const [run] = await rows(
    'SELECT toUnixTimestamp64Milli(window_from) AS first, toUnixTimestamp64Milli(window_to) AS last, horizon FROM runs WHERE run_id = {run:String}',
  );
  expect(run).toEqual({
    first: String(found.window?.from),
    last: String(found.window?.to),
    horizon: 'all',
  });
});

test('a window given to the cycle bounds what it sees', async () => {
  const half = { from: found.window?.from ?? 0, to: DAWN + 43_200_000 };
  const morning = await detect({ store: stored.store, runId: 'morning', window: half });
  const likes = (detection: typeof found) =>
    detection.traces.find(({ trace }) => trace === 'co-like')?.rows ?? 0;
  expect(likes(morning)).toBeGreaterThan(0);
  expect(likes(morning)).toBeLessThan(likes(found));
  for (const { window } of morning.verdicts) expect(Date.parse(window.to)).toBeLessThan(half.to);
});

test('names of runs sort by time, and two runs of one moment differ by what they are for', () => {
  expect(newRunId(DAWN, 'a') < newRunId(DAWN + 1, 'a')).toBe(true);
  expect(newRunId(DAWN, 'a')).not.toBe(newRunId(DAWN, 'b'));
  expect(newRunId(DAWN, 'a')).toBe(newRunId(DAWN, 'a'));
});
