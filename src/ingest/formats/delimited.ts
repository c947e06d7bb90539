/**
 * CSV and TSV after RFC 4180: cells in quotes may hold delimiters, doubled quotes and line breaks; the first record
 * names the columns. A quote inside a cell that does not begin with one is an ordinary character.
 */
import type { FormatName } from '../input-spec.ts';
import { createCellMapper } from '../mapping.ts';
import { dead, type Outcome, ok } from '../outcome.ts';
import type { Format } from './format.ts';
import { isBlank, isCleanText, lineBreaks, rawText, recordText } from './record-bytes.ts';

const QUOTE = 0x22;
const NL = 0x0a;
const CR = 0x0d;

const OPEN = dead(
  'quote not closed',
  'a cell opens a quote and does not close it — double quotes inside quoted cells',
);
const AFTER = dead(
  'text after a closing quote',
  'text follows a closing quote — double quotes inside quoted cells, and put the delimiter right after the last one',
);

export function createDelimited(name: FormatName, delimiter: string, extensions: readonly string[]): Format {
  const delimiterCode = delimiter.charCodeAt(0);

  function endOfRecord(bytes: Buffer, from: number, atEnd: boolean): number {
    let state = 'cell start' as 'cell start' | 'plain' | 'quoted' | 'closed';
    for (let i = from; i < bytes.length; i++) {
      const byte = bytes[i];
      if (state === 'quoted') {
        if (byte === QUOTE) state = 'closed';
      } else if (byte === NL) {
        return i;
      } else if (byte === delimiterCode) {
        state = 'cell start';
      } else {
        // The second of a doubled quote opens the cell again.
        state = byte === QUOTE && state !== 'plain' ? 'quoted' : 'plain';
      }
    }
    return atEnd && state !== 'quoted' ? bytes.length : -1;
  }

  function quotedCells(record: string): Outcome<string[]> {
    const cells: string[] = [];
    for (let at = 0; ; ) {
      if (record.charCodeAt(at) !== QUOTE) {
        const end = record.indexOf(delimiter, at);
        cells.push(end < 0 ? record.slice(at) : record.slice(at, end));
        if (end < 0) return ok(cells);
        at = end + 1;
        continue;
      }
      let close = record.indexOf('"', at + 1);
      while (close >= 0 && record.charCodeAt(close + 1) === QUOTE) close = record.indexOf('"', close + 2);
      if (close < 0) return OPEN;
      const inside = record.slice(at + 1, close);
      cells.push(inside.includes('"') ? inside.replaceAll('""', '"') : inside);
      if (close + 1 === record.length) return ok(cells);
      if (record.charCodeAt(close + 1) !== delimiterCode) return AFTER;
      at = close + 2;
    }
  }

  function cells(record: string): Outcome<string[]> {
    const trimmed = record.charCodeAt(record.length - 1) === CR ? record.slice(0, -1) : record;
    return trimmed.includes('"') ? quotedCells(trimmed) : ok(trimmed.split(delimiter));
  }

  return {
    name,
    extensions,
    hasHeader: true,
    endOfRecord,
    cells,
    createReader(mapping, header) {
      const map = createCellMapper(header, mapping);
      return function readDelimited({ bytes, firstLine }, { emit }) {
        const clean = isCleanText(bytes);
        let start = 0;
        let end = 0;
        const raw = () => rawText(bytes, start, end);
        for (let line = firstLine; start < bytes.length; start = end + 1) {
          const found = endOfRecord(bytes, start, true);
          end = found < 0 ? bytes.length : found;
          if (!isBlank(bytes, start, end)) {
            const text = recordText(bytes, start, end, clean);
            const row = text.ok ? cells(text.value) : text;
            if (!row.ok) emit(row, line, raw);
            else if (row.value.length === header.length) emit(ok(map(row.value)), line, raw);
            else emit(wrongWidth(row.value.length, header.length), line, raw);
          }
          line += 1 + lineBreaks(bytes, start, end);
        }
      };
    },
  };
}

const wrongWidth = (got: number, expected: number) =>
  dead(
    'wrong number of columns',
    `${got} columns where the header names ${expected} — put cells that hold the delimiter or line breaks into quotes`,
  );

export const csv = createDelimited('csv', ',', ['.csv']);
export const tsv = createDelimited('tsv', '\t', ['.tsv', '.tab']);
