/** The secret under the pseudonyms of devices, networks and addresses. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../contract/index.ts';
import { parseStoreLocation } from '../storage/index.ts';

const MIN_BYTES = 16;

/**
 * From `keyFile`; for a store in a directory, from the file `NAME.key` beside it, made with 32 random bytes when it is
 * not there (mode 0600). A store that ends with the run (memory) takes a fixed key, so that the same events give
 * the same bytes; its pseudonyms are never kept. A server needs `--key-file`: who shares it must share the key.
 */
export async function readPseudonymKey(keyFile: string | undefined, store: string): Promise<Uint8Array> {
  if (keyFile !== undefined) return readKey(keyFile);
  const location = parseStoreLocation(store);
  if (location.kind === 'memory') return new TextEncoder().encode('breakwater: nothing is kept');
  if (location.kind === 'server')
    throw new AppError('bad-usage', 'cli/pseudonym-key: a server needs a key that its users share', {
      fix: 'make one with: head -c 32 /dev/urandom > breakwater.key; and name it with --key-file, or as pseudonymKey.file in the settings of a job',
    });
  const directory = resolve(location.directory);
  const beside = join(dirname(directory), `${directory.slice(dirname(directory).length + 1)}.key`);
  await writeFile(beside, randomBytes(32), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw new AppError('bad-usage', `cli/pseudonym-key: cannot write ${beside}`, {
        cause: error,
        fix: 'choose a directory whose parent you may write to, or give --key-file',
      });
    },
  );
  return readKey(beside);
}

async function readKey(path: string): Promise<Uint8Array> {
  const key = await readFile(path).catch((cause) => {
    throw new AppError('input-missing', `cli/pseudonym-key: cannot read ${path}`, {
      cause,
      fix: 'check the path of --key-file',
    });
  });
  if (key.length >= MIN_BYTES) return key;
  throw new AppError(
    'bad-config',
    `cli/pseudonym-key: ${path} holds ${key.length} bytes, ${MIN_BYTES} are the least`,
    {
      fix: 'make one with: head -c 32 /dev/urandom > breakwater.key',
    },
  );
}
