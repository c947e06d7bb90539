/** Settings from a YAML file, then the environment, then flags; whatever is unknown or wrong is an error with advice. */
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { AppError, didYouMean } from '../contract/index.ts';
import { convert } from './convert.ts';
import { explainIssues } from './explain-issues.ts';
import { SETTINGS, type Setting, VARIABLE_PREFIX } from './setting-list.ts';
import { Settings } from './settings.ts';
import { isTree, setAt, type Tree, valueAt, withoutNulls } from './tree.ts';

/** Names the settings file when no flag does. */
export const CONFIG_VARIABLE = 'BREAKWATER_CONFIG';

/** Variables with the prefix that are no settings: the file, and where tests find their data. */
const OTHER_VARIABLES: readonly string[] = [CONFIG_VARIABLE, 'BREAKWATER_DATA'];

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SettingsSources {
  /** A YAML file; `BREAKWATER_CONFIG` when absent. */
  readonly file?: string | undefined;
  readonly env: Environment;
  /** By setting name (`store.location`); text is converted as in the environment, undefined is not given. */
  readonly flags?: Readonly<Record<string, unknown>>;
}

const BY_NAME = new Map(SETTINGS.map((setting) => [setting.name, setting]));
const BY_VARIABLE = new Map(SETTINGS.map((setting) => [setting.variable, setting]));
const FIX =
  'see docs/operations.md for all settings; `breakwater config check` looks at them without starting anything';

/**
 * All settings, defaults filled in. Empty variables and keys without a value count as not given.
 *
 * @throws AppError `bad-config`: every problem at once, each with where it came from; values are never repeated.
 */
export async function readSettings(sources: SettingsSources): Promise<Settings> {
  return (await traceSettings(sources)).settings;
}

/** The same, with where each given setting came from (a file's path, a variable, a flag), by name. */
export async function traceSettings({
  file,
  env,
  flags = {},
}: SettingsSources): Promise<{ settings: Settings; origins: ReadonlyMap<string, string> }> {
  const problems: string[] = [];
  const origins = new Map<string, string>();
  const path = file ?? (env[CONFIG_VARIABLE] || undefined);
  const tree: Tree = path === undefined ? {} : await readYaml(path);
  for (const { name, path: keys } of SETTINGS)
    if (path !== undefined && valueAt(tree, keys) !== undefined) origins.set(name, path);

  const give = (setting: Setting, value: unknown, origin: string) => {
    if (value === undefined || value === '') return;
    const converted = typeof value === 'string' ? convert(setting, value) : { value };
    if ('problem' in converted) return void problems.push(`${origin} ${converted.problem}`);
    if (setting.kind === 'group' && valueAt(tree, setting.path) !== undefined) return;
    if (setting.secret !== null) {
      setAt(tree, setting.secret, {});
      for (const other of SETTINGS) if (other.secret === setting.secret) origins.delete(other.name);
    }
    setAt(tree, setting.path, converted.value);
    origins.set(setting.name, origin);
  };
  for (const setting of SETTINGS) give(setting, env[setting.variable], setting.variable);
  for (const [name, value] of Object.entries(flags)) {
    const setting = BY_NAME.get(name);
    if (setting !== undefined) give(setting, value, `the flag for ${name}`);
    else problems.push(`${name} is no setting${didYouMean(name, [...BY_NAME.keys()])}`);
  }

  const secrets = SETTINGS.filter(({ secret }) => secret !== null).map((setting) =>
    valueAt(tree, setting.path),
  );
  for (const [variable, value] of Object.entries(env))
    if (variable.startsWith(VARIABLE_PREFIX) && value !== undefined && value !== '')
      if (!BY_VARIABLE.has(variable) && !OTHER_VARIABLES.includes(variable) && !secrets.includes(variable))
        problems.push(`${variable} is no setting${didYouMean(variable, [...BY_VARIABLE.keys()])}`);

  const parsed = Settings.safeParse(tree);
  if (!parsed.success) problems.push(...explainIssues(parsed.error.issues, { tree, origins, file: path }));
  if (problems.length > 0 || !parsed.success)
    throw new AppError('bad-config', `config/read-settings: ${problems.join('; ')}`, { fix: FIX });
  return { settings: parsed.data, origins };
}

async function readYaml(path: string): Promise<Tree> {
  const text = await readFile(path, 'utf8').catch((cause) => {
    throw new AppError('bad-config', `config/read-settings: cannot read ${path}`, {
      cause,
      fix: `check the path that --config or ${CONFIG_VARIABLE} names, and who may read it`,
    });
  });
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    const where = line === undefined ? path : `${path}:${line}`;
    throw new AppError('bad-config', `config/read-settings: ${where} is no YAML (${error.code})`, {
      fix: FIX,
    });
  }
  const tree: unknown = withoutNulls(document.toJS());
  if (tree === undefined) return {};
  if (isTree(tree)) return tree;
  throw new AppError('bad-config', `config/read-settings: ${path} holds no map of settings`, { fix: FIX });
}
