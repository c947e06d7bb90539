/** Who has a directory open: a small file beside the data, for people; the lock itself is the engine's. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const OWNER_FILE = 'breakwater-owner.json';

const Owner = z.object({ pid: z.int(), started_at: z.string(), host: z.string(), command: z.string() });

/** Writes the file for this process; the answer removes it again, unless someone else has written it since. */
export function claimDirectory(directory: string, now: () => number): () => void {
  const file = join(directory, OWNER_FILE);
  const owner = {
    pid: process.pid,
    started_at: new Date(now()).toISOString(),
    host: hostname(),
    command: withoutCredentials(process.argv.join(' ')),
  };
  const text = `${JSON.stringify(owner)}\n`;
  writeFileSync(file, text, { mode: 0o600 });
  return () => {
    if (readText(file) === text) rmSync(file, { force: true });
  };
}

/**
 * The process that holds a directory, in words; undefined when none can be named.
 * A file left by a process that is dead is ignored; on another host (a shared volume) that cannot be told.
 */
export function describeHolder(directory: string): string | undefined {
  const owner = parseOwner(readText(join(directory, OWNER_FILE)));
  if (owner !== undefined && owner.host !== hostname()) {
    return `pid ${owner.pid} on host ${owner.host} (${owner.command}), since ${owner.started_at}`;
  }
  if (owner !== undefined && isAlive(owner.pid)) {
    return `pid ${owner.pid} (${owner.command}), since ${owner.started_at}`;
  }
  // ClickHouse itself leaves a pid in its lock file: a holder that is not Breakwater.
  const pid = Number(/^PID: (\d+)$/m.exec(readText(join(directory, 'status')) ?? '')?.[1]);
  return pid > 0 && isAlive(pid) ? `pid ${pid}` : undefined;
}

function parseOwner(text: string | undefined): z.infer<typeof Owner> | undefined {
  if (text === undefined) return undefined;
  try {
    return Owner.parse(JSON.parse(text));
  } catch {
    // Cut short by a kill, or not ours: it names nobody.
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Alive, but of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A password may hold every sign but a space: all up to the last @ of a word goes. */
function withoutCredentials(command: string): string {
  return command.replace(/:\/\/\S*@/g, '://***@');
}
