/**
 * The statements for a cluster, as text: the embedded engine has no Keeper and cannot run them, but it parses them.
 * They were not run on a cluster.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forCluster } from '../../src/storage/cluster-sql.ts';
import { openStore, type Store } from '../../src/storage/index.ts';
import { splitStatements } from '../../src/storage/sql-text.ts';

const MIGRATIONS = fileURLToPath(new URL('../../src/storage/migrations', import.meta.url));
const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();

describe('migrations for a cluster', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openStore({ kind: 'memory' });
  });
  afterAll(() => store.close());

  /** The statement as the engine reads it; throws where it is no SQL. */
  async function parsed(sql: string): Promise<string> {
    const [row] = await store.rows('SELECT formatQuery({sql:String}) AS text', { sql });
    return String(row?.text);
  }

  test.each(files)('%s is SQL on every node, and replicated throughout', async (name) => {
    const statements = splitStatements(await readFile(join(MIGRATIONS, name), 'utf8'));
    for (const statement of statements)
      for (const form of forCluster(statement.text, 'my cluster')) {
        const text = await parsed(form);
        if (!text.startsWith('INSERT INTO')) expect(text).toMatch(/ON CLUSTER `my cluster`/);
        if (/ENGINE/.test(text)) expect(text).toMatch(/ENGINE = (Replicated\w*MergeTree|Distributed)\(/);
        expect(text).not.toContain('non_replicated');
      }
  });

  test('all versions of an event go to one shard, by their id, and each shard folds them', async () => {
    const [local, all] = forCluster(
      'CREATE TABLE IF NOT EXISTS actions (event_id String, row_hash UInt64) ENGINE = ReplacingMergeTree(row_hash) ORDER BY event_id SETTINGS non_replicated_deduplication_window = 10',
      'c',
    );
    expect(local).toContain(
      "ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{database}/{shard}/actions', '{replica}', row_hash)",
    );
    expect(local).toContain('replicated_deduplication_window = 10, ');
    expect(all).toContain('ENGINE = Distributed(`c`, currentDatabase(), actions_local, sipHash64(event_id))');
  });

  test('claims are one table on all nodes: its path in Keeper knows no shard', () => {
    const forms = forCluster(
      'CREATE TABLE IF NOT EXISTS claims (name String) ENGINE = MergeTree ORDER BY name',
      'c',
    );
    expect(forms).toHaveLength(1);
    expect(forms[0]).toContain(
      "ReplicatedMergeTree('/clickhouse/tables/{database}/all/claims', '{shard}-{replica}')",
    );
  });

  test('a column is added to the shards before it is added to the table over them', () => {
    expect(forCluster('ALTER TABLE actions ADD COLUMN IF NOT EXISTS a String', 'c')).toEqual([
      'ALTER TABLE actions_local ON CLUSTER `c` ADD COLUMN IF NOT EXISTS a String',
      'ALTER TABLE actions ON CLUSTER `c` ADD COLUMN IF NOT EXISTS a String',
    ]);
  });

  test('tables change places on every shard, and the tables over the shards stay', () => {
    expect(forCluster('EXCHANGE TABLES actions AND actions_by_hour', 'c')).toEqual([
      'EXCHANGE TABLES actions_local AND actions_by_hour_local ON CLUSTER `c`',
    ]);
    expect(forCluster('DROP TABLE IF EXISTS actions_by_hour', 'c')).toEqual([
      'DROP TABLE IF EXISTS actions_by_hour ON CLUSTER `c`',
      'DROP TABLE IF EXISTS actions_by_hour_local ON CLUSTER `c`',
    ]);
  });

  test('what has no form for clusters is refused, not skipped', () => {
    expect(() => forCluster('RENAME TABLE actions TO acts', 'c')).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });
});
