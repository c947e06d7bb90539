/** Directories for what a command leaves behind, and failures to write in words that help. */
import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../contract/index.ts';

/**
 * Makes the directory of this absolute path and those above it; returns the topmost that was made, null when it was there.
 * Node's own recursive `mkdir` never returns where a file system refuses new directories with ENOENT, as /proc does.
 */
export async function makeDirectory(path: string): Promise<string | null> {
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return null;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    const made = await makeDirectory(dirname(path));
    if (made === null) {
      // Nothing above it was missing, so that is not why it failed.
      throw error;
    }
    await mkdir(path);
    return made;
  }
}

/** Removes `path` and the directories above it up to `topmost`, as long as they are empty. */
export async function removeEmpty(path: string, topmost: string): Promise<void> {
  try {
    await rmdir(path);
    if (path !== topmost) await removeEmpty(dirname(path), topmost);
  } catch {
    // Somebody else has put something there: it stays.
  }
}

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

const ADVICE: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  ENOSPC: ['the disk is full', 'make room, or name a directory on another disk with --out'],
  EDQUOT: ['the quota is used up', 'make room, or name a directory on another disk with --out'],
  EACCES: ['you may not write there', 'give a directory that you may write to with --out'],
  EPERM: ['you may not write there', 'give a directory that you may write to with --out'],
  EROFS: ['the file system is read-only', 'give a directory that you may write to with --out'],
  EEXIST: ['a file stands in its place', 'name a directory with --out, not a file'],
  ENOTDIR: ['a file stands in its place', 'name a directory with --out, not a file'],
};

/** Runs `work`; what the system refuses becomes `output-failed`, naming `out`. */
export async function guarded<T>(out: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw outputFailed(out, cause);
  }
}

/** `output-failed` with what to do, for what the system refused; anything else as it is. */
export function outputFailed(out: string, cause: unknown): unknown {
  if (cause instanceof AppError || codeOf(cause) === '') return cause;
  const [what, fix] = ADVICE[codeOf(cause)] ?? [
    (cause as Error).message,
    'check the disk and the path of --out',
  ];
  return new AppError('output-failed', `cli/directories: cannot write to ${out}: ${what}`, { cause, fix });
}
