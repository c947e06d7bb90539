/** An analyst's way through the console, in a browser, over the demonstration day. Pictures stay in out/screenshots. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConsoleInBrowser, consoleInBrowser, SHOTS } from '../../support/console-in-browser.ts';
import { PASSWORD } from '../../support/signed-in.ts';

/** Machines are shared. */
const PATIENT = { timeout: 8_000 };
let on: ConsoleInBrowser;
beforeAll(async () => {
  on = await consoleInBrowser();
}, 300_000);
afterAll(() => on?.close());

const panel = (id: string) => on.page.locator(`#${id}`);
/** The number before `word` in what a panel says beside its title, or at its foot. */
async function said(id: string, pattern: RegExp): Promise<number> {
  const text = await panel(id).textContent();
  return Number((pattern.exec(text ?? '')?.[1] ?? 'none').replaceAll(',', ''));
}
const actionsInSelection = () => said('actions', /([\d,]+) in the selection/);
const edgesShown = () => said('graph', /accounts, ([\d,]+) of/);
const here = () => new URL(on.page.url());
const clusterHere = () => {
  const [, , run = '', cluster = ''] = here().pathname.split('/').map(decodeURIComponent);
  return { run, cluster };
};
const act = async (name: string, reason: string) => {
  const dialog = on.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
  await on.page.getByText(`Decided: ${name}.`).waitFor();
};

test('signs in, with a wrong password first', async () => {
  const { page, running } = on;
  await page.goto(running.url);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.screenshot({ path: `${SHOTS}/sign-in.png` });
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Clusters to review' }).waitFor();
});

test('sees in the queue every case that something is proven of, and sorts them', async () => {
  const { page, town } = on;
  const rows = page.locator('table.queue tbody tr');
  await rows.first().waitFor();
  // Of fewer than five accounts there is nothing to decide.
  const proven = town.verdicts.filter(
    ({ verdict, accounts }) =>
      (verdict === 'water_army' || verdict === 'coordinated') && accounts.length >= 5,
  );
  const cases = new Set(proven.map(({ campaign_id, cluster_id }) => campaign_id || cluster_id));
  expect(await rows.count()).toBe(cases.size);
  await page.screenshot({ path: `${SHOTS}/queue.png` });
  await page.getByRole('button', { name: 'Accounts', exact: true }).click();
  await page.waitForURL(/sort=accounts/);
  await page.getByRole('button', { name: /^Accounts/ }).click();
  await page.waitForURL(/order=asc/);
  await page.locator('th[aria-sort="ascending"]').waitFor();
  const sizes = town.verdicts
    .filter((line) => proven.includes(line))
    .map(({ accounts }) => accounts.length)
    .sort((a, b) => a - b);
  // The order of before stands there until the answer comes.
  const shown = async () => (await rows.locator('td:nth-child(4)').allInnerTexts()).map(Number);
  await expect.poll(shown, PATIENT).toEqual(sizes);
});

test('takes the next case, and reads why: the strongest first, each with its actions', async () => {
  const { page, town, running } = on;
  await page.goto(running.url);
  await page.getByRole('button', { name: 'Take the next case' }).click();
  await page.waitForURL(/clusters/);
  const signals = panel('why').or(page.locator('.why-list')).locator('li .why-nats');
  await signals.first().waitFor();
  const nats = (await signals.allInnerTexts()).map((text) => Number.parseFloat(text.replaceAll(',', '')));
  expect(nats.length).toBeGreaterThan(1);
  expect(nats).toEqual(nats.toSorted((a, b) => b - a));
  await panel('actions').locator('tbody tr').first().waitFor();
  const all = await actionsInSelection();
  await page
    .getByRole('button', { name: /^show the actions/ })
    .first()
    .click();
  await expect.poll(actionsInSelection, PATIENT).not.toBe(all);
  // As many as the store has of those accounts, targets and times.
  const { run, cluster } = clusterHere();
  const accounts = town.verdicts.find(({ cluster_id }) => cluster_id === cluster)?.accounts ?? [];
  expect(run).toBe(town.runId);
  expect(await actionsInSelection()).toBeGreaterThan(0);
  expect(await actionsInSelection()).toBeLessThan(all);
  expect(accounts.length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'clear' }).click();
  await expect.poll(actionsInSelection, PATIENT).toBe(all);
});

