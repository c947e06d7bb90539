/**
 * A stand-in for a ClickHouse server: the embedded engine in a process of its own, behind the part of
 * ClickHouse's HTTP interface that the official client uses. The engine is the real one, the wire is ours.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./clickhouse-http-child.ts', import.meta.url));

export interface ClickHouseHttp {
  /** `http://127.0.0.1:port`, with the port that the system gave. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Holds the process still for so long, as a machine that is too busy does. */
  freeze(ms: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one on a free port of the loopback with an empty engine; the one who starts it stops it. */
export async function startClickHouseHttp(): Promise<ClickHouseHttp> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-http-'));
  const username = 'breaker';
  const password = 'p@ss:word/1';
  const child = fork(CHILD, [directory, username, password], { execArgv: [] });
  const port = await firstMessage(child);
  return {
    url: `http://127.0.0.1:${port}`,
    username,
    password,
    async freeze(ms) {
      child.kill('SIGSTOP');
      await delay(ms);
      child.kill('SIGCONT');
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function firstMessage(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (port) => resolve(Number(port)));
    child.once('exit', (code) => reject(new Error(`support/clickhouse-http: the child ended with ${code}`)));
    child.once('error', reject);
  });
}
