/**
 * Sanctions at size: a plan of many accounts applied and told to a platform (webhooks on loopback), the switch thrown in the middle,
 * and all of it taken back and told.
 * Run: node bench/sanctions.ts [accounts=10000]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  approvePlan,
  createWebhook,
  revertMeasures,
  runRound,
  throwSwitch,
  verifyLedger,
} from '../src/sanctions/index.ts';
import { readLedger } from '../src/sanctions/ledger/index.ts';
import { migrate, openStore } from '../src/storage/index.ts';
import { names, storedPlan } from '../test/sanctions/stored-plan.ts';
import { startPlatform } from '../test/support/platform.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const ACCOUNTS = Number(positionals[0] ?? 10_000);
const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
const platform = await startPlatform();
const clock = Date.now;
const outlets = [createWebhook({ url: platform.url, secret: platform.secret, clock })];
const round = () => runRound(store, { outlets, clock, actor: 'job' });
const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);
try {
  await migrate(store, { now: clock });
  const plan = await storedPlan(store, {
    accounts: names(ACCOUNTS),
    platform: 100 * ACCOUNTS,
    settings: {
      canary: { share: 0, least: 0, most: 0 },
      delay: { most_seconds: 0 },
      caps: {
        run: ACCOUNTS,
        hour: ACCOUNTS,
        day: ACCOUNTS,
        campaign: ACCOUNTS,
        pattern_day: ACCOUNTS,
        platform_share: 1,
      },
    },
  });
  for (const actor of ['ann', 'ben']) await approvePlan(store, plan, { actor, clock });

  const began = performance.now();
  const running = round();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const thrown = performance.now();
  await throwSwitch(store, 'halt', { actor: 'ann', clock, reason: 'bench' });
  await running;
  const entries = await readLedger(store, "entry IN ('apply', 'halt')");
  const halt = entries.findIndex(({ entry }) => entry === 'halt');
  console.log(
    `the switch: thrown ${seconds(began)} s after the beginning, ${halt} accounts begun before it, ${entries.length - 1 - halt} after; written within ${(Date.parse(entries[halt]?.at ?? '') - (performance.timeOrigin + thrown)).toFixed(0)} ms`,
  );
  await throwSwitch(store, 'resume', { actor: 'ann', clock, reason: 'bench' });
  const again = performance.now();
  await round();
  console.log(`applied and told: the other ${ACCOUNTS - halt} accounts in ${seconds(again)} s`);

  const back = performance.now();
  const taken = await revertMeasures(store, { plan: plan.plan_id }, { actor: 'ann', clock, reason: 'bench' });
  const written = seconds(back);
  await round();
  const open = [...platform.inForce.values()].reduce((sum, measures) => sum + measures.size, 0);
  console.log(
    `taken back: ${taken} accounts in the ledger in ${written} s, told to the platform after ${seconds(back)} s (aim 60); ${open} left in force there`,
  );
  const verifying = performance.now();
  const { rows, broken } = await verifyLedger(store);
  console.log(
    `ledger of ${rows} rows verified in ${seconds(verifying)} s: ${broken === null ? 'intact' : 'broken'}`,
  );
} finally {
  await platform.close();
  await store.close();
  await rm(directory, { recursive: true });
}
