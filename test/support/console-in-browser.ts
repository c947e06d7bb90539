/** The console over the demonstration day, with a lead signed in by Chromium: what browser tests stand on. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { addUser, type RunningConsole, startConsole } from '../../src/console/index.ts';
import { launchChromium } from './chromium.ts';
import { type ConsoleTown, consoleTown } from './console-town.ts';
import { PASSWORD } from './signed-in.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Pictures of each page, to be looked at. */
export const SHOTS = 'out/screenshots';

export interface ConsoleInBrowser {
  readonly town: ConsoleTown;
  readonly running: RunningConsole;
  readonly page: Page;
  /** Errors of the pages and breaches of the content security policy so far. */
  readonly problems: readonly string[];
  /** What axe finds serious or critical on the page as it is. */
  seriousFindings(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function consoleInBrowser(): Promise<ConsoleInBrowser> {
  mkdirSync(SHOTS, { recursive: true });
  const built = spawnSync('node', ['scripts/ensure-pages.js'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the pages do not build: ${built.stderr}`);
  const town = await consoleTown('demo');
  await addUser(town.store, { name: 'ann', role: 'lead', password: PASSWORD }, Date.now());
  const running = await startConsole({
    store: town.store,
    host: '127.0.0.1',
    port: 0,
    secondReviewer: { accounts: null, patterns: [], belowProbability: 0 },
  });
  const browser: Browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  page.setDefaultTimeout(10_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    // A wrong password and the first look at the session are answered by 401, which Chromium reports.
    if (message.type() === 'error' && !message.text().includes('401')) problems.push(message.text());
  });
  return {
    town,
    running,
    page,
    problems,
    async seriousFindings() {
      // The policy allows no inline script: the check is evaluated by the debugger instead.
      await page.evaluate(AXE);
      const found = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
        violations: { id: string; impact: string; nodes: { html: string }[] }[];
      };
      return found.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    },
    async close() {
      await browser.close();
      await running.close();
      await town.close();
    },
  };
}
