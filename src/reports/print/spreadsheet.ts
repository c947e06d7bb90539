/** Rows as CSV for spreadsheets. */
import { stringify } from 'csv-stringify/sync';

/**
 * RFC 4180: lines end with CRLF, a cell is quoted where it must be. A text that a spreadsheet would run (OWASP, CSV injection) gets an
 * apostrophe before it, which is there when the file is read by a program, too. Numbers stay numbers; null is empty; lists are
 * divided by spaces.
 */
export function spreadsheetCsv(
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  return stringify([...rows], {
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      boolean: String,
      number: (value) => ({ value: String(value), escape_formulas: false }),
      object: (value) => (Array.isArray(value) ? value.join(' ') : String(value)),
    },
  });
}
