/** A quarter of a platform, put straight into a store, and kept here as plain rows, so that reports can be recomputed without it. */
import type { Store } from '../../src/storage/index.ts';

const HOUR = 3_600_000;
export const WEEK = 7 * 24 * HOUR;
/** Monday of 2026-W14. */
export const BEGIN = Date.UTC(2026, 2, 30);
export const WEEKS = 13;
const END = BEGIN + WEEKS * WEEK;
const USERS = 3_000;
/** No action came in: a day and six hours in the ninth week. */
export const GAP = { from: BEGIN + 8 * WEEK + 50 * HOUR, to: BEGIN + 8 * WEEK + 80 * HOUR };

export interface Life {
  readonly id: string;
  readonly verdict: 'coordinated' | 'water_army' | 'organic';
  readonly patterns: readonly string[];
  /** Accounts by week, from the first of the quarter; null = not seen. */
  readonly sizes: readonly (number | null)[];
  readonly mergedInto?: { readonly campaign: string; readonly week: number };
}
const none = (n: number): null[] => Array(n).fill(null);
export const LIVES: readonly Life[] = [
  { id: 'k_steady', verdict: 'water_army', patterns: ['engagement_boost'], sizes: Array(13).fill(50) },
  {
    id: 'k_growing',
    verdict: 'water_army',
    patterns: ['comment_control', 'account_farming'],
    sizes: [...none(3), 20, 24, 36, 36, 60, 60, 66, 100, 100, 100],
  },
  {
    id: 'k_sleeper',
    verdict: 'water_army',
    patterns: ['content_farm'],
    sizes: [30, 30, 30, ...none(4), 30, 32, 32, ...none(3)],
  },
  {
    id: 'k_merged',
    verdict: 'water_army',
    patterns: ['engagement_boost'],
    sizes: [null, 15, 15, 15, 15, 15, ...none(7)],
    mergedInto: { campaign: 'k_steady', week: 6 },
  },
  {
    id: 'k_fans',
    verdict: 'coordinated',
    patterns: ['trend_boost'],
    sizes: [...none(4), 40, 40, 40, 40, 40, ...none(4)],
  },
  { id: 'k_organic', verdict: 'organic', patterns: [], sizes: Array(13).fill(25) },
];

