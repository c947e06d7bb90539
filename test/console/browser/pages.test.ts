/** Every page in both languages and both lights, looked at by axe. Pictures stay in out/screenshots. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  approvePlan,
  openAppeal,
  planSanctions,
  readPolicy,
  runRound,
} from '../../../src/sanctions/index.ts';
import { type ConsoleInBrowser, consoleInBrowser, SHOTS } from '../../support/console-in-browser.ts';
import { PASSWORD } from '../../support/signed-in.ts';

let on: ConsoleInBrowser;
let paths: Readonly<Record<string, string>>;
beforeAll(async () => {
  on = await consoleInBrowser();
  const { page, running, town } = on;
  const [line] = town.verdicts.filter(({ verdict }) => verdict === 'water_army');
  paths = {
    queue: '/',
    cluster: `/clusters/${town.runId}/${line?.cluster_id}`,
    account: `/accounts/${line?.accounts[0]?.account_id}`,
    campaign: `/campaigns/${line?.campaign_id}`,
    overview: '/overview',
    campaigns: '/campaigns',
    audit: '/audit',
    me: '/me',
    honest: '/honest',
    sanctions: '/sanctions',
    appeals: '/appeals',
    ...(await somethingDone()),
  };
  await page.goto(running.url);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Clusters to review' }).waitFor();
}, 300_000);
afterAll(() => on?.close());

/** A plan that two people agreed to, its first slice done, and an appeal against it. */
async function somethingDone(): Promise<{ plan: string; appeal: string }> {
  const { store } = on.town;
  let time = Date.now();
  const clock = () => time;
  const policy = await readPolicy('default');
  const plan = await planSanctions(store, { run: 'latest', policy, now: time, by: 'pat' });
  for (const actor of ['pat', 'lea']) await approvePlan(store, plan, { actor, clock });
  await runRound(store, { outlets: [], clock, actor: 'job' });
  time += 2 * 3_600_000;
  await runRound(store, { outlets: [], clock, actor: 'job' });
  const account = plan.items.find(({ canary }) => canary)?.account_id ?? '';
  const { appeal } = await openAppeal(store, { account, statement: '我是真人', clock, actor: 'platform' });
  return { plan: `/sanctions/${plan.plan_id}`, appeal: `/appeals/${appeal}` };
}

const NAMES = [
  'queue',
  'cluster',
  'account',
  'campaign',
  'overview',
  'campaigns',
  'audit',
  'me',
  'honest',
  'sanctions',
  'plan',
  'appeals',
  'appeal',
];

async function open(name: string): Promise<void> {
  const { page, running } = on;
  await page.goto(`${running.url}${paths[name]}`);
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('networkidle');
}

test.each(NAMES)('%s: nothing serious in light or dark, a name on the tab', async (name) => {
  const { page } = on;
  await open(name);
  expect(await page.title()).toMatch(/^.+ · Breakwater$/);
  expect(await on.seriousFindings()).toEqual([]);
  await page.screenshot({ path: `${SHOTS}/${name}-light.png`, fullPage: true });
  await page.locator('summary', { hasText: /^View$/ }).click();
  await page.getByLabel('Light or dark').selectOption('dark');
  await page.locator('summary', { hasText: /^View$/ }).click();
  expect(await on.seriousFindings()).toEqual([]);
  await page.screenshot({ path: `${SHOTS}/${name}-dark.png` });
  await page.evaluate("localStorage.setItem('theme', 'light')");
});

test.each(NAMES)('%s in Chinese: nothing serious, and no word without its translation', async (name) => {
  const { page } = on;
  await page.evaluate("localStorage.setItem('language', 'zh')");
  await open(name);
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
  expect(await on.seriousFindings()).toEqual([]);
  // A key that has no word is shown as the key itself: `area.key` or `some_key`.
  const words = (await page.locator('h1, h2, th, label, nav a, button:not(.link)').allInnerTexts()).join(
    '\n',
  );
  expect(words.split('\n').filter((word) => /^[a-z]+[_.][a-z_]+$/.test(word))).toEqual([]);
  await page.screenshot({ path: `${SHOTS}/${name}-zh.png`, fullPage: true });
  await page.evaluate("localStorage.setItem('language', 'en')");
});

test('nothing is wider than 1280 pixels', async () => {
  for (const name of NAMES) {
    await open(name);
    const width = await on.page.evaluate('document.documentElement.scrollWidth');
    expect({ name, width }).toEqual({ name, width: 1280 });
  }
});

test('shows its keys on ?, and texts blurred by choice', async () => {
  const { page } = on;
  await open('cluster');
  await page.locator('body').press('?');
  await page.getByRole('dialog').getByText('Split the selected accounts off').waitFor();
  expect(await on.seriousFindings()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('summary', { hasText: /^View$/ }).click();
  await page.getByRole('combobox', { name: 'Texts' }).selectOption('blurred');
  const filter = 'getComputedStyle(document.querySelector(".action-text bdi")).filter';
  expect(await page.evaluate(filter)).toContain('blur');
  await page.getByRole('combobox', { name: 'Texts' }).selectOption('plain');
  expect(await page.evaluate(filter)).toBe('none');
});

test('says what to do where there is nothing, and when the server is away', async () => {
  const { page, running } = on;
  await page.goto(`${running.url}/?min_accounts=100000`);
  await page.getByText('No case matches').waitFor();
  await page.goto(`${running.url}/clusters/none/none`);
  await page.getByRole('alert').getByText('There is no such thing', { exact: true }).waitFor();
  await page.goto(running.url);
  await page.locator('table.queue').waitFor();
  await page.route('**/api/v1/cases**', (route) => route.abort());
  await page.reload();
  await page.getByRole('alert').getByText('The server does not answer', { exact: true }).waitFor();
  await page.screenshot({ path: `${SHOTS}/away.png` });
  await page.unroute('**/api/v1/cases**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('table.queue').waitFor();
});

test('nothing broke on the way, and the content security policy was never hit', () => {
  const expected = (text: string) => /404|ERR_FAILED/.test(text);
  expect(on.problems.filter((text) => !expected(text))).toEqual([]);
});
