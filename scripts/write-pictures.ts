/**
 * Writes the pictures of the README into docs/pictures; `npm run pictures`. The console shows the demonstration day, the report a simulated
 * quarter. * The cluster is found in real data where that is there (BREAKWATER_DATA), and shown without a name of anybody.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { detect, saveDetection } from '../src/detection/index.ts';
import { ingestFiles, inputsFromFlags } from '../src/ingest/index.ts';
import { makeReport, parseWeek } from '../src/reports/index.ts';
import { graphPicture, rasterPicture } from '../src/reports/weekly/render/pictures.ts';
import { migrate, openStore } from '../src/storage/index.ts';
import { fillQuarter } from '../test/reports/quarter.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { consoleInBrowser } from '../test/support/console-in-browser.ts';
import { realFile } from '../test/support/real-data.ts';
import { PASSWORD } from '../test/support/signed-in.ts';

const OUT = 'docs/pictures';
mkdirSync(OUT, { recursive: true });
const directory = await mkdtemp(join(tmpdir(), 'breakwater-pictures-'));
try {
  // One after the other: the engine takes one store at a time.
  await consolePage();
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await report(page);
    await realCluster(page);
  } finally {
    await browser.close();
  }
} finally {
  await rm(directory, { recursive: true });
}

async function consolePage(): Promise<void> {
  const on = await consoleInBrowser();
  const { page } = on;
  const { url } = on.running;
  await page.goto(url);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Clusters to review' }).waitFor();
  const army = on.town.verdicts.find(
    ({ verdict, patterns }) => verdict === 'water_army' && patterns.includes('trend_boost'),
  );
  await page.setViewportSize({ width: 1280, height: 1_500 });
  await page.goto(`${url}/clusters/${on.town.runId}/${army?.cluster_id}`);
  await page.locator('#graph canvas').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.locator('#graph').scrollIntoViewIfNeeded();
  await page.evaluate('scrollTo(0, document.querySelector("#graph").offsetTop - 520)');
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: `${OUT}/console.png` });
  await on.close();
}

async function shoot(page: Page, html: string, path: string, height: number): Promise<void> {
  const file = join(directory, 'page.html');
  await writeFile(file, html);
  await page.setViewportSize({ width: 1_000, height });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path });
}

async function report(page: Page): Promise<void> {
  const store = await openStore({ kind: 'memory' });
  await migrate(store, { now: Date.now });
  await fillQuarter(store, 400_000);
  const { files } = await makeReport(store, {
    week: parseWeek('2026-W22'),
    languages: ['en'],
    platform: 'A simulated quarter',
    chromium: null,
  });
  await store.close();
  await shoot(page, String(files.get('report.en.html')), `${OUT}/report.png`, 1_300);
}

/** Accounts that sell GitHub stars: who starred which of their clients' repositories when. */
async function realCluster(page: Page): Promise<void> {
  const path = realFile('github_stars/ring_stars.csv');
  if (!existsSync(path))
    return void process.stderr.write(`${path} is not there: ${OUT}/real-cluster.png stays as it is\n`);
  const store = await openStore({ kind: 'memory' });
  try {
    await migrate(store, { now: Date.now });
    const inputs = inputsFromFlags({
      files: [path],
      map: ['account_id=account', 'target_id=repo', 'occurred_at=starred_at'],
      set: ['type=action', 'action=like'],
    });
    await ingestFiles({
      inputs,
      store,
      options: { now: Date.now(), pseudonymKey: new Uint8Array(32), workers: 0 },
    });
    const found = await detect({ store, runId: 'real' });
    const lines = await saveDetection(store, found, { now: Date.now(), horizon: 'all' });
    const [line] = lines
      .toSorted((a, b) => b.accounts.length - a.accounts.length)
      .filter(({ verdict }) => verdict === 'coordinated');
    if (line === undefined) throw new Error('no cluster was found');
    const ids = line.accounts.map(({ account_id }) => account_id);
    const acts = await store.rows(
      'SELECT account_id, toUnixTimestamp64Milli(occurred_at) AS at, target_id FROM actions FINAL WHERE account_id IN {ids:Array(String)}',
      { ids },
    );
    const edges = await store.rows(
      'SELECT account_a, account_b, max(surprise_nats) AS nats FROM edges FINAL WHERE account_a IN {ids:Array(String)} AND account_b IN {ids:Array(String)} GROUP BY 1, 2 ORDER BY nats DESC, 1, 2 LIMIT 1200',
      { ids },
    );
    // The hours in which all but a few of the stars were given.
    const times = acts.map(({ at }) => Number(at)).sort((a, b) => a - b);
    const from = times[Math.floor(times.length * 0.02)] ?? 0;
    const to = (times[Math.floor(times.length * 0.98)] ?? 0) + 60_000;
    const shown = acts.filter(({ at }) => Number(at) >= from && Number(at) < to);
    const raster = rasterPicture(
      shown.map(({ account_id, at, target_id }) => [String(account_id), Number(at), String(target_id)]),
      { from, to },
    );
    const graph = graphPicture(
      edges.map(({ account_a, account_b, nats }) => [String(account_a), String(account_b), Number(nats)]),
    );
    const html = `<!doctype html><style>body{margin:16px;font:15px system-ui,sans-serif;color:#17202b}div{display:flex;gap:24px}figure{margin:0}figcaption{color:#5a6675;margin-top:6px}svg{height:320px;width:auto}</style>
<div><figure>${raster}<figcaption>${shown.length} of the ${acts.length} stars by ${ids.length} accounts, a row each, coloured by repository</figcaption></figure>
<figure>${graph}<figcaption>their ${edges.length} strongest ties</figcaption></figure></div>`;
    await page.setViewportSize({ width: 1_400, height: 420 });
    const file = join(directory, 'page.html');
    await writeFile(file, html);
    await page.goto(pathToFileURL(file).href);
    await page.screenshot({ path: `${OUT}/real-cluster.png` });
  } finally {
    await store.close();
  }
}
