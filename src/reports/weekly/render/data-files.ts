/** Every figure and list as JSON and CSV, for who checks or goes on. */
import canonicalize from 'canonicalize';
import { spreadsheetCsv } from '../../print/spreadsheet.ts';
import type { WeekData } from '../data/read-week.ts';

type Row = Readonly<Record<string, unknown>>;

/** By file name. */
export function dataFiles(data: WeekData): ReadonlyMap<string, string> {
  const figures = [...data.figures.values()].map(({ id, unit, name, value, before, mean }) => ({
    id,
    name: name.en,
    unit,
    value,
    before,
    mean,
  }));
  const lists: Readonly<Record<string, readonly Row[]>> = { campaign_list: data.campaigns, ...data.tables };
  const { week, weeksBefore } = data;
  const json = JSON.parse(
    canonicalize({
      week: week.id,
      from: iso(week.from),
      to: iso(week.to),
      weeks_before: weeksBefore,
      figures,
      lists,
    }) ?? '{}',
  );
  return new Map([
    ['report.json', `${JSON.stringify(json, null, 1)}\n`],
    ['figures.csv', csv(figures)],
    ...Object.entries(lists).map(([name, rows]) => [`${name}.csv`, csv(rows)] as const),
  ]);
}

const iso = (at: number): string => new Date(at).toISOString();

const csv = (rows: readonly Row[]): string => spreadsheetCsv(Object.keys(rows[0] ?? {}), rows);
