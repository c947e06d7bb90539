/** The registry of formats. A new one is one file and one line here. */
import { AppError } from '../../contract/index.ts';
import type { FormatName } from '../input-spec.ts';
import { csv, tsv } from './delimited.ts';
import type { Format } from './format.ts';
import { ndjson } from './ndjson.ts';

export const FORMATS: Readonly<Record<FormatName, Format>> = { ndjson, csv, tsv };

/** The format that a file's name tells, compression endings left off; undefined when it tells none. */
export function formatOfName(name: string): Format | undefined {
  const bare = name.toLowerCase().replace(/\.(?:gz|zst)$/, '');
  return Object.values(FORMATS).find((format) => format.extensions.some((ending) => bare.endsWith(ending)));
}

/** The format that the first bytes tell. Throws `bad-input` when they tell none. */
export function formatOfBytes(head: Uint8Array, name: string): Format {
  const text = new TextDecoder().decode(head);
  // Any of the first lines will do: the very first may be a bad one.
  if (text.trim() === '' || /^\s*[{[]/m.test(text)) return ndjson;
  const line = text.split('\n', 1)[0] as string;
  if (line.includes('\t')) return tsv;
  if (line.includes(',')) return csv;
  throw new AppError('bad-input', `ingest/formats: ${name}: cannot tell the format from the first bytes`, {
    fix: 'name it: --format ndjson, csv, tsv or coortweet',
  });
}
