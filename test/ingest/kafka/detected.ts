/** `breakwater detect` as a process of its own, and the bytes that it leaves. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CLI = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));

/** What a detection found. `summary.json` is not in it: it has times and memory. */
export interface ResultBytes {
  /** Lines of `verdicts.ndjson`. */
  readonly verdicts: readonly string[];
  /** SHA-256 of each of the other files. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** Takes a file into a store and detects over all that it then holds. */
export async function detectFiles(
  file: string,
  { store, keyFile }: { readonly store: string; readonly keyFile: string },
): Promise<ResultBytes> {
  const out = await mkdtemp(join(tmpdir(), 'breakwater-detected-'));
  try {
    const args = [CLI, 'detect', file, '--out', out, '--store', store, '--key-file', keyFile, '--json'];
    await promisify(execFile)(process.execPath, args, { maxBuffer: 1 << 26 });
    const hashes: Record<string, string> = {};
    for (const name of ['accounts.csv', 'edges.csv', 'graph.gexf'])
      hashes[name] = createHash('sha256')
        .update(await readFile(join(out, name)))
        .digest('hex');
    const verdicts = (await readFile(join(out, 'verdicts.ndjson'), 'utf8')).trimEnd().split('\n');
    return { verdicts, hashes };
  } finally {
    await rm(out, { recursive: true });
  }
}
