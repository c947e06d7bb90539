/** The columns of a table: its first record, checked against what the mapping asks for. */
import { AppError, didYouMean } from '../contract/index.ts';
import { CONTRACT_FIELDS, isEventType, requiredPaths } from './fields.ts';
import type { Format } from './formats/format.ts';
import { isCleanText, lineBreaks, recordText } from './formats/record-bytes.ts';
import type { InputSpec } from './input-spec.ts';

export interface Header {
  readonly columns: readonly string[];
  /** Bytes and lines that the header takes up. */
  readonly bytes: number;
  readonly lines: number;
}

/** Throws `bad-input` when the header is unreadable or lacks a column that cannot be done without. */
export function readHeader(run: Buffer, format: Format, input: InputSpec): Header {
  const found = format.endOfRecord(run, 0, true);
  const end = found < 0 ? run.length : found;
  const text = recordText(run, 0, end, isCleanText(run.subarray(0, end)));
  const cells = text.ok ? format.cells(text.value) : text;
  if (!cells.ok) {
    throw new AppError('bad-input', `ingest/read-header: ${input.name}:1: ${cells.reason}`, {
      fix: 'the first line has to name the columns',
    });
  }
  const columns = cells.value.map((cell) => cell.trim());
  checkColumns(columns, input);
  return { columns, bytes: Math.min(end + 1, run.length), lines: 1 + lineBreaks(run, 0, end) };
}

function checkColumns(columns: readonly string[], input: InputSpec): void {
  const refuse = (what: string, fix: string): AppError =>
    new AppError('bad-input', `ingest/read-header: ${input.name}: ${what}`, { fix });
  const list = columns.join(', ');
  for (const [field, column] of Object.entries(input.map)) {
    if (column === '' || columns.includes(column)) continue;
    throw refuse(
      `no column "${column}" for ${field}`,
      `its columns are ${list}${didYouMean(column, columns)}`,
    );
  }
  const used = new Set([...Object.values(input.map), ...columns.filter((name) => CONTRACT_FIELDS.has(name))]);
  const twice = columns.find((name, at) => used.has(name) && columns.indexOf(name) !== at);
  if (twice !== undefined) throw refuse(`two columns are named "${twice}"`, 'rename one of them');
  const has = (field: string): boolean => field in input.map || field in input.set || columns.includes(field);
  const type = input.set.type ?? (!has('type') && has('action') ? 'action' : undefined);
  if (type === undefined && !has('type')) {
    throw refuse(
      `no column says what type of event a row is; its columns are ${list}`,
      otherShape(columns) ?? 'say it: --set type=action --set action=like, or --set type=account',
    );
  }
  if (!isEventType(type)) return;
  const missing = requiredPaths(type).find((field) => !has(field));
  if (missing !== undefined) {
    throw refuse(
      `no column for ${missing}; its columns are ${list}`,
      otherShape(columns) ?? `map one: --map ${missing}=COLUMN`,
    );
  }
}

/** What to do about columns that are others only by how they are written. */
function otherShape(columns: readonly string[]): string | undefined {
  const [only = ''] = columns;
  if (columns.length === 1 && /[;|\t]/.test(only))
    return 'separate its columns with commas, or with tabs and --format tsv';
  const miswritten = columns.find(
    (name) => !CONTRACT_FIELDS.has(name) && CONTRACT_FIELDS.has(name.toLowerCase()),
  );
  return miswritten === undefined
    ? undefined
    : `names are in small letters: --map ${miswritten.toLowerCase()}=${miswritten}`;
}
