import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  migrate,
  openStore,
  type RetentionDays,
  retain,
  type Store,
  type TableName,
} from '../../src/storage/index.ts';
import { keptFrom } from '../../src/storage/retention-rules.ts';
import { ENGINES, type StartedStore } from '../support/engines.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 30, 15);
/** A moment so many days before the beginning of today. */
const daysAgo = (days: number, ms = 0) => Date.UTC(2026, 5, 30) - days * DAY + ms;

const DAYS: RetentionDays = { actions: 30, accounts: 30, reports: 30, edges: 2, runs: 10, deadLetters: 14 };
const TABLES: readonly TableName[] = [
  ...(['actions', 'reports', 'accounts', 'dead_letters'] as const),
  ...(['edges', 'members', 'clusters', 'verdicts', 'runs', 'claims', 'published_verdicts'] as const),
  ...(['campaigns', 'campaign_members'] as const),
];

const runId = (at: number, salt = '0badcafe') => `${new Date(at).toISOString()}-${salt}`;

function action(id: string, at: number, account = 'a') {
  return { event_id: id, account_id: account, action: 'like', target_id: 't', occurred_at: at };
}

async function addRun(store: Store, at: number, horizon: string, isWhole = true): Promise<string> {
  const run_id = runId(at, horizon.padEnd(8, '0'));
  await store.insertRows(
    'edges',
    [0, 1, 2].map((n) => ({
      ...{ run_id, account_a: 'a', account_b: `b${n}`, trace: 'co-like', meetings: 3, surprise_nats: 9 },
      ...{ first_at: at, last_at: at },
    })),
  );
  await store.insertRows('clusters', [{ run_id, cluster_id: 'c' }]);
  await store.insertRows('members', [{ run_id, cluster_id: 'c', account_id: 'a' }]);
  await store.insertRows('verdicts', [{ run_id, cluster_id: 'c', decided_at: at }]);
  if (isWhole)
    await store.insertRows('runs', [
      { run_id, horizon, window_from: at - DAY, window_to: at, finished_at: at + 1 },
    ]);
  return run_id;
}

