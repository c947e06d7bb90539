/** The store that a notebook works on: a copy, so that nothing it does reaches the original and the console may run beside it. */
import { existsSync } from 'node:fs';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src/contract/index.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DEMO = join(ROOT, 'out/demo');
const FIX = 'npm start -- --no-serve makes the demonstration day';

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

/** A text file of the demonstration day: `truth.csv`, `verdicts.ndjson`. @throws AppError `input-missing`. */
export async function demoFile(name: string): Promise<string> {
  try {
    return await readFile(join(DEMO, name), 'utf8');
  } catch (cause) {
    throw new AppError('input-missing', `notebooks/store-copy: there is no ${name} of a demonstration day`, {
      cause,
      fix: FIX,
    });
  }
}
