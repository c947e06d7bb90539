/** Files on their way into the embedded engine, which reads Arrow fastest from a file. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { AppError } from '../contract/index.ts';

interface Spool {
  /** Puts bytes into a file for as long as `use` runs; names are never used twice (the engine caches schemas by name). */
  withFile<T>(bytes: Uint8Array, use: (path: string) => Promise<T>): Promise<T>;
  /** Removes the directory. */
  close(): void;
}

/** Opens a spool inside the store's directory, whose lock the caller holds, and removes what killed processes left. */
export function openSpool(directory: string): Spool {
  // The engine reads these characters in a file name as a pattern.
  const parent = /[*?{}[\]]/.test(directory) ? tmpdir() : join(directory, 'incoming');
  const identity = `breakwater-${process.pid}-${Math.floor(performance.timeOrigin)}-`;
  if (parent !== tmpdir()) {
    mkdirSync(parent, { recursive: true });
    for (const name of readdirSync(parent)) {
      if (!name.startsWith(identity)) rmSync(join(parent, name), { recursive: true, force: true });
    }
  }
  const own = mkdtempSync(join(parent, identity));
  let files = 0;
  return {
    async withFile(bytes, use) {
      files += 1;
      const path = join(own, `${files}.arrow`);
      try {
        await writeFile(path, bytes, { mode: 0o600 }).catch((cause: NodeJS.ErrnoException) => {
          throw new AppError(
            'store-broken',
            `storage/spool: cannot write ${bytes.length} bytes: ${cause.message}`,
            {
              cause,
              fix: 'Free disk space where the store is (TMPDIR for a store in memory), then run the command again.',
            },
          );
        });
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    },
    close: () => rmSync(own, { recursive: true, force: true }),
  };
}