test('brushes the raster: all panels follow, to the second', async () => {
  const { page, town } = on;
  const brush = panel('raster').locator('.raster-brush .overlay');
  await brush.scrollIntoViewIfNeeded();
  const box = await brush.boundingBox();
  if (box === null) throw new Error('no raster');
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/from=/);
  const [from, to] = ['from', 'to'].map((name) => Date.parse(here().searchParams.get(name) ?? ''));
  expect([from, to].map((at) => (at as number) % 1_000)).toEqual([0, 0]);
  const { cluster } = clusterHere();
  const members = town.verdicts.find(({ cluster_id }) => cluster_id === cluster)?.accounts ?? [];
  const [row] = await town.store.rows(
    'SELECT count() AS n FROM actions FINAL WHERE account_id IN {ids:Array(String)} AND occurred_at >= fromUnixTimestamp64Milli({from:Int64}) AND occurred_at < fromUnixTimestamp64Milli({to:Int64})',
    { ids: members.map(({ account_id }) => account_id), from: from as number, to: to as number },
  );
  await expect.poll(actionsInSelection, PATIENT).toBe(Number(row?.n));
  await page.screenshot({ path: `${SHOTS}/cluster-brushed.png` });
  await page.getByRole('button', { name: 'Drop the window of time' }).click();
});

test('filters the graph by trace and by weight', async () => {
  const { page, town } = on;
  const graph = panel('graph');
  await graph.locator('canvas').first().waitFor();
  const all = await edgesShown();
  const { run, cluster } = clusterHere();
  const members = town.verdicts.find(({ cluster_id }) => cluster_id === cluster)?.accounts ?? [];
  const [strongest] = await town.store.rows(
    'SELECT trace, count() AS n FROM edges FINAL WHERE run_id = {run:String} AND account_a IN {ids:Array(String)} AND account_b IN {ids:Array(String)} GROUP BY trace ORDER BY n LIMIT 1',
    { run, ids: members.map(({ account_id }) => account_id) },
  );
  await graph.getByRole('combobox', { name: 'Trace', exact: true }).selectOption(String(strongest?.trace));
  await expect.poll(edgesShown, PATIENT).toBe(Number(strongest?.n));
  await graph.getByRole('combobox', { name: 'Trace', exact: true }).selectOption('');
  await expect.poll(edgesShown, PATIENT).toBe(all);
  await graph.getByRole('slider').fill('50');
  await expect.poll(edgesShown, PATIENT).toBeLessThan(all);
  await graph.getByRole('slider').fill('0');
  await graph.scrollIntoViewIfNeeded();
  await page.screenshot({ path: `${SHOTS}/cluster-panels.png` });
});

test('confirms with a reason, undoes it, and sees both on the record', async () => {
  const { page, town } = on;
  await page.keyboard.press('c');
  await act('Confirm', 'the same batch, the same targets');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await act('Undo', 'too early');
  await page.getByRole('button', { name: /^Record/ }).click();
  await page.getByText('taken back').first().waitFor();
  const rows = await town.store.rows("SELECT act FROM acts WHERE subject_kind = 'case' ORDER BY version");
  expect(rows.map(({ act: name }) => name)).toEqual(['take', 'confirm', 'undo']);
  await page.screenshot({ path: `${SHOTS}/cluster.png`, fullPage: true });
});

test('splits six accounts off; they are a case of their own, with panels of their own', async () => {
  const { page } = on;
  const boxes = panel('accounts').locator('tbody input[type="checkbox"]');
  await boxes.first().scrollIntoViewIfNeeded();
  for (let place = 0; place < 6; place++) await boxes.nth(place).check();
  await page.getByRole('button', { name: 'Split off' }).click();
  await act('Split off', 'they write about something else');
  const left = here().pathname;
  await page.getByRole('link', { name: 'Queue' }).click();
  await page.locator('table.queue a[href*="case="]').click();
  await page.waitForURL(/case=/);
  expect(here().pathname).toBe(left);
  await page.getByText('its 6 accounts are selected').waitFor();
  await page.getByRole('button', { name: 'Drop the selection of accounts' }).waitFor();
  expect(await page.locator('.case-bar strong').first().textContent()).toBe('Open');
  await page.screenshot({ path: `${SHOTS}/cluster-split.png` });
});

test('finds all of it on the record of the lead', async () => {
  const { page } = on;
  await page.getByRole('link', { name: 'Record' }).click();
  const acts = page.locator('table.list tbody tr td:nth-child(3)');
  await acts.first().waitFor();
  const names = (await acts.allInnerTexts()).map((text) => /^(Split off|Undo|Confirm|Take)/.exec(text)?.[0]);
  expect(names.filter((name) => name !== undefined)).toEqual(['Split off', 'Undo', 'Confirm', 'Take']);
  await page.screenshot({ path: `${SHOTS}/audit.png` });
});

test('nothing broke on the way, and the content security policy was never hit', () => {
  expect(on.problems).toEqual([]);
});
