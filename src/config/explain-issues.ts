/** What zod found wrong with settings, in words that say which setting and where it came from. */
import type { z } from 'zod';
import { didYouMean } from '../contract/index.ts';
import { SETTINGS } from './setting-list.ts';
import { type Tree, valueAt } from './tree.ts';

export interface Given {
  /** What was given, before it was checked. */
  readonly tree: Tree;
  /** Where a setting came from, by name. */
  readonly origins: ReadonlyMap<string, string>;
  /** The settings file, when there is one. */
  readonly file: string | undefined;
}

/** The keys that may stand below a path. */
function keysBelow(path: string): readonly string[] {
  const prefix = path === '' ? '' : `${path}.`;
  const below = SETTINGS.filter(({ name }) => name.startsWith(prefix) && name !== path);
  return [...new Set(below.map(({ name }) => name.slice(prefix.length).split('.')[0] ?? ''))];
}

/** One sentence for each problem. */
export function explainIssues(
  issues: readonly z.core.$ZodIssue[],
  { tree, origins, file }: Given,
): readonly string[] {
  const from = (name: string) => {
    const setting = [...origins].find(([known]) => name === known || name.startsWith(`${known}.`));
    const origin = setting?.[1] ?? file;
    return origin === undefined ? '' : ` (from ${origin})`;
  };
  return issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.');
    const name = path === '' ? 'the settings' : path;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => {
        const full = path === '' ? key : `${path}.${key}`;
        return `${full} is no setting${didYouMean(key, keysBelow(path))}${from(full)}`;
      });
    if (issue.code === 'invalid_union' && valueAt(tree, issue.path.map(String)) !== undefined)
      return [`${name} must be {file: PATH} or {env: NAME}, never the secret itself${from(path)}`];
    if (valueAt(tree, issue.path.map(String)) === undefined) return [`${name} is missing${from(path)}`];
    const message = issue.message.replace(/^Invalid input: /, '').replace(/^Invalid option: /, '');
    return [`${name}: ${message}${from(path)}`];
  });
}
