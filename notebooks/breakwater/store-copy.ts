/** The store that a notebook works on: a copy, so that nothing it does reaches the original and the console may run beside it. */
import { existsSync } from 'node:fs';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src/contract/index.ts';
import { parseTruth, type TruthRow } from '../../src/redteam/index.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEMO = join(ROOT, 'out/demo');
const FIX =
  'npm start -- --no-serve makes the demonstration day; BREAKWATER_NOTEBOOK_STORE and _TRUTH name others';

/**
 * Copies the demonstration day's store (or the directory that `BREAKWATER_NOTEBOOK_STORE` names) for this notebook and opens the copy.
 * One process may hold it: close it in the last cell.
 *
 * @throws AppError `input-missing` when there is no store yet.
 */
export async function openStoreCopy(notebook: string): Promise<Store> {
  const from = process.env.BREAKWATER_NOTEBOOK_STORE ?? join(DEMO, 'store');
  if (!existsSync(from))
    throw new AppError('input-missing', `notebooks/store-copy: there is no store ${from}`, { fix: FIX });
  const directory = join(ROOT, 'out/notebooks/stores', notebook);
  await rm(directory, { recursive: true, force: true });
  await cp(from, directory, { recursive: true });
  const store = await openStore({ kind: 'embedded', directory });
  await migrate(store, { now: Date.now });
  return store;
}

/**
 * What is known to be true of the store's accounts: the CSV that `BREAKWATER_NOTEBOOK_TRUTH` names, or the demonstration day's truth on
 * its own store. Empty where nothing is known. @throws AppError `input-missing` when the file cannot be read.
 */
export async function knownTruth(): Promise<readonly TruthRow[]> {
  const { BREAKWATER_NOTEBOOK_TRUTH: given, BREAKWATER_NOTEBOOK_STORE: store } = process.env;
  if (given === undefined && store !== undefined) return [];
  const path = given ?? join(DEMO, 'truth.csv');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('input-missing', `notebooks/store-copy: ${path} cannot be read`, { cause, fix: FIX });
  });
  return parseTruth(text, path);
}
