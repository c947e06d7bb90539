/** Rows of other shapes to objects of the event contract's shape. */
import { CONTRACT_FIELDS, type FieldKind } from './fields.ts';
import type { Constant, FieldMapping } from './input-spec.ts';

/** An event that nobody has checked yet. */
export type RawEvent = Record<string, unknown>;

const kindOf = (path: string): FieldKind => CONTRACT_FIELDS.get(path)?.kind ?? 'text';

function setPath(event: RawEvent, path: string, value: unknown): void {
  const dot = path.indexOf('.');
  if (dot < 0) {
    event[path] = value;
    return;
  }
  const key = path.slice(0, dot);
  const inside = event[key];
  // Copied, so that a mapping that fills a nested object never changes a value it also reads from.
  const nested: RawEvent = typeof inside === 'object' && inside !== null ? { ...inside } : {};
  nested[path.slice(dot + 1)] = value;
  event[key] = nested;
}

/**
 * The value at a key of that very name, else at the dotted path, where a list on the way gives the list of what its items
 * have there (`entities.hashtags.text`); undefined when there is none.
 */
function getPath(raw: RawEvent, path: string): unknown {
  return Object.hasOwn(raw, path) ? raw[path] : valueAt(raw, path.split('.'));
}

function valueAt(value: unknown, keys: readonly string[]): unknown {
  const [key, ...inner] = keys;
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return value.map((item) => valueAt(item, keys)).filter((item) => item != null);
  return Object.hasOwn(value, key) ? valueAt((value as RawEvent)[key], inner) : undefined;
}

/**
 * Text cells as the contract's type wants them. What cannot be converted stays text, so that the check that follows
 * can say what it saw.
 */
function fromText(text: string, kind: FieldKind): unknown {
  if (kind === 'list') return listOf(text);
  if (kind === 'number') {
    const value = Number(text);
    return Number.isNaN(value) || text.trim() === '' ? text : value;
  }
  if (kind === 'boolean') {
    if (/^(?:true|1|yes)$/i.test(text)) return true;
    if (/^(?:false|0|no)$/i.test(text)) return false;
  }
  return text;
}

/** `["a","b"]` is a list of two, anything else a list of one. */
function listOf(text: string): unknown {
  if (!text.startsWith('[')) return [text];
  try {
    return JSON.parse(text);
  } catch {
    return [text];
  }
}

/**
 * A value of a JSON object that a mapping takes for a field of this kind. A whole number that kept all its digits is a
 * text where one is wanted: the mapping says that it is an id or a name.
 */
function fromJson(value: unknown, kind: FieldKind): unknown {
  if (kind === 'list' && typeof value === 'string') return [value];
  return kind === 'text' && Number.isSafeInteger(value) ? String(value) : value;
}

const constantsOf = (set: FieldMapping['set']): readonly (readonly [string, unknown])[] =>
  Object.entries(set).map(([path, value]: [string, Constant]) => [
    path,
    typeof value === 'string' ? fromText(value, kindOf(path)) : value,
  ]);

/** A mapper for parsed JSON objects. Fields that the mapping does not name stay as they are. */
export function createObjectMapper({ map, set }: FieldMapping): (raw: RawEvent) => RawEvent {
  const moves = Object.entries(map).map(([path, from]) => ({ path, from, kind: kindOf(path) }));
  const constants = constantsOf(set);
  if (moves.length === 0 && constants.length === 0) return (raw) => raw;
  return function mapObject(raw) {
    const event = { ...raw };
    for (const { path, from, kind } of moves) setPath(event, path, fromJson(getPath(raw, from), kind));
    for (const [path, value] of constants) setPath(event, path, value);
    return event;
  };
}

/** Columns of the table that no field takes; a table whose rows have no id is told apart by them, too. */
const TOP_LEVEL = new Set([...CONTRACT_FIELDS.keys()].map((path) => path.split('.', 1)[0] as string));

/**
 * A mapper for the cells of a table. A column is taken for the contract field that `map` gives it or that it is named
 * after; cells that are empty or `NA` are absent. Other columns keep their names.
 */
export function createCellMapper(
  header: readonly string[],
  { map, set }: FieldMapping,
): (cells: readonly string[]) => RawEvent {
  const fields = new Map<string, { column: number; kind: FieldKind }>();
  header.forEach((name, column) => {
    if (CONTRACT_FIELDS.has(name)) fields.set(name, { column, kind: kindOf(name) });
    else if (!TOP_LEVEL.has(name)) fields.set(name, { column, kind: 'text' });
  });
  for (const [path, from] of Object.entries(map)) {
    if (from === '') fields.delete(path);
    else fields.set(path, { column: header.indexOf(from), kind: kindOf(path) });
  }
  const constants = constantsOf(set);
  for (const [path] of constants) fields.delete(path);
  // Names with a dot that are no contract field are plain keys, not paths.
  const plan = [...fields].map(([path, field]) => ({
    path,
    ...field,
    isPath: CONTRACT_FIELDS.has(path) && path.includes('.'),
  }));
  return function mapCells(cells) {
    const event: RawEvent = {};
    for (const { path, column, kind, isPath } of plan) {
      const cell = cells[column];
      if (cell === undefined || cell === '' || cell === 'NA') continue;
      const value = kind === 'text' || kind === 'time' ? cell : fromText(cell, kind);
      if (isPath) setPath(event, path, value);
      else event[path] = value;
    }
    for (const [path, value] of constants) setPath(event, path, value);
    return event;
  };
}
