/** Weeks that a report must get through: nothing at all, no campaign, ten thousand, and names that want to be more than names. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeReport } from '../../src/reports/weekly/make-report.ts';
import { parseWeek } from '../../src/reports/weekly/week.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import { fillQuarter, runId, WEEK } from './quarter.ts';

const week = parseWeek('2026-W20');
let store: Store;
beforeEach(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: Date.now });
});
afterEach(() => store.close());
const make = async () => {
  const { files } = await makeReport(store, { week, languages: ['en', 'zh'], platform: '', chromium: null });
  return (name: string) => String(files.get(name));
};

test('an empty store says that there is nothing, and breaks nothing', async () => {
  const file = await make();
  expect(file('report.en.md')).toContain('No campaign was seen.');
  expect(file('report.en.md')).toContain('in 168 of its 168 hours no action came in');
  expect(file('report.zh.html')).toContain('本周未见任何行动');
  const { figures } = JSON.parse(file('report.json'));
  expect(
    figures.every(({ before, mean }: { before: unknown; mean: unknown }) => before === null && mean === null),
  ).toBe(true);
});

test('a week without campaigns tells of those that ended', async () => {
  await fillQuarter(store, 20_000);
  for (const table of ['campaigns', 'verdicts', 'members'])
    await store.command(`DELETE FROM ${table} WHERE run_id = '${runId(6)}'`);
  const file = await make();
  expect(file('report.en.md')).toMatch(/0 campaigns were seen, .* 4 ended\./);
  expect(file('report.en.md')).toContain('There was no water army this week.');
});

/** A campaign of the week under any name. */
const campaign = (campaign_id: string, patterns: readonly string[], accounts: number) => ({
  campaign_id,
  as_of: week.to,
  run_id: 'run',
  horizon: 'week',
  cluster_id: `c ${campaign_id}`,
  change: 'born',
  others: [],
  born_at: week.to,
  first_seen: week.from,
  last_seen: week.to - 1,
  verdict: 'water_army',
  probability: 0.99,
  patterns,
  accounts,
  operator_kind: '',
  operator_value: '',
  split_from: '',
  merged_into: '',
  span_ms: WEEK,
});
const run = {
  run_id: 'run',
  model_version: 'm',
  window_from: week.from,
  window_to: week.to,
  horizon: 'week',
  finished_at: week.to + 5_000,
  summary: '{}',
};

test('ten thousand campaigns: the page lists a hundred, the files all', async () => {
  await store.insertRows('runs', [run]);
  const rows = Array.from({ length: 10_000 }, (_, i) => campaign(`k_${i}`, ['content_farm'], 10 + (i % 90)));
  await store.insertRows('campaigns', rows);
  const file = await make();
  expect(file('report.en.md')).toContain('10,000 campaigns were seen, 10,000 of them water armies');
  expect(file('report.en.md')).toContain('9,900 more stand in');
  expect(file('campaign_list.csv').trim().split('\r\n')).toHaveLength(10_001);
  expect(file('report.en.html').length).toBeLessThan(2_000_000);
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u202egnp.exe',
  "'; DROP TABLE campaigns; --",
  '=HYPERLINK("http://evil.example")',
  '[click](javascript:alert(1)) | **bold** `code`\n# head',
  '{{constructor}} $'.concat('{7*7} %s'),
  'x'.repeat(1_000_000),
];

test('hostile names stay names, in every form of the report', async () => {
  await store.insertRows('runs', [{ ...run, model_version: HOSTILE[0] }]);
  await store.insertRows(
    'campaigns',
    HOSTILE.map((name, i) => campaign(name, ['traffic_diversion'], 50 - i)),
  );
  await store.insertRows(
    'verdicts',
    HOSTILE.map((name, i) => ({
      run_id: 'run',
      cluster_id: `c${i}`,
      campaign_id: name,
      verdict: 'water_army',
      probability: 0.9,
      model_version: 'm',
      body: JSON.stringify(hostileLine(name, i)),
    })),
  );
  await store.insertRows(
    'members',
    HOSTILE.map((name, i) => ({ run_id: 'run', cluster_id: `c${i}`, account_id: name, membership: 'core' })),
  );
  await store.insertRows(
    'campaign_members',
    HOSTILE.map((name) => ({
      campaign_id: name,
      account_id: name,
      membership: 'core',
      as_of: week.to,
      run_id: 'run',
    })),
  );
  await store.insertRows(
    'actions',
    HOSTILE.flatMap((name, i) =>
      Array.from({ length: 5 }, (_, n) => ({
        event_id: `e${i}-${n}`,
        account_id: name,
        action: 'post',
        target_id: name,
        occurred_at: week.from + n * 3_600_000,
        url_domains: [HOSTILE[n % HOSTILE.length]?.slice(0, 200)],
        source: 'test',
        partition: 0,
        offset: i * 5 + n,
      })),
    ),
  );
  await store.insertRows(
    'dead_letters',
    HOSTILE.map((reason, i) => ({
      source: 'test',
      partition: 0,
      offset: i,
      reason,
      raw: reason.slice(0, 100),
      received_at: week.from + 1,
      kind: '',
    })),
  );
  const file = await make();
  for (const name of ['report.en.html', 'report.zh.html']) {
    const html = file(name);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('\u202e');
    expect(html).toContain("default-src 'none'");
    expect(html.length).toBeLessThan(3_000_000);
  }
  const markdown = file('report.en.md');
  expect(markdown).not.toMatch(/^# head/m);
  expect(markdown).not.toContain('[click](');
  expect(markdown).not.toMatch(/[^\\]<script/);
  for (const name of ['campaign_list.csv', 'risk_domains.csv'])
    expect(file(name)).not.toMatch(/(^|,|\n)"?=HYPER/);
  const [row] = await store.rows('SELECT count() AS n FROM campaigns FINAL');
  expect(Number(row?.n)).toBe(HOSTILE.length);
});

const hostileLine = (name: string, i: number) => ({
  cluster_id: `c${i}`,
  campaign_id: name,
  verdict: 'water_army',
  probability: 0.9,
  evidence_nats: 5,
  patterns: ['traffic_diversion'],
  window: { from: new Date(week.from).toISOString(), to: new Date(week.to).toISOString() },
  accounts: [{ account_id: name, membership: 'core' }],
  signals: [
    {
      id: 'batch_registration',
      kind: 'identity',
      value: 1,
      weight_nats: 3,
      abstained: null,
      evidence: [
        {
          en: `they are ${name.slice(0, 300)} all`,
          zh: name.slice(0, 300),
          observed: 1,
          usual: 0,
          accounts: [name],
          targets: [],
          times: [],
          texts: [name.slice(0, 300)],
        },
      ],
    },
  ],
  against: [{ en: name.slice(0, 300), zh: name.slice(0, 300), id: 'own_texts', weight_nats: 1 }],
  explanation: { en: name.slice(0, 300), zh: name.slice(0, 300) },
  model_version: 'm',
});