describe.each(ENGINES)('retention on the %s engine', (_, start) => {
  let started: StartedStore;
  let store: Store;
  beforeAll(async () => {
    started = await start();
    store = started.store;
  });
  afterAll(() => started.stop());
  beforeEach(async () => {
    for (const table of TABLES) await store.command(`TRUNCATE TABLE ${table}`);
  });

  const run = (changes: Partial<Parameters<typeof retain>[0]> = {}) =>
    retain({ store, days: DAYS, now: NOW, apply: true, ...changes });
  const idsOf = async (table: TableName, column: string) =>
    (await store.rows(`SELECT DISTINCT ${column} AS id FROM ${table} ORDER BY id`)).map(({ id }) => id);
  const contents = async () =>
    Promise.all(
      TABLES.map(async (table) => [table, (await store.rows(`SELECT count() AS n FROM ${table}`))[0]?.n]),
    );

  test('what is older than its days goes, to the millisecond of a UTC day, and nothing else', async () => {
    await store.insertRows('actions', [
      action('old', daysAgo(30, -1)),
      action('edge', daysAgo(30)),
      action('new', NOW),
      action('future', daysAgo(-400)),
    ]);
    await store.insertRows(
      'reports',
      [29, 31].map((days) => ({ report_id: `r${days}`, reported_at: daysAgo(days) })),
    );
    await store.insertRows(
      'dead_letters',
      [13, 15].map((days) => ({
        ...{ source: 's', partition: 0, offset: days, reason: 'x', raw: 'y' },
        received_at: daysAgo(days),
      })),
    );
    expect(await run()).toEqual([
      { table: 'actions', before: daysAgo(30), rows: 1, partitions: expect.anything() },
      { table: 'reports', before: daysAgo(30), rows: 1, partitions: expect.anything() },
      { table: 'dead_letters', before: daysAgo(14), rows: 1, partitions: [] },
    ]);
    expect(await idsOf('actions', 'event_id')).toEqual(['edge', 'future', 'new']);
    expect(await idsOf('reports', 'report_id')).toEqual(['r29']);
    expect(await idsOf('dead_letters', 'offset')).toEqual(['13']);
  });

  test('a dry run says the same as a real one, and changes nothing', async () => {
    await store.insertRows('actions', [action('old', daysAgo(50)), action('new', daysAgo(1))]);
    await addRun(store, daysAgo(20), 'hour');
    await addRun(store, daysAgo(1), 'hour');
    const before = await contents();
    const said = await run({ apply: false });
    expect(said.length).toBeGreaterThan(4);
    expect(await contents()).toEqual(before);
    expect(await run()).toEqual(said);
    expect(await run()).toEqual([]);
  });

  test('a table without a limit is kept for ever', async () => {
    await store.insertRows('actions', [action('old', daysAgo(5_000))]);
    await addRun(store, daysAgo(5_000), 'hour');
    expect(await run({ days: {} })).toEqual([]);
    expect((await run({ days: { runs: 1 } })).map(({ table }) => table)).toEqual([]);
    expect(await idsOf('actions', 'event_id')).toEqual(['old']);
  });

  test('an account goes whole, and only when nothing of it is new: neither a record nor an action', async () => {
    const seen = (account_id: string, days: number) => ({ account_id, observed_at: daysAgo(days) });
    await store.insertRows('accounts', [
      seen('gone', 90),
      seen('gone', 80),
      seen('acts', 90),
      seen('was-seen', 90),
      seen('was-seen', 2),
    ]);
    await store.insertRows('actions', [action('1', daysAgo(3), 'acts'), action('2', daysAgo(60), 'gone')]);
    const said = await run({ apply: false });
    expect(said).toMatchObject([{ table: 'actions' }, { table: 'accounts', rows: 2 }]);
    expect(await run()).toEqual(said);
    expect(await idsOf('accounts', 'account_id')).toEqual(['acts', 'was-seen']);
    expect((await store.rows('SELECT count() AS n FROM accounts'))[0]?.n).toBe('3');
  });

  test('edges go before verdicts, and rows of runs that were cut off go with their time', async () => {
    const [old, middle, newest] = [
      await addRun(store, daysAgo(20), 'hour'),
      await addRun(store, daysAgo(5), 'hour'),
      await addRun(store, daysAgo(1), 'hour'),
    ];
    const cutOff = await addRun(store, daysAgo(12), 'week', false);
    await run();
    expect(await idsOf('edges', 'run_id')).toEqual([newest]);
    for (const table of ['members', 'clusters', 'verdicts', 'runs'] as const) {
      const left = await idsOf(table, 'run_id');
      expect(left).toEqual([middle, newest]);
      expect(left).not.toContain(old);
      expect(left).not.toContain(cutOff);
    }
  });

  test('the newest run of each horizon stays whole, and so does one that a cycle goes on with', async () => {
    const hour = await addRun(store, daysAgo(40), 'hour');
    const week = await addRun(store, daysAgo(60), 'week');
    await addRun(store, daysAgo(61), 'week');
    const claimed = await addRun(store, daysAgo(50), 'day', false);
    await store.insertRows('claims', [
      { name: 'cycle of day', number: daysAgo(51), holder: 'h', value: 'older' },
      { name: 'cycle of day', number: daysAgo(50), holder: 'h', value: claimed },
    ]);
    await run();
    const left = [week, claimed, hour];
    for (const table of ['edges', 'members', 'verdicts'] as const)
      expect(await idsOf(table, 'run_id')).toEqual(left);
  });

  test('the run of what was last said about a cluster keeps its verdict, and not its edges', async () => {
    const told = await addRun(store, daysAgo(40), 'hour');
    const gone = await addRun(store, daysAgo(41), 'hour');
    const newest = await addRun(store, daysAgo(1), 'hour');
    const said = (cluster_id: string, run_id: string, change: string) => ({
      ...{ horizon: 'hour', cluster_id, run_id, change, as_of: daysAgo(40), published_at: daysAgo(40) },
    });
    await store.insertRows('published_verdicts', [said('c', told, 'new'), said('d', gone, 'gone')]);
    await run();
    expect(await idsOf('verdicts', 'run_id')).toEqual([told, newest]);
    expect(await idsOf('edges', 'run_id')).toEqual([newest]);
    expect(await idsOf('published_verdicts', 'run_id')).toHaveLength(2);
  });

  test('a campaign is known for as long as a run that saw it is kept, with all who were ever in it', async () => {
    const joined = await addRun(store, daysAgo(30), 'hour');
    const newest = await addRun(store, daysAgo(1), 'hour');
    const row = (campaign_id: string, run_id: string) => ({ campaign_id, run_id, as_of: daysAgo(30) });
    await store.insertRows('campaigns', [row('lasts', joined), row('lasts', newest), row('ended', joined)]);
    const member = (campaign_id: string) => ({ ...row(campaign_id, joined), account_id: 'a' });
    const halfSaved = { ...member('new'), run_id: newest };
    await store.insertRows('campaign_members', [member('lasts'), member('ended'), halfSaved]);
    await run();
    expect(await idsOf('campaigns', 'campaign_id')).toEqual(['lasts']);
    expect(await idsOf('campaigns', 'run_id')).toEqual([newest]);
    expect(await idsOf('campaign_members', 'campaign_id')).toEqual(['lasts', 'new']);
    expect(await run()).toEqual([]);
  });

  test('cut off between two tables it is begun anew, and ends with the same', async () => {
    await store.insertRows('actions', [action('old', daysAgo(50)), action('new', daysAgo(1))]);
    for (const days of [30, 20, 5, 1]) await addRun(store, daysAgo(days), 'hour');
    const stop = new AbortController();
    const stopping: Store = {
      ...store,
      command: async (sql, params) => {
        await store.command(sql, params);
        if (/members/.test(sql)) stop.abort();
      },
    };
    const cutOff = run({ store: stopping, signal: stop.signal });
    await expect(cutOff).rejects.toMatchObject({ code: 'cancelled' });
    expect(await idsOf('verdicts', 'run_id')).toHaveLength(4);
    expect((await run()).map(({ table }) => table)).toEqual(['clusters', 'verdicts', 'runs']);
    for (const table of ['members', 'clusters', 'verdicts', 'runs'] as const)
      expect(await idsOf(table, 'run_id')).toHaveLength(2);
  });

  test('removed rows give their space back once it pays, however few go at a time', async () => {
    const days = (from: number, to: number) =>
      store.insertRows(
        'actions',
        Array.from({ length: from - to }, (_, n) => action(`e${from - n}`, daysAgo(from - n))),
      );
    await days(50, 0);
    await store.command('OPTIMIZE TABLE actions FINAL');
    const physical: number[] = [];
    for (let today = 0; today <= 30; today += 1) {
      await run({ now: NOW - (20 - today) * DAY });
      const [row] = await store.rows(
        `SELECT sum(rows) AS n FROM system.parts WHERE active AND table = 'actions' AND database = currentDatabase()`,
      );
      physical.push(Number(row?.n));
    }
    expect(physical[0]).toBe(50);
    // At most a third more than what is kept, to the day.
    for (const [today, rows] of physical.entries())
      expect(rows).toBeLessThanOrEqual((4 / 3) * (50 - today) + 1);
    expect(new Set(physical).size).toBeLessThan(20);
  });

  test('partitions that are old throughout are dropped, not searched; one that is not is', async () => {
    await store.command('CREATE TABLE plain AS actions');
    await store.command('DROP TABLE actions');
    await store.command(`CREATE TABLE actions AS plain ENGINE = ReplacingMergeTree(row_hash)
PARTITION BY toMonday(occurred_at) ORDER BY (toStartOfHour(occurred_at), event_key, event_id)
SETTINGS non_replicated_deduplication_window = 10000`);
    const ids = Array.from({ length: 60 }, (_, days) => action(`e${days}`, daysAgo(days)));
    await store.insertRows('actions', ids);
    const commands: string[] = [];
    const watching: Store = {
      ...store,
      command: (sql, params) => {
        commands.push(sql);
        return store.command(sql, params);
      },
    };
    const said = await run({ apply: false });
    expect(said).toMatchObject([{ table: 'actions', rows: 29 }]);
    expect(await run({ store: watching })).toEqual(said);
    expect(said[0]?.partitions.length).toBeGreaterThan(2);
    expect(commands.filter((sql) => /DROP PARTITION ID/.test(sql))).toHaveLength(
      said[0]?.partitions.length ?? 0,
    );
    expect(commands.filter((sql) => /^DELETE/.test(sql))).toHaveLength(1);
    expect((await store.rows('SELECT count() AS n FROM actions'))[0]?.n).toBe('31');
    await store.command('DROP TABLE actions');
    await store.command('RENAME TABLE plain TO actions');
  });
});

