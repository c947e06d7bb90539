import { cp, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
    for (const statement of statements.slice(0, 2)) await store.command(statement);
    await migrate(store, { now, directory });
    expect((await checkMigrations(store, { directory })).pending).toEqual([]);
    for (const { name } of (await checkMigrations(store, { directory })).applied) {
      const file = await readFile(join(directory, name), 'utf8');
      for (const statement of splitStatements(file)) await store.command(statement);
    }
  });
});
