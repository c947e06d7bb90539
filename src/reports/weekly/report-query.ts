/** The query behind a figure or a list, ready to be run by hand. */
import { AppError } from '../../contract/index.ts';
import { FIGURES } from './data/figures.ts';
import { TABLES } from './data/tables.ts';
import type { Week } from './week.ts';

const QUERIES: ReadonlyMap<string, string> = new Map([
  ...FIGURES.map(({ id, sql }) => [id, sql] as const),
  ...Object.entries(TABLES),
]);

export const reportQueries = (): readonly string[] => [...QUERIES.keys()];

/** With the week's times in place of its parameters. @throws AppError `bad-usage` for a name that is none. */
export function reportQuery(id: string, { from, to }: Week): string {
  const sql = QUERIES.get(id);
  if (sql === undefined)
    throw new AppError('bad-usage', `reports/weekly: there is no figure "${id.slice(0, 60)}"`, {
      fix: `one of ${reportQueries().join(', ')}`,
    });
  return `${sql.replaceAll('{from:Int64}', String(from)).replaceAll('{to:Int64}', String(to))};\n`;
}
