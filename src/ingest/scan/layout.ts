/** The contract's fields as numbered slots, and what each event type wants in them: read off the zod schemas. */
import { z } from 'zod';
import { AppError } from '../../contract/index.ts';
import { EVENT_SCHEMAS, type EventType } from '../fields.ts';
import { createWordTable, type WordTable } from './word-table.ts';

/** What stands in a slot. */
export const ABSENT = 0;
export const NULL = 1;
/** A string without escapes. */
export const TEXT = 2;
export const ESCAPED = 3;
export const NUMBER = 4;
export const TRUE = 5;
export const FALSE = 6;
/** A list of strings only. */
export const TEXTS = 7;
export const LIST = 8;
export const OBJECT = 9;

/** The keys of one object of the contract, of all event types together. */
export interface KeyNode {
  readonly keys: WordTable;
  /** The slot of each key. */
  readonly slots: readonly number[];
  /** For keys that hold an object whose keys are known. */
  readonly children: readonly (KeyNode | undefined)[];
  /** The key that followed each key the last time; the last entry is for the first key. */
  readonly likely: Int16Array;
}

/** What an event type wants in a slot. What a rule does not let pass may still be right: zod says. */
export interface Rule {
  readonly slot: number;
  /** Bit set of what may stand there. */
  readonly kinds: number;
  /** Bytes that a string has at most, and it is not empty; 0 = anything goes. */
  readonly longest: number;
  readonly isCount: boolean;
  /** The words that it must be one of. */
  readonly words: WordTable | undefined;
  /** The slot of the object that it is in, -1 at the top: without the object, nothing is wanted. */
  readonly within: number;
}

type Wanted = Pick<Rule, 'kinds' | 'longest' | 'isCount' | 'words'>;

const slots = new Map<string, number>();

function numberSlot(path: string): number {
  const slot = slots.get(path) ?? slots.size;
  slots.set(path, slot);
  return slot;
}

/** The slot of a dotted path of the contract. */
export function slotOf(path: string): number {
  const slot = slots.get(path);
  if (slot === undefined) throw new AppError('internal', `ingest/scan: the contract has no field ${path}`);
  return slot;
}

const bits = (...kinds: number[]): number => kinds.reduce((set, kind) => set | (1 << kind), 0);
const ANYTHING = { longest: 0, isCount: false, words: undefined };

/** Throws `internal` for a kind of schema that this file does not know, so that it cannot be passed over. */
function wantedBy(schema: z.core.$ZodType, path: string): Wanted {
  if (schema instanceof z.ZodOptional) return orElse(wantedBy(schema.unwrap(), path), ABSENT);
  if (schema instanceof z.ZodNullable) return orElse(wantedBy(schema.unwrap(), path), NULL);
  if (schema instanceof z.ZodUnion) {
    const all = schema.options.map((option) => wantedBy(option, path));
    return {
      ...ANYTHING,
      kinds: all.reduce((set, { kinds }) => set | kinds, 0),
      longest: Math.max(...all.map(({ longest }) => longest)),
    };
  }
  const checks = ('checks' in schema._zod.def ? schema._zod.def.checks : undefined) ?? [];
  const names = (checks as z.core.$ZodCheck[]).map((check) => check._zod.def.check).join(' ');
  if (schema instanceof z.ZodString && names === '') return { ...ANYTHING, kinds: bits(TEXT, ESCAPED) };
  if (schema instanceof z.ZodString && names === 'min_length max_length' && schema.minLength === 1) {
    // A string has at least as many bytes as characters.
    return { ...ANYTHING, kinds: bits(TEXT), longest: schema.maxLength as number };
  }
  if (schema instanceof z.ZodNumber && names === '') return { ...ANYTHING, kinds: bits(NUMBER) };
  if (schema instanceof z.ZodNumber && names === 'number_format greater_than' && schema.minValue === 0) {
    return { ...ANYTHING, kinds: bits(NUMBER), isCount: true };
  }
  if (schema instanceof z.ZodBoolean) return { ...ANYTHING, kinds: bits(TRUE, FALSE) };
  if (schema instanceof z.ZodEnum) return oneOf(schema.options.map(String));
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values].map(String));
  if (schema instanceof z.ZodObject) return { ...ANYTHING, kinds: bits(OBJECT) };
  if (schema instanceof z.ZodArray && names === '' && wantedBy(schema.element, path).longest === 0) {
    return { ...ANYTHING, kinds: bits(TEXTS) };
  }
  throw new AppError('internal', `ingest/scan: no rule for ${path}`, {
    fix: 'teach src/ingest/scan/layout.ts what the contract now wants there',
  });
}

const orElse = (wanted: Wanted, kind: number): Wanted => ({ ...wanted, kinds: wanted.kinds | bits(kind) });
const oneOf = (words: readonly string[]): Wanted => ({
  ...ANYTHING,
  kinds: bits(TEXT),
  words: createWordTable(words),
});

function objectIn(schema: z.core.$ZodType): z.ZodObject | undefined {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner instanceof z.ZodObject ? inner : undefined;
}

function* rulesOf(schema: z.ZodObject, prefix: string, within: number): Generator<Rule> {
  for (const [key, field] of Object.entries(schema.shape)) {
    const path = prefix + key;
    const slot = numberSlot(path);
    yield { ...wantedBy(field, path), slot, within };
    const inner = objectIn(field);
    if (inner !== undefined) yield* rulesOf(inner, `${path}.`, slot);
  }
}

const rulesFor = (type: EventType): readonly Rule[] => [...rulesOf(EVENT_SCHEMAS[type], '', -1)];
export const RULES: Readonly<Record<EventType, readonly Rule[]>> = {
  account: rulesFor('account'),
  action: rulesFor('action'),
  report: rulesFor('report'),
};

function createNode(prefix: string): KeyNode {
  const paths = [...slots.keys()].filter((path) => path.startsWith(prefix));
  const names = paths.map((path) => path.slice(prefix.length)).filter((name) => !name.includes('.'));
  return {
    keys: createWordTable(names),
    slots: names.map((name) => slotOf(prefix + name)),
    children: names.map((name) =>
      paths.some((path) => path.startsWith(`${prefix}${name}.`))
        ? createNode(`${prefix}${name}.`)
        : undefined,
    ),
    likely: new Int16Array(names.length + 1),
  };
}

export const SLOTS = slots.size;
export const ROOT: KeyNode = createNode('');
