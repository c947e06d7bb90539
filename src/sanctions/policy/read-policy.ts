/** A policy from its file: whatever is unknown or wrong is an error that says where and how to mend it. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseDocument } from 'yaml';
import { AppError, didYouMean } from '../../contract/index.ts';
import { Policy } from './policy.ts';

/** The policy that ships with Breakwater. */
export const DEFAULT_POLICY_FILE = fileURLToPath(new URL('default-policy.yaml', import.meta.url));

/**
 * `default` or the path of a YAML file.
 *
 * @throws AppError `bad-config`: every problem at once.
 */
export async function readPolicy(path: string): Promise<Policy> {
  const file = path === 'default' ? DEFAULT_POLICY_FILE : path;
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new AppError('bad-config', `sanctions/policy: ${file} cannot be read`, {
      cause,
      fix: 'check the path; `default` is the policy that ships with Breakwater',
    });
  });
  return parsePolicy(text, file);
}

/** The same from text; `name` is for messages. */
export function parsePolicy(text: string, name: string): Policy {
  const document = parseDocument(text, { uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined) throw problem(name, [broken.message.split('\n')[0] ?? 'is no YAML']);
  const result = Policy.safeParse(document.toJS());
  if (result.success) return result.data;
  throw problem(
    name,
    result.error.issues.map(({ path, message, ...issue }) => {
      const where = path.length === 0 ? 'the policy' : path.join('.');
      if (issue.code !== 'unrecognized_keys') return `${where}: ${message}`;
      const known = knownKeys(path.map(String));
      return issue.keys.map((key) => `${where}: there is no "${key}"${didYouMean(key, known)}`).join('; ');
    }),
  );
}

function problem(name: string, problems: readonly string[]): AppError {
  return new AppError('bad-config', `sanctions/policy: ${name}: ${problems.join('; ')}`, {
    fix: `the policy that ships with Breakwater has every key with a comment: ${DEFAULT_POLICY_FILE}`,
  });
}

/** Keys that may stand at a path, for "did you mean": those of the schema's objects, whatever index or name leads there. */
function knownKeys(path: readonly string[]): readonly string[] {
  let schema: unknown = Policy;
  for (const key of path) schema = below(schema, key);
  return Object.keys(shapeOf(schema) ?? {});
}

interface Internals {
  readonly def?: {
    readonly innerType?: unknown;
    readonly element?: unknown;
    readonly valueType?: unknown;
    readonly shape?: Readonly<Record<string, unknown>>;
  };
}

/** Through defaults, prefaults and optionals to what they wrap. */
function unwrap(schema: unknown): Internals {
  let inner = schema as Internals;
  while (inner?.def?.innerType !== undefined) inner = inner.def.innerType as Internals;
  return inner;
}
const shapeOf = (schema: unknown) => unwrap(schema).def?.shape;
function below(schema: unknown, key: string): unknown {
  const { def } = unwrap(schema);
  return def?.shape?.[key] ?? def?.element ?? def?.valueType;
}
