/** The contract's fields as a table of dotted paths, read off its zod schemas so that the two cannot drift. */
import { z } from 'zod';
import { AccountEvent, ActionEvent, ReportEvent, Time } from '../contract/index.ts';

/** What a field wants to be; `text` covers ids and names. */
export type FieldKind = 'text' | 'number' | 'boolean' | 'list' | 'time';

export interface ContractField {
  /** `account_id`, or `client.ip` for a field inside an object. */
  readonly path: string;
  readonly kind: FieldKind;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodNullable) inner = inner.unwrap();
  return inner;
}

function kindOf(schema: z.core.$ZodType): FieldKind {
  if (schema === Time) return 'time';
  if (schema instanceof z.ZodArray) return 'list';
  if (schema instanceof z.ZodNumber) return 'number';
  if (schema instanceof z.ZodBoolean) return 'boolean';
  return 'text';
}

function* walk(schema: z.ZodObject, prefix: string): Generator<ContractField> {
  for (const [key, value] of Object.entries(schema.shape)) {
    const inner = unwrap(value);
    if (inner instanceof z.ZodObject) yield* walk(inner, `${prefix}${key}.`);
    else yield { path: prefix + key, kind: kindOf(inner) };
  }
}

export const EVENT_SCHEMAS = { account: AccountEvent, action: ActionEvent, report: ReportEvent } as const;
export type EventType = keyof typeof EVENT_SCHEMAS;
export const EVENT_TYPES = Object.keys(EVENT_SCHEMAS) as readonly EventType[];

export const isEventType = (value: unknown): value is EventType =>
  value === 'account' || value === 'action' || value === 'report';

/** Every field of every event type, by path. */
export const CONTRACT_FIELDS: ReadonlyMap<string, ContractField> = new Map(
  EVENT_TYPES.flatMap((type) => [...walk(EVENT_SCHEMAS[type], '')]).map((field) => [field.path, field]),
);

/** May an event of the type lack this field? */
export function isOptional(type: EventType, field: string): boolean {
  const shape: Readonly<Record<string, z.ZodType>> = EVENT_SCHEMAS[type].shape;
  return shape[field]?.safeParse(undefined).success === true;
}

/** Paths that an event of the type cannot do without, the id that ingest can make itself left out. */
export function requiredPaths(type: EventType): string[] {
  return Object.entries(EVENT_SCHEMAS[type].shape)
    .filter(
      ([key, schema]) => !schema.safeParse(undefined).success && key !== ID_FIELD[type] && key !== 'type',
    )
    .map(([key]) => key);
}

/** The event's own id, made from the row when a table has none; an account has no other id than its name. */
export const ID_FIELD = { account: undefined, action: 'event_id', report: 'report_id' } as const;

/** Field of the event type's time that has to be there; an account's may be absent. */
export const TIME_FIELDS = {
  account: ['observed_at', 'registered_at'],
  action: ['occurred_at'],
  report: ['reported_at'],
} as const;
