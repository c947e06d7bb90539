/** The console in a browser, against the real server and a detected town. Screenshots stay in out/screenshots. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addUser, type RunningConsole, startConsole } from '../../src/console/index.ts';
import { launchChromium } from '../support/chromium.ts';
import { type ConsoleTown, consoleTown } from '../support/console-town.ts';
import { PASSWORD } from '../support/signed-in.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = 'out/screenshots';
let town: ConsoleTown;
let console_: RunningConsole;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  const built = spawnSync('node', ['scripts/ensure-pages.js'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the pages do not build: ${built.stderr}`);
  town = await consoleTown();
  await addUser(town.store, { name: 'ann', role: 'lead', password: PASSWORD }, Date.now());
  console_ = await startConsole({
    store: town.store,
    host: '127.0.0.1',
    port: 0,
    secondReviewer: { accounts: null, patterns: [], belowProbability: 0 },
  });
  browser = await launchChromium();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page.setDefaultTimeout(8_000);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
  });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await console_?.close();
  await town?.close();
});

async function seriousFindings(): Promise<readonly string[]> {
  // The policy allows no inline script: the check is evaluated by the debugger instead.
  await page.evaluate(AXE);
  const found = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test('signs in, with a wrong password first', async () => {
  await page.goto(console_.url);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  expect(await seriousFindings()).toEqual([]);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Clusters to review' }).waitFor();
});

test('shows the queue: every proven cluster, without a serious finding of axe, in both lights', async () => {
  const proven = town.verdicts.filter(({ verdict }) => verdict === 'water_army' || verdict === 'coordinated');
  await page.locator('table.queue tbody tr').first().waitFor();
  expect(await page.locator('table.queue tbody tr').count()).toBe(proven.length);
  expect(await seriousFindings()).toEqual([]);
  await page.screenshot({ path: `${SHOTS}/queue.png` });
  await page.getByLabel('Light or dark').selectOption('dark');
  expect(await seriousFindings()).toEqual([]);
  await page.screenshot({ path: `${SHOTS}/queue-dark.png` });
  await page.getByLabel('Light or dark').selectOption('light');
});

test('takes the next case, confirms it with a reason, undoes it, and shows the record', async () => {
  await page.getByRole('button', { name: 'Take the next case' }).click();
  await page.waitForURL(/clusters/);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('the same batch, the same targets');
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('Decided: Confirm.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('dialog').getByLabel('Reason').fill('too early');
  await page.getByRole('dialog').getByRole('button', { name: 'Undo' }).first().click();
  await page.getByText('Decided: Undo.').waitFor();
  await page.getByRole('button', { name: /^Record/ }).click();
  await page.getByText('taken back').first().waitFor();
  const rows = await town.store.rows("SELECT act FROM acts WHERE subject_kind = 'case' ORDER BY version");
  expect(rows.map(({ act }) => act)).toEqual(['take', 'confirm', 'undo']);
  await page.screenshot({ path: `${SHOTS}/cluster.png`, fullPage: true });
});

test('says why, and narrows by the raster’s time fields', async () => {
  await page.locator('canvas').first().waitFor();
  expect(await page.getByRole('heading', { name: /why/i }).count()).toBeGreaterThan(0);
  expect(await seriousFindings()).toEqual([]);
});

test('speaks Chinese', async () => {
  await page.getByRole('button', { name: '中文' }).click();
  await page.getByRole('link', { name: '待审' }).click();
  await page.getByRole('heading', { name: '待审群组' }).waitFor();
  await page.screenshot({ path: `${SHOTS}/queue-zh.png` });
  await page.getByRole('button', { name: 'English' }).click();
});

test.each([
  ['/overview', 'overview'],
  ['/campaigns', 'campaigns'],
  ['/audit', 'audit'],
  ['/me', 'me'],
  ['/honest', 'honest'],
])('%s has no serious finding', async (path, name) => {
  await page.goto(`${console_.url}${path}`);
  await page.locator('main h1').waitFor();
  await page.waitForLoadState('networkidle');
  expect(await seriousFindings()).toEqual([]);
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
});

test('nothing broke on the way, and the content security policy was never hit', () => {
  expect(problems).toEqual([]);
});
