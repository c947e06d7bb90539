/**
 * The console's overview over many stored actions: 12 weeks of a platform, a run each day with campaigns, and decisions.
 * Run: node bench/overview.ts [actions=100000000] [campaigns=2000] [decisions=20000]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readQueue } from '../src/console/cases/queue.ts';
import { CaseQuery } from '../src/console/contract/index.ts';
import { readOverview } from '../src/console/overview/read-overview.ts';
import { migrate, openStore } from '../src/storage/index.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const ACTIONS = Number(positionals[0] ?? 100_000_000);
const CAMPAIGNS = Number(positionals[1] ?? 2_000);
const DECISIONS = Number(positionals[2] ?? 20_000);
const RUNS = 7;
const BATCH = 5_000_000;
const DAY_MS = 86_400_000;
const DAYS = 84;
const TO = Date.UTC(2026, 6, 1);
const FROM = TO - DAYS * DAY_MS;

const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'));
const store = await openStore({ kind: 'embedded', directory: join(directory, 'store') });
await migrate(store, { now: Date.now });
const began = performance.now();
for (let from = 0; from < ACTIONS; from += BATCH)
  await store.command(
    `INSERT INTO actions (event_id, account_id, action, target_id, occurred_at, source, partition, offset)
    SELECT concat('e', toString(number)), concat('user-', toString(sipHash64(number, 1) % 3000000)), ['like', 'comment', 'share', 'view'][number % 4 + 1],
      concat('target-', toString(sipHash64(number, 2) % 2000000)),
      fromUnixTimestamp64Milli(toInt64({begin:Int64} + toUInt64(number / {all:UInt64} * {span:UInt64})), 'UTC'), 'bench', 0, number
    FROM numbers({from:UInt64}, {rows:UInt64})`,
    {
      begin: FROM,
      span: DAYS * DAY_MS,
      all: ACTIONS,
      from,
      rows: Math.min(BATCH, ACTIONS - from),
    },
  );
console.log(
  `${ACTIONS.toLocaleString('en')} actions stored in ${((performance.now() - began) / 1_000).toFixed(0)} s`,
);
await store.command(
  `INSERT INTO runs (run_id, horizon, window_from, window_to, finished_at)
  SELECT concat('run-', toString(number)), 'day', fromUnixTimestamp64Milli(toInt64({begin:Int64} + number * {day:Int64}), 'UTC'),
    fromUnixTimestamp64Milli(toInt64({begin:Int64} + (number + 1) * {day:Int64}), 'UTC'), fromUnixTimestamp64Milli(toInt64({begin:Int64} + (number + 1) * {day:Int64} + 60000), 'UTC')
  FROM numbers({days:UInt64})`,
  { begin: FROM, day: DAY_MS, days: DAYS },
);
await store.insertRows(
  'campaigns',
  Array.from({ length: CAMPAIGNS }, (_, i) => {
    const at = FROM + ((i % DAYS) + 1) * DAY_MS;
    return {
      campaign_id: `k_${i}`,
      horizon: 'day',
      as_of: at,
      run_id: `run-${i % DAYS}`,
      cluster_id: `c_${i}`,
      first_seen: at - DAY_MS,
      last_seen: at - 1,
      verdict: i % 3 === 0 ? 'coordinated' : 'water_army',
      patterns: [['engagement_boost', 'comment_control', 'content_farm'][i % 3] as string],
      accounts: 20 + (i % 400),
    };
  }),
);
const newest = `run-${DAYS - 1}`;
const line = (i: number) => ({
  cluster_id: `c_${i}`,
  campaign_id: `k_${i}`,
  verdict: i % 3 === 0 ? 'coordinated' : 'water_army',
  probability: 0.97,
  evidence_nats: 8,
  patterns: ['engagement_boost'],
  window: { from: new Date(TO - DAY_MS).toISOString(), to: new Date(TO).toISOString() },
  accounts: Array.from({ length: 50 }, (_, a) => ({ account_id: `user-${i * 50 + a}`, membership: 'core' })),
  signals: [
    {
      id: 'batch_registration',
      kind: 'registration',
      value: 0.5,
      weight_nats: 5,
      abstained: null,
      evidence: [],
    },
    { id: 'machine_rhythm', kind: 'rhythm', value: 0.5, weight_nats: 3, abstained: null, evidence: [] },
  ],
  against: [],
  explanation: { en: 'an explanation', zh: '说明' },
  model_version: 'bench',
});
await store.insertRows(
  'verdicts',
  Array.from({ length: CAMPAIGNS }, (_, i) => ({
    run_id: newest,
    cluster_id: `c_${i}`,
    campaign_id: `k_${i}`,
    verdict: line(i).verdict,
    probability: 0.97,
    model_version: 'bench',
    body: JSON.stringify(line(i)),
  })),
);
await store.insertRows(
  'acts',
  Array.from({ length: DECISIONS }, (_, i) => ({
    subject_kind: 'case',
    subject: `k_${i % CAMPAIGNS}`,
    version: 1 + Math.floor(i / CAMPAIGNS),
    act_id: `act-${i}`,
    at: FROM + i * 1_000,
    user_id: 'u',
    name: 'ann',
    act: i % 4 === 0 ? 'dismiss' : 'confirm',
    before: JSON.stringify({ state: 'open' }),
    after: JSON.stringify({ state: i % 4 === 0 ? 'dismissed' : 'confirmed' }),
    reason: 'seen',
    run_id: newest,
    cluster_id: `c_${i % CAMPAIGNS}`,
    model_version: 'bench',
    evidence_hash: '',
    undoes: '',
  })),
);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
const queue: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const start = performance.now();
  const query = CaseQuery.parse({});
  await readQueue({ store, query, now: TO, caller: { name: 'ann', role: 'lead' } });
  queue.push(performance.now() - start);
}
console.log(
  `queue of ${CAMPAIGNS} cases with ${DECISIONS} acts: median of ${RUNS} ${median(queue).toFixed(0)} ms`,
);
const times: number[] = [];
for (let run = 0; run < RUNS; run++) {
  const start = performance.now();
  const overview = await readOverview(store, { weeks: 12, now: TO });
  times.push(performance.now() - start);
  if (run === 0) console.log(`first ${times[0]?.toFixed(0)} ms; ${overview.events.length} bars`);
}
console.log(
  `overview of 12 weeks over ${ACTIONS.toLocaleString('en')} actions, ${CAMPAIGNS} campaigns, ${DECISIONS} decisions: median of ${RUNS} ${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms (aim 1,000)`,
);
await store.close();
await rm(directory, { recursive: true });
