/** NDJSON: one JSON object a line. */
import { createObjectMapper, type RawEvent } from '../mapping.ts';
import { dead, type Outcome, ok, shown } from '../outcome.ts';
import type { Format } from './format.ts';
import { isBlank, isCleanText, recordText } from './record-bytes.ts';

function parseLine(text: string): Outcome<RawEvent> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return dead('not JSON', `not JSON: ${(error as Error).message}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value as RawEvent);
  const advice = Array.isArray(value) ? ' — write one event a line, not a list of events' : '';
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
      const clean = isCleanText(bytes);
      let line = firstLine;
      for (let start = 0; start < bytes.length; line++) {
        const found = bytes.indexOf(10, start);
        const end = found < 0 ? bytes.length : found;
        if (bytes[start] === 0x7b || !isBlank(bytes, start, end)) {
          const text = recordText(bytes, start, end, clean);
          const parsed = text.ok ? parseLine(text.value) : text;
          emit(parsed.ok ? ok(map(parsed.value)) : parsed, line, start, end);
        }
        start = end + 1;
      }
    };
  },
};
