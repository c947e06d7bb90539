/** Brings a store's tables up to date, file by numbered file, and says what has been applied. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../contract/index.ts';
import { forCluster } from './cluster-sql.ts';
import { splitStatements } from './sql-text.ts';
import type { Store } from './store.ts';

const DIRECTORY = fileURLToPath(new URL('./migrations', import.meta.url));
const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;

/** A migration as its file says it. */
export interface Migration {
  readonly version: number;
  /** The file's name. */
  readonly name: string;
  /** SHA-256 of its text, in hex. */
  readonly checksum: string;
}

export interface AppliedMigration extends Migration {
  /** Epoch milliseconds. */
  readonly appliedAt: number;
}

export interface MigrationState {
  readonly applied: readonly AppliedMigration[];
  readonly pending: readonly Migration[];
}

export interface MigrateOptions {
  readonly now: () => number;
  readonly directory?: string;
  /** Makes replicated and distributed tables on all nodes of this cluster; see `forCluster`. */
  readonly cluster?: string;
}

interface MigrationFile extends Migration {
  readonly sql: string;
}

/**
 * Applies what is pending, in order; the answer is what was applied now, so a second run gives an empty list.
 * Files hold only statements that may be run twice (`IF NOT EXISTS`, or under a condition): a run that was killed is
 * repeated whole.
 *
 * @throws AppError as `checkMigrations` does.
 */
export async function migrate(
  store: Store,
  { now, directory = DIRECTORY, cluster }: MigrateOptions,
): Promise<readonly Migration[]> {
  const forms = (statement: string) => (cluster === undefined ? [statement] : forCluster(statement, cluster));
  const files = await readFiles(directory);
  const { pending } = compare(store, files, await readApplied(store));
  // A user who may only read and write is enough where nothing is to be made.
  if (pending.length === 0) return pending;
  for (const form of forms(CREATE_TABLE)) await store.command(form);
  for (const { version, name, checksum, sql } of files.slice(files.length - pending.length)) {
    for (const { text, condition } of splitStatements(sql)) {
      if (condition !== null && (await store.rows(condition)).length === 0) continue;
      for (const form of forms(text)) await store.command(form);
    }
    await store.command(INSERT, { version, name, checksum, applied_at: now() });
  }
  return pending;
}

/**
 * What is applied and what is pending; changes nothing.
 *
 * @throws AppError `migration-changed` when an applied file is not what it was,
 *   `store-broken` when the store is newer than this program, `internal` for a gap or a repeated number in the files.
 */
export async function checkMigrations(store: Store, { directory = DIRECTORY } = {}): Promise<MigrationState> {
  return compare(store, await readFiles(directory), await readApplied(store));
}

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS migrations
(
    version UInt32,
    name String,
    checksum String,
    applied_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY version`;

const INSERT = `INSERT INTO migrations (version, name, checksum, applied_at)
SELECT {version:UInt32}, {name:String}, {checksum:String}, fromUnixTimestamp64Milli({applied_at:Int64})`;

const TABLE_EXISTS = `SELECT name FROM system.tables WHERE database = currentDatabase() AND name = 'migrations'`;

// FINAL: two processes that migrate one server at once both leave a row.
const SELECT = `SELECT version, name, checksum, toUnixTimestamp64Milli(applied_at) AS applied_at
FROM migrations FINAL ORDER BY version`;

async function readFiles(directory: string): Promise<readonly MigrationFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const version = Number(FILE_NAME.exec(name)?.[1]);
      if (version !== index + 1) {
        const wanted = String(index + 1).padStart(4, '0');
        throw new AppError('internal', `storage/migrations: ${name} stands where ${wanted}_*.sql should be`, {
          fix: 'Migrations are numbered 0001, 0002, … without a gap or a repeat; rename the file.',
        });
      }
      // A checkout with other line ends is the same migration.
      const sql = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n');
      return { version, name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
    }),
  );
}

async function readApplied(store: Store): Promise<readonly AppliedMigration[]> {
  if ((await store.rows(TABLE_EXISTS)).length === 0) return [];
  const rows = await store.rows(SELECT);
  return rows.map((row) => ({
    version: Number(row.version),
    name: String(row.name),
    checksum: String(row.checksum),
    appliedAt: Number(row.applied_at),
  }));
}

function compare(
  store: Store,
  files: readonly MigrationFile[],
  applied: readonly AppliedMigration[],
): MigrationState {
  applied.forEach(({ version, name, checksum }, index) => {
    const file = files[index];
    if (file === undefined || version !== index + 1) {
      throw new AppError('store-broken', `storage/migrations: ${store.location} has ${name}, unknown here`, {
        fix: 'The store was made by another version of Breakwater; use that one or a newer one.',
      });
    }
    if (file.checksum !== checksum) {
      throw new AppError(
        'migration-changed',
        `storage/migrations: ${file.name} was applied to ${store.location} as ${name} with sha256 ${checksum}, and is now ${file.checksum}`,
        {
          fix: `Restore ${file.name} as it was and put the change into a new file; or start with an empty store.`,
        },
      );
    }
  });
  return {
    applied,
    pending: files.slice(applied.length).map(({ version, name, checksum }) => ({ version, name, checksum })),
  };
}
