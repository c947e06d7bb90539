/** The accounts table as a file for spreadsheets. */
import { spreadsheetCsv } from '../../reports/print/spreadsheet.ts';
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

export const accountsCsv = (rows: readonly AccountRow[]): string => spreadsheetCsv(COLUMNS, rows);
