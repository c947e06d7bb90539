/** Where the rows of a table lie: in the table itself, or, on a cluster, in the local tables under a distributed one. */
import { AppError } from '../contract/index.ts';
import { quoteName } from './sql-text.ts';
import type { Store, TableName } from './store.ts';

export interface PhysicalTable {
  /** Takes statements that change rows in place; not quoted. */
  readonly name: string;
  /** ` ON CLUSTER …` where each shard has rows of its own, else empty: replicas follow by themselves. */
  readonly onCluster: string;
  readonly isPartitioned: boolean;
}

/** @throws AppError `store-broken` when there is no such table. */
export async function physicalTable(store: Store, table: TableName): Promise<PhysicalTable> {
  const { engine, partitioned } = await describe(store, table);
  const distributed = DISTRIBUTED.exec(engine);
  if (distributed === null) return { name: table, onCluster: '', isPartitioned: partitioned };
  const [, cluster = '', local = ''] = distributed;
  const under = await describe(store, local);
  return {
    name: local,
    onCluster: ` ON CLUSTER ${quoteName(cluster)}`,
    isPartitioned: under.partitioned,
  };
}

async function describe(store: Store, table: string): Promise<{ engine: string; partitioned: boolean }> {
  const [row] = await store.rows(SELECT_TABLE, { table });
  if (row !== undefined) return { engine: String(row.engine_full), partitioned: row.partition_key !== '' };
  throw new AppError('store-broken', `storage/physical-table: ${store.location} has no table ${table}`, {
    fix: 'Create the tables with `breakwater store migrate`; on a cluster run this on a node that holds a shard.',
  });
}

const SELECT_TABLE = `SELECT engine_full, partition_key FROM system.tables
WHERE database = currentDatabase() AND name = {table:String}`;

/** `Distributed('cluster', 'database', 'local table', …)`, as the server shows it. */
const DISTRIBUTED = /^Distributed\('([^']+)', '[^']*', '([^']+)'/;
