/** The accounts table as a file for spreadsheets. */
import type { AccountRow } from './accounts.ts';

const COLUMNS = [
  'account_id',
  'membership',
  'handle',
  'display_name',
  'bio',
  'masked',
  'removed',
  'honest',
  'registered_at',
  'followers',
  'following',
  'verified',
  'actions',
  'targets',
  'edges',
  'nats',
  'first_at',
  'last_at',
  'devices',
  'networks',
] as const satisfies readonly (keyof AccountRow)[];

/** What spreadsheets take for a formula, or what makes them look at the next character for one (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * RFC 4180: lines end with CRLF, a cell is quoted where it must be. A text that a spreadsheet would run gets an apostrophe before
 * it, which is there when the file is read by a program, too. Numbers stay numbers.
 */
export function accountsCsv(rows: readonly AccountRow[]): string {
  const lines = rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

function cell(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
