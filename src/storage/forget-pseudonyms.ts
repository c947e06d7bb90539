/** Takes the hashed addresses, devices and contact data out of all rows: what is left to do when a key was stolen. */
import { physicalTable } from './physical-table.ts';
import { quoteName, quoteText } from './sql-text.ts';
import type { Store, TableName } from './store.ts';

/** Columns under the pseudonym key; NULL or 0 where there is nothing. */
const PSEUDONYMS: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  actions: ['ip', 'network', 'device'],
  accounts: ['reg_ip', 'reg_network', 'reg_device', 'reg_email_domain', 'reg_phone_prefix'],
};

/** Rows that hold, or held, a pseudonym, by table. */
export type PseudonymCounts = Readonly<Record<string, number>>;

/**
 * Clears the columns in every partition, without writing the rest of the rows anew; which version of a row counts stays as
 * it was. Without `apply` only counts. Whoever writes meanwhile writes new ones: consumers are to be stopped before.
 */
export async function forgetPseudonyms(
  store: Store,
  { apply }: { readonly apply: boolean },
): Promise<PseudonymCounts> {
  const counts: Record<string, number> = {};
  for (const [table, columns] of Object.entries(PSEUDONYMS) as [TableName, readonly string[]][]) {
    const held = columns.map((column) => `ifNull(${column}, 0) != 0`).join(' OR ');
    const rows = await store.rows(
      `SELECT _partition_id AS id, countIf(${held}) AS held FROM ${quoteName(table)} GROUP BY id HAVING held > 0 ORDER BY id`,
    );
    counts[table] = rows.reduce((sum, row) => sum + Number(row.held), 0);
    if (!apply) continue;
    const { name, onCluster } = await physicalTable(store, table);
    for (const { id } of rows) {
      const partition = quoteText(String(id));
      const changes = columns.map(
        (column) => `CLEAR COLUMN ${quoteName(column)} IN PARTITION ID ${partition}`,
      );
      await store.command(
        `ALTER TABLE ${quoteName(name)}${onCluster} ${changes.join(', ')} SETTINGS mutations_sync = 2`,
      );
    }
  }
  return counts;
}
