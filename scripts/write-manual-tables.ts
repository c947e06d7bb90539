/** Writes the tables of settings and metrics into docs/operations.md; `node scripts/write-manual-tables.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '../src/config/index.ts';
import { metricsTable } from '../src/observability/index.ts';

const MANUAL = new URL('../docs/operations.md', import.meta.url);
const TABLES: Readonly<Record<string, () => string>> = { settings: settingsTable, metrics: metricsTable };

export const readManual = (): string => readFileSync(MANUAL, 'utf8');

/** The manual with the tables as the code has them, between `<!-- settings -->` and `<!-- /settings -->`. */
export function manualWithTables(manual: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    if (!text.includes(begin) || !text.includes(end))
      throw new Error(`docs/operations.md: no ${begin} … ${end}`);
    return `${text.slice(0, text.indexOf(begin))}${begin}\n${table()}${text.slice(text.indexOf(end))}`;
  }, manual);
}

if (import.meta.main) writeFileSync(MANUAL, manualWithTables(readManual()));
