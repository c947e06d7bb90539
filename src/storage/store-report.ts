/** What a store holds, table by table, for `store check`. */
import type { Store } from './store.ts';

export interface TableReport {
  readonly table: string;
  /** Stored rows, replaced ones included until the engine merges them away. */
  readonly rows: number;
  readonly parts: number;
  /** On disk, compressed. */
  readonly bytes: number;
}

const REPORT = `SELECT t.name AS table, sum(p.rows) AS rows, countIf(p.name != '') AS parts, sum(p.bytes_on_disk) AS bytes
FROM system.tables AS t
LEFT JOIN (SELECT table, name, rows, bytes_on_disk FROM system.parts WHERE active AND database = currentDatabase()) AS p
    ON p.table = t.name
WHERE t.database = currentDatabase() AND t.engine LIKE '%MergeTree'
GROUP BY t.name
ORDER BY t.name`;

/** Every table of the store, by name, empty ones included. Reads only what the engine knows without reading rows. */
export async function storeReport(store: Store): Promise<readonly TableReport[]> {
  const rows = await store.rows(REPORT);
  return rows.map((row) => ({
    table: String(row.table),
    rows: Number(row.rows),
    parts: Number(row.parts),
    bytes: Number(row.bytes),
  }));
}
