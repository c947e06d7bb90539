/**
 * A large cluster's page in a browser, drawn without a graphics card (SwiftShader): how long it takes from the click until graph and
 * raster are drawn, and how many frames a second are drawn while the graph is panned.
 * Run: node bench/cluster-in-browser.ts [accounts=2000] [edges=100000] [platform-actions=1000000]
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addUser, startConsole } from '../src/console/index.ts';
import { migrate, openStore } from '../src/storage/index.ts';
import { launchChromium } from '../test/support/chromium.ts';
import { PASSWORD } from '../test/support/signed-in.ts';
import { CLUSTER, fillLargeCluster, RUN } from './large-cluster.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const [accounts = 2_000, edges = 100_000, actions = 1_000_000] = positionals.map(Number);
const OPENINGS = 7;
const PANS = 5;
const PAN_MS = 2_000;

if (spawnSync('node', ['scripts/ensure-pages.js'], { stdio: 'inherit' }).status !== 0) process.exit(1);
const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
await migrate(store, { now: Date.now });
await fillLargeCluster(store, { accounts, edges, actions });
await addUser(store, { name: 'ann', role: 'lead', password: PASSWORD }, Date.now());
const running = await startConsole({ store, host: '127.0.0.1', port: 0 });
const browser = await launchChromium();
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(60_000);
  await page.goto(running.url);
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Clusters to review' }).waitFor();
  // The first look starts the layout; what is measured is a cluster that somebody has looked at.
  const address = `${running.url}/clusters/${RUN}/${CLUSTER}`;
  await page.goto(address);
  for (;;) {
    const [row] = await store.rows('SELECT count() AS n FROM layouts');
    if (row?.n !== '0') break;
    await page.waitForTimeout(500);
  }
  const opened: number[] = [];
  for (let i = 0; i < OPENINGS; i++) {
    await page.goto(`${running.url}/me`);
    await page.locator('main h1').waitFor();
    const began = performance.now();
    await page.goto(address);
    await page.locator('#graph canvas').first().waitFor();
    await page.locator('#raster canvas').first().waitFor();
    // Two frames later what was asked to be drawn is drawn.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    opened.push(performance.now() - began);
  }
  console.log(
    `${accounts} accounts, ${edges} edges: open in ${(median(opened) / 1_000).toFixed(2)} s, median of ${OPENINGS}; worst ${(Math.max(...opened) / 1_000).toFixed(2)} s (aim 2)`,
  );
  await page.locator('#graph').scrollIntoViewIfNeeded();
  const box = await page.locator('#graph .graph-canvas').boundingBox();
  if (box === null) throw new Error('no graph');
  const rates: number[] = [];
  for (let i = 0; i < PANS; i++) {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    const frames = page.evaluate(
      `new Promise((done) => { let n = 0; const end = performance.now() + ${PAN_MS}; const tick = () => { n += 1; performance.now() < end ? requestAnimationFrame(tick) : done(n); }; requestAnimationFrame(tick); })`,
    ) as Promise<number>;
    const end = performance.now() + PAN_MS;
    for (let step = 0; performance.now() < end; step++)
      await page.mouse.move(x + 80 * Math.sin(step / 8), y + 50 * Math.cos(step / 8));
    rates.push((await frames) / (PAN_MS / 1_000));
    await page.mouse.up();
  }
  console.log(
    `panning: ${median(rates).toFixed(0)} frames/s, median of ${PANS}; worst ${Math.min(...rates).toFixed(0)} (aim 30)`,
  );
} finally {
  await browser.close();
  await running.close();
  await store.close();
  await rm(directory, { recursive: true });
}
