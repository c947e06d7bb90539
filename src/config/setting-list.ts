/** The settings as a flat list, read out of the schema: names, environment variables, kinds, defaults. */
import { z } from 'zod';
import { Settings } from './settings.ts';

/** How the text of a variable or flag becomes a value. `group` switches on a part that is absent by default. */
export type SettingKind = 'text' | 'number' | 'switch' | 'list' | 'json' | 'group';

export interface Setting {
  /** `kafka.clientId`, as in the file. */
  readonly name: string;
  readonly path: readonly string[];
  /** `BREAKWATER_KAFKA_CLIENT_ID`. */
  readonly variable: string;
  readonly kind: SettingKind;
  readonly description: string;
  /** Undefined: absent unless set. */
  readonly fallback: unknown;
  /** Empty: any value of the kind. */
  readonly choices: readonly string[];
  /** For one of the ways to give a secret: the path of the secret; giving one way takes back the others. */
  readonly secret: readonly string[] | null;
}

/** What variables of settings begin with. */
export const VARIABLE_PREFIX = 'BREAKWATER_';

const variableOf = (path: readonly string[]): string =>
  VARIABLE_PREFIX + path.map((key) => key.replace(/[A-Z]/g, '_$&').toUpperCase()).join('_');

type Schema = z.core.JSONSchema.JSONSchema;

const SCALARS: Readonly<Record<string, SettingKind>> = {
  string: 'text',
  integer: 'number',
  number: 'number',
  boolean: 'switch',
};

const kindOf = ({ type, items }: Schema): SettingKind => {
  if (type !== 'array') return SCALARS[String(type)] ?? 'json';
  return typeof items === 'object' && !Array.isArray(items) && items.type === 'string' ? 'list' : 'json';
};

function* walk(schema: Schema, path: readonly string[]): Generator<Setting> {
  const setting = (
    at: readonly string[],
    kind: SettingKind,
    secret: readonly string[] | null = null,
  ): Setting => ({
    name: at.join('.'),
    path: at,
    variable: variableOf(at),
    kind,
    description: schema.description ?? '',
    fallback: schema.default,
    choices: (schema.enum ?? []).map(String),
    secret,
  });
  if (schema.anyOf !== undefined) {
    for (const way of schema.anyOf)
      for (const key of Object.keys((way as Schema).properties ?? {}))
        yield setting([...path, key], 'text', path);
  } else if (schema.properties !== undefined) {
    const isOptional = path.length > 0 && schema.default === undefined && schema.required === undefined;
    if (isOptional) yield setting(path, 'group');
    for (const [key, inner] of Object.entries(schema.properties))
      yield* walk(inner as Schema, [...path, key]);
  } else yield setting(path, kindOf(schema));
}

/** Every setting, in the order of the schema. */
export const SETTINGS: readonly Setting[] = [...walk(z.toJSONSchema(Settings, { io: 'input' }), [])];
