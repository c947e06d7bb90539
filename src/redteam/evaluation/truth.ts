/**
 * Evaluation: what a detection found beside what was true. Pure functions over verdict lines and truth rows.
 * This file: the truth as people keep it, a CSV with a row per account.
 */
import { parse } from 'csv-parse/sync';
import { AppError, PATTERNS, type Pattern } from '../../contract/index.ts';
import type { TruthRow } from '../scenario.ts';

const HONEST = new Set(['true', '1', 'yes', 'honest', 'organic', 'human', 'genuine']);
const HIRED = new Set(['false', '0', 'no', 'army', 'fake', 'bot', 'troll', 'water_army', 'coordinated']);

/**
 * Reads `account_id,group,honest,pattern,role`. Only `account_id` and one of `honest` and `group` are needed: without
 * `honest`, whoever has a group belongs to an army. Throws `bad-input` that names the line and how to mend it.
 */
export function parseTruth(text: string, name: string): readonly TruthRow[] {
  const rows: Record<string, string>[] = parse(text, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    relax_column_count: true,
    trim: true,
  });
  const columns = Object.keys(rows[0] ?? {});
  if (
    rows.length > 0 &&
    !(columns.includes('account_id') && (columns.includes('honest') || columns.includes('group')))
  )
    throw bad(
      name,
      1,
      `the columns are ${columns.join(', ')}`,
      'name a column account_id, and one honest (true, false) or group',
    );
  return rows.map((row, index) => truthRow(row, name, index + 2));
}

function truthRow(row: Readonly<Record<string, string>>, name: string, line: number): TruthRow {
  const account = row.account_id ?? '';
  if (account === '')
    throw bad(name, line, 'account_id is empty', 'give each row the id that the events use');
  const group = row.group === undefined || row.group === '' ? null : row.group;
  return {
    account_id: account,
    group,
    honest: honestOf(row.honest, group, name, line),
    pattern: patternOf(row.pattern, name, line),
    role: row.role ?? '',
  };
}

function honestOf(value: string | undefined, group: string | null, name: string, line: number): boolean {
  if (value === undefined || value === '') return group === null;
  const word = value.toLowerCase();
  if (HONEST.has(word)) return true;
  if (HIRED.has(word)) return false;
  throw bad(name, line, `honest is "${value}"`, 'write true or false');
}

function patternOf(value: string | undefined, name: string, line: number): Pattern | null {
  if (value === undefined || value === '') return null;
  const pattern = PATTERNS.find((known) => known === value);
  if (pattern === undefined)
    throw bad(name, line, `pattern is "${value}"`, `use one of ${PATTERNS.join(', ')}, or leave it empty`);
  return pattern;
}

const bad = (name: string, line: number, what: string, fix: string) =>
  new AppError('bad-input', `redteam/evaluation: ${name}:${line}: ${what}`, { fix });
