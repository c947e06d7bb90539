/** NDJSON: one JSON object a line. */
import { createObjectMapper, type RawEvent } from '../mapping.ts';
import { dead, type Outcome, ok, shown } from '../outcome.ts';
import type { Format } from './format.ts';
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
    const isMapped = Object.keys({ ...mapping.map, ...mapping.set }).length > 0;
    return function readNdjson({ bytes, firstLine }, { take, emit }) {
      const isClean = isCleanText(bytes);
      let start = 0;
      let end = 0;
      const raw = () => rawText(bytes, start, end);
      for (let line = firstLine; start < bytes.length; line++, start = end + 1) {
        const found = bytes.indexOf(10, start);
        end = found < 0 ? bytes.length : found;
        if (isClean && !isMapped && take(start, end, line)) continue;
        if (isBlank(bytes, start, end)) continue;
        const text = recordText(bytes, start, end, isClean);
        const parsed = text.ok ? parseLine(text.value) : text;
        emit(parsed.ok ? ok(map(parsed.value)) : parsed, line, raw);
      }
    };
  },
};
