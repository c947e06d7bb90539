/** Opens the store that a command is pointed at. */
import { existsSync } from 'node:fs';
import { AppError } from '../contract/index.ts';
import { openStore, type Store, type StoreOptions } from '../storage/index.ts';
import { namedStore } from './store-options.ts';

/**
 * The store that was named, or else the one of the settings; with `mustExist` no directory is made.
 *
 * @throws AppError `bad-usage` where there is none, `bad-config`, and what opening throws.
 */
export async function openNamed(
  location: string | undefined,
  file: string | undefined,
  { mustExist = false } = {},
): Promise<Store> {
  const warn = (message: string) => void process.stderr.write(`warning: ${message}\n`);
  const options = await namedStore({ location, file, env: process.env, warn });
  if (mustExist) mustBeThere(options);
  return openStore(options);
}

/** @throws AppError `bad-usage` when a directory is meant that is not there. */
export function mustBeThere(options: StoreOptions): void {
  if (options.kind === 'embedded' && !existsSync(options.directory))
    throw new AppError('bad-usage', `cli/store: there is no store at ${options.directory}`, {
      fix: `check the path, or make one: breakwater store migrate ${options.directory}`,
    });
}
