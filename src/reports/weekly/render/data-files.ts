/** Every figure and list as JSON and CSV, for who checks or goes on. */
import canonicalize from 'canonicalize';
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

/** What spreadsheets take for a formula, or what makes them look at the next character for one (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** RFC 4180; nothing but a line end where there are no rows. */
function csv(rows: readonly Row[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? value.join(' ') : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
