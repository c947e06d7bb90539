/** What to read: a file or stdin, its format, and how its columns become the contract's fields. */
import { AppError, didYouMean } from '../contract/index.ts';
import { CONTRACT_FIELDS } from './fields.ts';

export type Constant = string | number | boolean;

/**
 * `map` says which column (or dotted path) a contract field is taken from, an empty one that it is not taken at all; `set`
 * gives it one value for all rows.
 */
export interface FieldMapping {
  readonly map: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, Constant>>;
}

export const NO_MAPPING: FieldMapping = { map: {}, set: {} };

export type FormatName = 'ndjson' | 'csv' | 'tsv';

/** One input; the same file may be listed several times with different mappings. */
export interface InputSpec extends FieldMapping {
  /** As the user wrote it, `-` for stdin; dead letters and rows carry this name. */
  readonly name: string;
  /** Where to open it. */
  readonly path: string;
  /** Guessed from the name, or from the first bytes, when absent. */
  readonly format?: FormatName;
}

interface Preset extends FieldMapping {
  readonly format?: FormatName;
}

/** Named shapes of tables that other tools write, beside the plain formats. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  ndjson: { format: 'ndjson', ...NO_MAPPING },
  csv: { format: 'csv', ...NO_MAPPING },
  tsv: { format: 'tsv', ...NO_MAPPING },
  // A content that shares two objects stands in two rows with one content_id, so the id is made from the whole row:
  // as event_id, content_id would let only one of the two shares count.
  coortweet: {
    map: { target_id: 'object_id', account_id: 'account_id', occurred_at: 'timestamp_share' },
    set: { type: 'action', action: 'repost' },
  },
};

const isObjectField = (name: string): boolean =>
  [...CONTRACT_FIELDS.keys()].some((path) => path.startsWith(`${name}.`));

/** Throws `bad-usage` when a mapping names a field that the contract does not have. */
export function checkMapping(mapping: FieldMapping, where: string): void {
  for (const [kind, names] of Object.entries({ map: mapping.map, set: mapping.set })) {
    for (const name of Object.keys(names)) {
      if (CONTRACT_FIELDS.has(name)) continue;
      // An object as a whole can only be left out.
      if (kind === 'map' && mapping.map[name] === '' && isObjectField(name)) continue;
      throw new AppError('bad-usage', `ingest/input-spec: ${where}: ${kind} names no field "${name}"`, {
        fix: `use a field of the event contract${didYouMean(name, [...CONTRACT_FIELDS.keys()])}`,
      });
    }
  }
}

export interface InputFlags {
  readonly files: readonly string[];
  /** A preset's name: ndjson, csv, tsv, coortweet. */
  readonly format?: string | undefined;
  /** `field=column`, as `--map` gives them. */
  readonly map?: readonly string[] | undefined;
  /** `field=value`, as `--set` gives them. */
  readonly set?: readonly string[] | undefined;
}

/** Inputs from the command line's words; every file gets the same format and mapping. Throws `bad-usage`. */
export function inputsFromFlags(flags: InputFlags): InputSpec[] {
  const preset = presetOf(flags.format);
  const mapping = {
    map: { ...preset.map, ...pairs(flags.map ?? [], '--map') },
    set: { ...preset.set, ...pairs(flags.set ?? [], '--set') },
  };
  checkMapping(mapping, 'command line');
  const format = preset.format === undefined ? {} : { format: preset.format };
  return flags.files.map((file) => ({ name: file, path: file, ...format, ...mapping }));
}

export function presetOf(name: string | undefined): Preset {
  if (name === undefined) return NO_MAPPING;
  if (Object.hasOwn(PRESETS, name)) return PRESETS[name] as Preset;
  const known = Object.keys(PRESETS);
  throw new AppError('bad-usage', `ingest/input-spec: unknown format "${name}"`, {
    fix: `use one of ${known.join(', ')}${didYouMean(name, known)}`,
  });
}

function pairs(words: readonly string[], flag: string): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const cut = word.indexOf('=');
      if (cut > 0 && (cut < word.length - 1 || flag === '--map'))
        return [word.slice(0, cut), word.slice(cut + 1)];
      throw new AppError('bad-usage', `ingest/input-spec: ${flag} "${word}" is no FIELD=VALUE`, {
        fix: flag === '--map' ? 'write --map target_id=repo' : 'write --set action=like',
      });
    }),
  );
}
