/**
 * Do accounts keep their campaign over a day of hourly cycles? The demonstration day, whose groups an hour shows in parts:
 * of all member-hours in proven clusters, those in the campaign in which the account is most often.
 * Run: node bench/campaigns.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInlineRunner, newRunId } from '../src/detection/index.ts';
import { ingestFiles, inputsFromFlags } from '../src/ingest/index.ts';
import { demoDay, writeScenario } from '../src/redteam/index.ts';
import { migrate, openStore } from '../src/storage/index.ts';

const HOUR_MS = 3_600_000;
const PROVEN = `SELECT m.account_id AS account, v.campaign_id AS campaign FROM members AS m
JOIN verdicts AS v ON v.run_id = m.run_id AND v.cluster_id = m.cluster_id
WHERE m.run_id = {run:String} AND v.verdict IN ('coordinated', 'water_army')`;

const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'memory' });
try {
  const { eventsPath } = await writeScenario({ dir: directory, composition: demoDay() });
  await migrate(store, { now: Date.now });
  await ingestFiles({
    inputs: inputsFromFlags({ files: [eventsPath] }),
    store,
    options: { now: Date.UTC(2026, 5, 1), pseudonymKey: new Uint8Array(32).fill(7) },
  });
  const [span] = await store.rows(
    'SELECT toUnixTimestamp64Milli(min(occurred_at)) AS first, toUnixTimestamp64Milli(max(occurred_at)) AS last FROM actions',
  );
  const run = createInlineRunner(store);
  const campaigns = new Map<string, Map<string, number>>();
  for (
    let from = Math.floor(Number(span?.first) / HOUR_MS) * HOUR_MS;
    from <= Number(span?.last);
    from += HOUR_MS
  ) {
    const window = { from, to: from + HOUR_MS };
    const runId = newRunId(window.to, 'bench');
    await run({ runId, horizon: 'hour', window, now: window.to });
    for (const { account, campaign } of await store.rows(PROVEN, { run: runId })) {
      const hours = campaigns.get(String(account)) ?? new Map<string, number>();
      hours.set(String(campaign), (hours.get(String(campaign)) ?? 0) + 1);
      campaigns.set(String(account), hours);
    }
  }
  const hours = [...campaigns.values()].map((each) => [...each.values()]);
  const all = hours.flat().reduce((sum, count) => sum + count, 0);
  const kept = hours.reduce((sum, counts) => sum + Math.max(...counts), 0);
  const faithful = hours.filter(({ length }) => length === 1).length;
  console.log(
    `${kept} of ${all} member-hours (${((100 * kept) / all).toFixed(1)} %) in the account's usual campaign; ${((100 * faithful) / hours.length).toFixed(0)} % of ${hours.length} accounts have one id all day`,
  );
} finally {
  await store.close();
  await rm(directory, { recursive: true, force: true });
}
