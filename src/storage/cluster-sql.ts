/** Migrations for a cluster: the statements for one server, made into replicated and distributed tables. */
import { AppError } from '../contract/index.ts';
import { quoteName } from './sql-text.ts';

/**
 * Tables that grow with the platform, and what decides on which shard a row lives. All versions of one event must be on one
 * shard, since FINAL folds them only there: so the id decides, from which a replayed event gets the same shard again. A
 * bucket cannot decide for them, as one act stands in a dozen buckets. Traces have one bucket each, and it decides.
 * Every other table is small or answers "which is the only one": it is whole on every node.
 */
const SHARDED: Readonly<Record<string, string>> = {
  actions: 'sipHash64(event_id)',
  // A name that `actions` has while it moves.
  actions_by_hour: 'sipHash64(event_id)',
  accounts: 'sipHash64(account_id)',
  reports: 'sipHash64(report_id)',
  traces: 'sipHash64(kind, bucket)',
};

const CREATE_TABLE =
  /^CREATE TABLE IF NOT EXISTS (\w+)\s*(\([\s\S]*\))\s*ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?([\s\S]*)$/;
const CREATE_VIEW = /^CREATE VIEW IF NOT EXISTS (\w+)\s/;
const ALTER_TABLE = /^ALTER TABLE (\w+)\s([\s\S]*)$/;
const EXCHANGE_TABLES = /^EXCHANGE TABLES (\w+) AND (\w+)$/;
const DROP_TABLE = /^DROP TABLE IF EXISTS (\w+)$/;
const INSERT_SELECT = /^INSERT INTO \w+ \([^)]*\)\s*SELECT /;

/**
 * The statements that do on every node of `cluster` what `statement` does on one server. The nodes' configuration must have
 * the macros `{shard}` and `{replica}`, as clusters usually do.
 *
 * @throws AppError `internal` for a statement of another form.
 */
export function forCluster(statement: string, cluster: string): readonly string[] {
  const name = quoteName(cluster);
  const table = CREATE_TABLE.exec(statement);
  if (table !== null) return createTable(table, name);
  if (CREATE_VIEW.test(statement))
    return [
      statement.replace(CREATE_VIEW, (_, view) => `CREATE VIEW IF NOT EXISTS ${view} ON CLUSTER ${name} `),
    ];
  const alter = ALTER_TABLE.exec(statement);
  if (alter !== null) return alterTable(alter, name);
  const exchange = EXCHANGE_TABLES.exec(statement);
  // The tables over the shards go by name, and stay.
  if (exchange !== null)
    return [`EXCHANGE TABLES ${localName(exchange[1])} AND ${localName(exchange[2])} ON CLUSTER ${name}`];
  const [, dropped] = DROP_TABLE.exec(statement) ?? [];
  if (dropped !== undefined)
    return [...new Set([dropped, localName(dropped)])].map(
      (table) => `DROP TABLE IF EXISTS ${table} ON CLUSTER ${name}`,
    );
  // Rows are moved by one node, from all shards to all shards.
  if (INSERT_SELECT.test(statement)) return [statement];
  throw new AppError('internal', `storage/cluster-sql: no form for clusters of: ${statement.slice(0, 80)}`, {
    fix: 'Write migrations in the forms that storage/cluster-sql knows.',
  });
}

const localName = (table = ''): string => (table in SHARDED ? `${table}_local` : table);

function createTable(
  [, table = '', columns = '', engine = '', args = '', rest = '']: RegExpExecArray,
  cluster: string,
): readonly string[] {
  const shardKey = SHARDED[table];
  const local = localName(table);
  // Without the shard in the path, all nodes are replicas of one table.
  const path = `/clickhouse/tables/{database}/${shardKey === undefined ? 'all' : '{shard}'}/${table}`;
  const replica = shardKey === undefined ? '{shard}-{replica}' : '{replica}';
  const engineArgs = [`'${path}'`, `'${replica}'`, ...(args.trim() === '' ? [] : [args])].join(', ');
  const create = `CREATE TABLE IF NOT EXISTS ${local} ON CLUSTER ${cluster}\n${columns}\nENGINE = Replicated${engine}(${engineArgs})${replicatedSettings(rest)}`;
  if (shardKey === undefined) return [create];
  return [
    create,
    `CREATE TABLE IF NOT EXISTS ${table} ON CLUSTER ${cluster} AS ${local}\nENGINE = Distributed(${cluster}, currentDatabase(), ${local}, ${shardKey})`,
  ];
}

/** As many tokens as on one server, and for two weeks, where the default is an hour. */
const replicatedSettings = (rest: string): string =>
  rest.replace(
    /non_replicated_deduplication_window = (\d+)/,
    'replicated_deduplication_window = $1, replicated_deduplication_window_seconds = 1209600',
  );

function alterTable([, table = '', change = '']: RegExpExecArray, cluster: string): readonly string[] {
  return [...new Set([localName(table), table])].map(
    (one) => `ALTER TABLE ${one} ON CLUSTER ${cluster} ${change}`,
  );
}
