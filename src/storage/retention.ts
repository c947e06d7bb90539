/** Takes out of a store what is older than it should be. Done again, or cut off and begun anew, it goes on where it was. */
import { AppError } from '../contract/index.ts';
import { checkMigrations } from './migrations.ts';
import { type PhysicalTable, physicalTable } from './physical-table.ts';
import { keptFrom, RETENTION_RULES, type RetentionDays, type RetentionRule } from './retention-rules.ts';
import { quoteName, quoteText } from './sql-text.ts';
import type { QueryParams, Store } from './store.ts';

/** What goes, or went, of one table. */
export interface RetentionStep {
  readonly table: string;
  /** Epoch milliseconds: what is older goes. */
  readonly before: number;
  readonly rows: number;
  /** Those that are dropped whole, by id. */
  readonly partitions: readonly string[];
}

export interface RetentionInput {
  readonly store: Store;
  readonly days: RetentionDays;
  /** Epoch milliseconds. */
  readonly now: number;
  /** False: only says what would go. */
  readonly apply: boolean;
  /** Stops between two tables. */
  readonly signal?: AbortSignal;
}

/** Parts of which so many rows are hidden are written anew for the space: three rows kept cost one row freed. */
const WORTH_REWRITING = 0.25;

/**
 * Goes through the tables that have a limit, in order; the answer has a step for each that holds something old. Whole
 * partitions are dropped, which costs nothing; other rows are hidden by a lightweight delete, and their parts written anew once it pays.
 *
 * @throws AppError `store-broken` for a store whose tables are not those of this version, `cancelled`.
 */
export async function retain(input: RetentionInput): Promise<readonly RetentionStep[]> {
  const { store, days, now, apply, signal } = input;
  const { pending } = await checkMigrations(store);
  if (pending.length > 0)
    throw new AppError('store-broken', `storage/retention: ${store.location} lacks ${pending[0]?.name}`, {
      fix: 'Bring it up to date first: breakwater store migrate.',
    });
  const steps: RetentionStep[] = [];
  for (const rule of RETENTION_RULES) {
    const limit = days[rule.days];
    if (limit === undefined) continue;
    if (signal?.aborted === true) throw new AppError('cancelled', 'storage/retention: stopped on request');
    const before = keptFrom(now, limit);
    const params = {
      before,
      before_run: new Date(before).toISOString(),
      actions_before: days.actions === undefined ? 0 : keptFrom(now, days.actions),
    };
    const step = await retainTable(store, rule, params, apply);
    if (step.rows > 0) steps.push(step);
  }
  return steps;
}

async function retainTable(
  store: Store,
  rule: RetentionRule,
  params: QueryParams & { readonly before: number },
  apply: boolean,
): Promise<RetentionStep> {
  const { table, time, condition } = rule;
  const { before } = params;
  const physical = await physicalTable(store, table);
  const partitions =
    time !== null && physical.isPartitioned ? await oldPartitions(store, table, time, before) : [];
  const dropped = partitions.map(({ id }) => id);
  const old = await countOld(store, rule, params, dropped);
  if (apply) {
    for (const id of dropped)
      await store.command(
        `ALTER TABLE ${quoteName(physical.name)}${physical.onCluster} DROP PARTITION ID ${quoteText(id)}`,
      );
    if (old > 0) await deleteRows(store, physical, condition, params);
  }
  return {
    table,
    before,
    rows: partitions.reduce((sum, partition) => sum + partition.rows, old),
    partitions: dropped,
  };
}

/** Partitions in which every row is old. Answered from what the engine knows of its parts, without reading rows. */
async function oldPartitions(store: Store, table: string, time: string, before: number) {
  const rows = await store.rows(
    `SELECT _partition_id AS id, count() AS rows FROM ${quoteName(table)}
GROUP BY id HAVING max(${time}) < fromUnixTimestamp64Milli({before:Int64}, 'UTC') ORDER BY id`,
    { before },
  );
  return rows.map(({ id, rows: count }) => ({ id: String(id), rows: Number(count) }));
}

/** Old rows outside of the partitions that are dropped. */
async function countOld(
  store: Store,
  { table, condition }: RetentionRule,
  params: QueryParams,
  dropped: readonly string[],
): Promise<number> {
  const others = dropped.length === 0 ? '' : ' AND _partition_id NOT IN {dropped:Array(String)}';
  // Shards ask all shards whether an account still acts.
  const [row] = await store.rows(
    `SELECT count() AS old FROM ${quoteName(table)} WHERE ${condition}${others}
SETTINGS distributed_product_mode = 'allow'`,
    { ...params, ...(dropped.length === 0 ? {} : { dropped }) },
  );
  return Number(row?.old);
}

async function deleteRows(
  store: Store,
  { name, onCluster }: PhysicalTable,
  condition: string,
  params: QueryParams,
): Promise<void> {
  const target = `${quoteName(name)}${onCluster}`;
  // Replicas ask the same question of the same rows, so its answer is the same; the setting says that we know.
  await store.command(
    `DELETE FROM ${target} WHERE ${condition} SETTINGS allow_nondeterministic_mutations = 1, lightweight_deletes_sync = 2`,
    params,
  );
  const hiding = `FROM system.parts WHERE active AND has_lightweight_delete AND database = currentDatabase() AND table = {name:String}`;
  // On a cluster this node's shard stands for all: rows are spread by hash.
  const [found] = await store.rows(
    `SELECT (SELECT sum(rows) ${hiding}) AS rows,
(SELECT count() FROM ${quoteName(name)} WHERE _part IN (SELECT name ${hiding})) AS kept`,
    { name },
  );
  if (Number(found?.kept) <= (1 - WORTH_REWRITING) * Number(found?.rows))
    await store.command(`ALTER TABLE ${target} APPLY DELETED MASK SETTINGS mutations_sync = 2`);
}
