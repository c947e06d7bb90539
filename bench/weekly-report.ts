/**
 * The weekly report over a simulated quarter: 13 weeks of a platform, put straight into a store on disk; figures, pages and PDF.
 * Run: node bench/weekly-report.ts [actions=5000000]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium, makeReport, parseWeek } from '../src/reports/index.ts';
import { migrate, openStore } from '../src/storage/index.ts';
import { fillQuarter } from '../test/reports/quarter.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const ACTIONS = Number(positionals[0] ?? 5_000_000);
const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);
try {
  await migrate(store, { now: Date.now });
  const filling = performance.now();
  await fillQuarter(store, ACTIONS);
  console.log(`${ACTIONS.toLocaleString('en')} actions of 13 weeks stored in ${seconds(filling)} s`);
  for (const chromium of [null, findChromium()]) {
    const began = performance.now();
    const { files } = await makeReport(store, {
      week: parseWeek('2026-W26'),
      languages: ['en', 'zh'],
      platform: '',
      chromium,
    });
    console.log(
      `report of the last week, ${files.size} files${chromium === null ? '' : ' with PDF'}: ${seconds(began)} s (aim 60)`,
    );
  }
} finally {
  await store.close();
  await rm(directory, { recursive: true });
}
