/** NDJSON: one JSON object a line. */
import { createObjectMapper, type RawEvent } from '../mapping.ts';
import { dead, type Outcome, ok, shown } from '../outcome.ts';
import type { EmitRecord, Format } from './format.ts';
import { isBlank, isCleanText, rawText, recordText } from './record-bytes.ts';

const LIST = ' — write one event a line, not a list of events: jq -c ".[]" FILE';

function parseLine(text: string): Outcome<RawEvent> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const advice = /^\s*[[\]]|,\s*$/.test(text) ? LIST : '';
    return dead('not JSON', `not JSON: ${(error as Error).message}${advice}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value as RawEvent);
  const advice = Array.isArray(value) ? LIST : '';
  return dead('not an object', `expected a JSON object, got ${shown(value)}${advice}`);
}

export const ndjson: Format = {
  name: 'ndjson',
  extensions: ['.ndjson', '.jsonl', '.json'],
  hasHeader: false,
  endOfRecord(bytes, from, atEnd) {
    const end = bytes.indexOf(10, from);
    return end < 0 && atEnd ? bytes.length : end;
  },
  cells: () => dead('no table', 'NDJSON has no columns'),
  createReader(mapping) {
    const map = createObjectMapper(mapping);
    return function readNdjson({ bytes, firstLine }, emit) {
      // Decoded at once where that is safe: cheaper than line by line, and JSON.parse reads slices as they are.
      if (isCleanText(bytes)) readText(bytes.toString('utf8'), firstLine, map, emit);
      else readBytes(bytes, firstLine, map, emit);
    };
  },
};

type Mapper = ReturnType<typeof createObjectMapper>;

function emitLine(
  text: Outcome<string>,
  map: Mapper,
  line: number,
  raw: () => string,
  emit: EmitRecord,
): void {
  const parsed = text.ok ? parseLine(text.value) : text;
  emit(parsed.ok ? ok(map(parsed.value)) : parsed, line, raw);
}

function readText(text: string, firstLine: number, map: Mapper, emit: EmitRecord): void {
  let start = 0;
  let end = 0;
  const raw = () => {
    const record = Buffer.from(text.slice(start, end));
    return rawText(record, 0, record.length);
  };
  for (let line = firstLine; start < text.length; line++, start = end + 1) {
    const found = text.indexOf('\n', start);
    end = found < 0 ? text.length : found;
    const record = text.slice(start, end);
    if (record.charCodeAt(0) === 0x7b || record.trim() !== '') emitLine(ok(record), map, line, raw, emit);
  }
}

function readBytes(bytes: Buffer, firstLine: number, map: Mapper, emit: EmitRecord): void {
  let start = 0;
  let end = 0;
  const raw = () => rawText(bytes, start, end);
  for (let line = firstLine; start < bytes.length; line++, start = end + 1) {
    const found = bytes.indexOf(10, start);
    end = found < 0 ? bytes.length : found;
    if (!isBlank(bytes, start, end)) emitLine(recordText(bytes, start, end), map, line, raw, emit);
  }
}
