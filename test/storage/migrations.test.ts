import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkMigrations, migrate, openStore, type Store } from '../../src/storage/index.ts';
import { splitStatements } from '../../src/storage/sql-text.ts';

const SHIPPED = fileURLToPath(new URL('../../src/storage/migrations', import.meta.url));
const NOW = Date.UTC(2026, 4, 1, 3, 0, 5);
const now = () => NOW;

describe('migrations', () => {
  let store: Store;
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'breakwater-migrations-'));
    await write(
      '0001_first.sql',
      'CREATE TABLE IF NOT EXISTS first (a String) ENGINE = MergeTree ORDER BY a;',
    );
    await write(
      '0002_second.sql',
      'CREATE TABLE IF NOT EXISTS second (a String) ENGINE = MergeTree ORDER BY a',
    );
    store = await openStore({ kind: 'memory' });
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  const write = (name: string, sql: string) => writeFile(join(directory, name), sql);

  test('are pending on an empty store, applied in order, and nothing the second time', async () => {
    expect((await checkMigrations(store)).applied).toEqual([]);
    const pending = (await checkMigrations(store)).pending.map(({ name }) => name);
    expect(pending.slice(0, 2)).toEqual(['0001_events.sql', '0002_detection.sql']);
    expect((await migrate(store, { now })).map(({ name }) => name)).toEqual(pending);
    expect(await migrate(store, { now })).toEqual([]);
    const state = await checkMigrations(store);
    expect(state.pending).toEqual([]);
    expect(state.applied.map(({ name, appliedAt }) => ({ name, appliedAt }))).toEqual(
      pending.map((name) => ({ name, appliedAt: NOW })),
    );
  });

  test('that come later are applied on top', async () => {
    await migrate(store, { now, directory });
    await write('0003_third.sql', 'ALTER TABLE first ADD COLUMN IF NOT EXISTS b String');
    expect((await migrate(store, { now, directory })).map(({ version }) => version)).toEqual([3]);
    expect(await store.rows("SELECT name FROM system.columns WHERE table = 'first'")).toHaveLength(2);
  });

  test('stop with both checksums when an applied file was changed, before anything is applied', async () => {
    const [first] = await migrate(store, { now, directory });
    await write(
      '0001_first.sql',
      'CREATE TABLE IF NOT EXISTS first (a UInt8) ENGINE = MergeTree ORDER BY a;',
    );
    await write(
      '0003_third.sql',
      'CREATE TABLE IF NOT EXISTS third (a String) ENGINE = MergeTree ORDER BY a',
    );
    const changed = {
      code: 'migration-changed',
      message: expect.stringMatching(new RegExp(`0001_first\\.sql.*${first?.checksum}.* [0-9a-f]{64}$`)),
      fix: expect.stringContaining('Restore 0001_first.sql'),
    };
    await expect(checkMigrations(store, { directory })).rejects.toMatchObject(changed);
    await expect(migrate(store, { now, directory })).rejects.toMatchObject(changed);
    expect(await store.rows("SELECT name FROM system.tables WHERE name = 'third'")).toEqual([]);
  });

  test('are the same with the line ends of another system', async () => {
    await write(
      '0001_first.sql',
      'CREATE TABLE IF NOT EXISTS first\n(a String)\nENGINE = MergeTree ORDER BY a;\n',
    );
    await migrate(store, { now, directory });
    const file = join(directory, '0001_first.sql');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll('\n', '\r\n'));
    expect((await checkMigrations(store, { directory })).pending).toEqual([]);
  });

  test.each([
    ['a gap', '0002_second.sql', '0003_second.sql'],
    ['a repeated number', '0002_second.sql', '0001_second.sql'],
    ['a missing beginning', '0001_first.sql', '0004_first.sql'],
    ['a name without a number', '0002_second.sql', 'second.sql'],
  ])('are refused with %s', async (_what, from, to) => {
    await rename(join(directory, from), join(directory, to));
    await expect(migrate(store, { now, directory })).rejects.toMatchObject({
      code: 'internal',
      message: expect.stringMatching(/stands where 000\d_\*\.sql should be/),
    });
  });

  test('of a newer program are not touched by an older one', async () => {
    await migrate(store, { now, directory });
    await rm(join(directory, '0002_second.sql'));
    await expect(migrate(store, { now, directory })).rejects.toMatchObject({
      code: 'store-broken',
      message: expect.stringContaining('0002_second.sql'),
    });
  });

  test('that a kill cut off are repeated whole', async () => {
    await cp(SHIPPED, directory, { recursive: true });
    await rm(join(directory, '0001_first.sql'));
    await rm(join(directory, '0002_second.sql'));
    // Half of the first file was applied, and not yet written down.
    const statements = splitStatements(await readFile(join(directory, '0001_events.sql'), 'utf8'));
    for (const { text } of statements.slice(0, 2)) await store.command(text);
    await migrate(store, { now, directory });
    expect((await checkMigrations(store, { directory })).pending).toEqual([]);
    // All was applied, and nothing of it written down.
    await store.command('TRUNCATE TABLE migrations');
    await migrate(store, { now, directory });
    expect((await checkMigrations(store, { directory })).pending).toEqual([]);
  });
});

describe('actions move into the order of their hours', () => {
  const NAME = '0007_actions_by_hour.sql';
  const sql = splitStatements(readFileSync(join(SHIPPED, NAME), 'utf8'));
  const action = (event_id: string, hour: number) => ({
    event_id,
    account_id: 'u',
    action: 'like',
    target_id: 'p',
    occurred_at: NOW + hour * 3_600_000,
    text: 'a text',
    topics: ['one', 'two'],
    device: (1n << 64n) - 1n,
  });
  const until = async (last: number) => {
    const directory = await mkdtemp(join(tmpdir(), 'breakwater-migrations-'));
    await cp(SHIPPED, directory, { recursive: true });
    for (const name of await readdir(directory))
      if (Number(name.slice(0, 4)) > last) await rm(join(directory, name));
    return directory;
  };

  test.each(Array.from({ length: sql.length + 1 }, (_, done) => ({ done })))(
    'cut off after $done statements and begun again, while a consumer writes',
    async ({ done }) => {
      const before = await until(6);
      const store = await openStore({ kind: 'memory' });
      try {
        await migrate(store, { now, directory: before });
        await store.insertRows('actions', [action('first', 0), action('second', 5)]);
        await store.insertRows('actions', [action('first', 0)]);
        const written = ['first', 'second'];
        for (const [place, { text, condition }] of sql.slice(0, done).entries()) {
          if (condition === null || (await store.rows(condition)).length > 0) await store.command(text);
          await store.insertRows('actions', [action(`after ${place}`, place)]);
          written.push(`after ${place}`);
        }
        await migrate(store, { now });
        const rows = await store.rows(
          'SELECT event_id AS id, topics, toString(device) AS device, event_key = sipHash64(event_id) AS keyed FROM actions FINAL ORDER BY id',
        );
        expect(rows).toEqual(
          written
            .sort()
            .map((id) => ({ id, topics: ['one', 'two'], device: `${(1n << 64n) - 1n}`, keyed: 1 })),
        );
        const tables = await store.rows(
          "SELECT name, sorting_key FROM system.tables WHERE database = currentDatabase() AND name LIKE 'actions%'",
        );
        expect(tables).toEqual([
          { name: 'actions', sorting_key: expect.stringMatching(/^intDiv\(.*\), event_key, event_id$/) },
        ]);
      } finally {
        await store.close();
        await rm(before, { recursive: true });
      }
    },
  );
});