describe('on a cluster', () => {
  test('each shard is told by name, replicas of whole tables are not', async () => {
    const real = await openStore({ kind: 'memory' });
    onTestFinished(() => real.close());
    await migrate(real, { now: () => 0 });
    await real.insertRows('actions', [action('old', daysAgo(50)), action('new', NOW)]);
    await real.insertRows('dead_letters', [
      { source: 's', partition: 0, offset: 1, reason: 'x', raw: 'y', received_at: daysAgo(50) },
    ]);
    const commands: string[] = [];
    // The engine here knows no clusters: what a node of one says of its tables is put in, what it is told is read.
    const node: Store = {
      ...real,
      async rows(sql, params) {
        if (sql.includes('AS kept'))
          return [{ rows: '100', kept: params?.name === 'actions_local' ? '75' : '76' }];
        if (!sql.includes('partition_key') || params?.table === 'dead_letters') return real.rows(sql, params);
        const isLocal = String(params?.table).endsWith('_local');
        const engine_full = isLocal
          ? "ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/{shard}/actions', '{replica}', row_hash)"
          : `Distributed('my cluster', 'breakwater', '${params?.table}_local', sipHash64(event_id))`;
        return [{ engine_full, partition_key: '' }];
      },
      command: async (sql) => void commands.push(sql),
    };
    await retain({ store: node, days: { actions: 30, deadLetters: 30 }, now: NOW, apply: true });
    const parsed = await Promise.all(
      commands.map(
        async (sql) =>
          (await real.rows('SELECT formatQuerySingleLine({sql:String}) AS sql', { sql }))[0]?.sql,
      ),
    );
    expect(parsed.map((sql) => String(sql).replace(/ (WHERE|SETTINGS).*/, ''))).toEqual([
      'DELETE FROM actions_local ON CLUSTER `my cluster`',
      'ALTER TABLE actions_local ON CLUSTER `my cluster` (APPLY DELETED MASK)',
      'DELETE FROM dead_letters',
    ]);
  });
});

test('a store that lacks a migration is refused before anything is looked at', async () => {
  const empty = await openStore({ kind: 'memory' });
  await expect(retain({ store: empty, days: DAYS, now: NOW, apply: true })).rejects.toMatchObject({
    code: 'store-broken',
    fix: expect.stringContaining('store migrate'),
  });
  await empty.close();
});

test('days are counted in whole UTC days', () => {
  expect(keptFrom(NOW, 1)).toBe(daysAgo(1));
  expect(keptFrom(daysAgo(0), 1)).toBe(daysAgo(1));
  expect(keptFrom(daysAgo(0, -1), 1)).toBe(daysAgo(2));
});