export interface LedgerEntry {
  readonly seq: number;
  readonly at: number;
  readonly entry: string;
  readonly key: string;
  readonly campaign_id: string;
  readonly account_id: string;
  readonly measure: string;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface Decision {
  readonly act_id: string;
  readonly subject: string;
  readonly version: number;
  readonly at: number;
  readonly act: string;
  readonly after: Readonly<Record<string, unknown>>;
  readonly undoes: string;
  readonly run_id: string;
  readonly cluster_id: string;
}

export const runId = (week: number): string => `run-${week}`;
export const runEnd = (week: number): number => BEGIN + (week + 1) * WEEK;
export const runLagSeconds = (week: number): number => 60 + 10 * week;
export const member = (id: string, n: number): string => `${id}-${n}`;
/** A campaign's first act of all, six hours before the end of the first week that sees it. */
export const firstAct = ({ sizes }: Life): number =>
  runEnd(sizes.findIndex((size) => size !== null)) - 6 * HOUR;

/** Moment and account of each action, as the store gets them. */
export function* actions(count: number): Generator<{ at: number; account: string }> {
  for (let i = 0; i < count; i++) {
    const at = BEGIN + Math.floor((i / count) * (END - BEGIN));
    if (at < GAP.from || at >= GAP.to) yield { at, account: `user-${(i * 7_919) % USERS}` };
  }
}

export const LEDGER: readonly LedgerEntry[] = ledger();
export const DECISIONS: readonly Decision[] = decisions();
/** Moments at which lines came that could not be used. */
export const DEAD: readonly number[] = Array.from(
  { length: 40 },
  (_, i) => BEGIN + Math.floor((i * i * (END - BEGIN)) / 1_600) + 1,
);
export const REPORTS: readonly number[] = Array.from(
  { length: 90 },
  (_, i) => BEGIN + Math.floor((i * (END - BEGIN)) / 90) + 5,
);

/** Each second week some of the steady campaign are labelled, some of the growing one lose their likes; a few appeal. */
function ledger(): LedgerEntry[] {
  const rows: LedgerEntry[] = [];
  const add = (at: number, entry: string, more: Partial<LedgerEntry>) =>
    rows.push({
      seq: rows.length + 1,
      at,
      entry,
      key: '',
      campaign_id: '',
      account_id: '',
      measure: '',
      body: {},
      ...more,
    });
  for (let week = 4; week < WEEKS; week += 2) {
    const at = BEGIN + week * WEEK + 10 * HOUR;
    for (let n = 0; n < 5; n++) {
      const account_id = member('k_steady', week * 4 + n);
      const shared = { campaign_id: 'k_steady', account_id, measure: 'label' };
      const key = `label ${account_id}`;
      add(at + n, 'apply', { ...shared, key, body: { patterns: ['engagement_boost'], event_ids: [] } });
      if (n === 0) add(at + HOUR, 'appeal', { ...shared, key, body: { statement: 'no' } });
      if (n === 0)
        add(at + WEEK, 'ruling', {
          ...shared,
          key,
          body: { appeal: rows.length, ruling: week % 4 === 0 ? 'overturned' : 'upheld', reason: 'seen' },
        });
      if (n === 0 && week % 4 === 0)
        add(at + WEEK + 1, 'revert', { ...shared, key: `end ${key}`, body: { of: key } });
      if (n === 1) add(at + WEEK + 2, 'expire', { ...shared, key: `end ${key}`, body: { of: key } });
    }
    const account_id = member('k_growing', week);
    add(at + 50, 'apply', {
      campaign_id: 'k_growing',
      account_id,
      measure: 'remove_interaction',
      key: `likes ${week}`,
      body: {
        patterns: ['comment_control', 'account_farming'],
        event_ids: Array.from({ length: week }, (_, i) => `e${i}`),
      },
    });
  }
  return rows.sort((a, b) => a.at - b.at || a.seq - b.seq).map((row, i) => ({ ...row, seq: i + 1 }));
}

/** Confirmed, dismissed, and confirmed but taken back. */
function decisions(): Decision[] {
  const rows: Decision[] = [];
  const add = (week: number, subject: string, act: string, after: object, undoes = '') =>
    rows.push({
      act_id: `act ${rows.length}`,
      subject,
      version: rows.filter((row) => row.subject === subject).length + 1,
      at: BEGIN + week * WEEK + 20 * HOUR + rows.length,
      act,
      after: { ...after },
      undoes,
      run_id: runId(week - 1),
      cluster_id: `c ${subject}`,
    });
  add(2, 'k_steady', 'confirm', { state: 'confirmed' });
  add(5, 'k_fans', 'dismiss', { state: 'dismissed' });
  add(5, 'k_growing', 'confirm', { state: 'awaiting_second' });
  add(5, 'k_growing', 'confirm', { state: 'confirmed' });
  add(9, 'k_sleeper', 'confirm', { state: 'confirmed' });
  add(9, 'k_sleeper', 'undo', { state: 'open' }, rows.at(-1)?.act_id);
  return rows;
}

export async function fillQuarter(store: Store, count: number): Promise<void> {
  await store.command(
    `INSERT INTO actions (event_id, account_id, action, target_id, occurred_at, source, partition, offset)
    SELECT concat('e', toString(number)), concat('user-', toString(number * 7919 % {users:UInt64})), 'like', concat('t', toString(number % 500)),
      fromUnixTimestamp64Milli(toInt64({begin:Int64} + toInt64(floor(number / {count:UInt64} * {span:Int64}))), 'UTC') AS at, 'test', 0, number
    FROM numbers({count:UInt64}) WHERE at < fromUnixTimestamp64Milli({gapFrom:Int64}) OR at >= fromUnixTimestamp64Milli({gapTo:Int64})`,
    { users: USERS, begin: BEGIN, count, span: END - BEGIN, gapFrom: GAP.from, gapTo: GAP.to },
  );
  for (let week = 0; week < WEEKS; week++) await fillRun(store, week);
  const shared = { plan_id: 'p', actor: 'job', prev_hash: '' };
  await store.insertRows(
    'sanction_ledger',
    LEDGER.map((row) => ({ ...row, ...shared, hash: String(row.seq), body: JSON.stringify(row.body) })),
  );
  await store.insertRows(
    'acts',
    DECISIONS.map((row) => ({
      ...row,
      subject_kind: 'case',
      user_id: 'ann',
      name: 'ann',
      before: '{"state":"open"}',
      after: JSON.stringify(row.after),
      reason: 'looked',
      model_version: 'm',
      evidence_hash: '',
    })),
  );
  await store.insertRows(
    'dead_letters',
    DEAD.map((received_at, i) => ({
      source: 'test',
      partition: 0,
      offset: i,
      reason: 'no json',
      raw: '',
      received_at,
      kind: i % 3 === 0 ? 'bad time' : 'no json',
    })),
  );
  await store.insertRows(
    'reports',
    REPORTS.map((reported_at, i) => ({
      report_id: `r${i}`,
      reporter_id: `u${i}`,
      account_id: 'x',
      target_id: '',
      reason: '',
      reported_at,
      source: 'test',
      partition: 0,
      offset: i,
    })),
  );
}

async function fillRun(store: Store, week: number): Promise<void> {
  const run_id = runId(week);
  const to = runEnd(week);
  const seen = LIVES.filter(({ sizes }) => sizes[week] !== null);
  const sizeOf = ({ sizes }: Life) => sizes[week] ?? 0;
  await store.insertRows('runs', [
    {
      run_id,
      model_version: week < 7 ? 'm1' : 'm2',
      window_from: to - WEEK,
      window_to: to,
      horizon: 'week',
      finished_at: to + 1_000 * runLagSeconds(week),
      summary: '{}',
    },
  ]);
  await store.insertRows('campaigns', [
    ...seen.map((life) => ({
      campaign_id: life.id,
      as_of: to,
      run_id,
      horizon: 'week',
      cluster_id: `c ${life.id}`,
      change: 'seen',
      others: [],
      born_at: runEnd(life.sizes.findIndex((size) => size !== null)),
      first_seen: firstAct(life),
      last_seen: to - HOUR,
      verdict: life.verdict,
      probability: 0.99,
      patterns: life.patterns,
      accounts: sizeOf(life),
      operator_kind: '',
      operator_value: '',
      split_from: '',
      merged_into: '',
      span_ms: WEEK,
    })),
    ...LIVES.filter(({ mergedInto }) => mergedInto?.week === week).map(({ id, mergedInto, ...life }) => ({
      campaign_id: id,
      as_of: to,
      run_id,
      horizon: 'week',
      cluster_id: '',
      change: 'ended',
      others: [mergedInto?.campaign ?? ''],
      born_at: 0,
      first_seen: firstAct({ id, ...life }),
      last_seen: to - WEEK,
      verdict: '',
      probability: 0,
      patterns: [],
      accounts: 0,
      operator_kind: '',
      operator_value: '',
      split_from: '',
      merged_into: mergedInto?.campaign ?? '',
      span_ms: WEEK,
    })),
  ]);
  await store.insertRows(
    'verdicts',
    seen.map((life) => ({
      run_id,
      cluster_id: `c ${life.id}`,
      campaign_id: life.id,
      verdict: life.verdict,
      probability: 0.99,
      model_version: 'm',
      body: JSON.stringify(lineOf(life, week)),
    })),
  );
  await store.insertRows(
    'members',
    seen.flatMap((life) =>
      Array.from({ length: sizeOf(life) }, (_, n) => ({
        run_id,
        cluster_id: `c ${life.id}`,
        account_id: member(life.id, n),
        membership: 'core',
      })),
    ),
  );
  await store.insertRows(
    'campaign_members',
    seen.flatMap((life) =>
      Array.from({ length: sizeOf(life) }, (_, n) => ({
        campaign_id: life.id,
        account_id: member(life.id, n),
        membership: 'core',
        as_of: to,
        run_id,
      })),
    ),
  );
}

const lineOf = (life: Life, week: number) => ({
  cluster_id: `c ${life.id}`,
  campaign_id: life.id,
  verdict: life.verdict,
  probability: 0.99,
  evidence_nats: 9,
  patterns: life.patterns,
  window: { from: new Date(runEnd(week) - WEEK).toISOString(), to: new Date(runEnd(week)).toISOString() },
  accounts: Array.from({ length: life.sizes[week] ?? 0 }, (_, n) => ({
    account_id: member(life.id, n),
    membership: 'core',
  })),
  signals: [
    {
      id: 'batch_registration',
      kind: 'registration',
      value: 0.9,
      weight_nats: 5,
      abstained: null,
      evidence: [
        {
          en: `${member(life.id, 0)} and others registered in a batch`,
          zh: `${member(life.id, 0)} 等批量注册`,
          observed: 0.9,
          usual: 0.01,
          accounts: [member(life.id, 0)],
          targets: [],
          times: [],
          texts: [],
        },
      ],
    },
  ],
  against: [],
  explanation: { en: 'an army', zh: '水军' },
  model_version: 'm',
});
