/** Towns on all cores, each in a process. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../contract/index.ts';
import type { TownResult } from './run-town.ts';
import type { Town } from './towns.ts';

export interface TownTask {
  readonly town: Town;
  readonly withBaselines: boolean;
  readonly withDelays: boolean;
}

export interface RunTownsOptions {
  readonly signal: AbortSignal;
  /** Told before each town. */
  readonly onTown: (index: number, town: Town) => void;
}

const PROCESS = fileURLToPath(new URL('./town-process.ts', import.meta.url));

/**
 * Results in the order of the tasks, whatever the number of cores. Rejects with `cancelled`, and with `internal` and the
 * town's own words when one fails.
 */
export async function runTowns(
  tasks: readonly TownTask[],
  { signal, onTown }: RunTownsOptions,
): Promise<readonly TownResult[]> {
  const results: TownResult[] = [];
  let next = 0;
  const processes = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, () =>
    fork(PROCESS, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' }),
  );
  const stop = () => {
    for (const child of processes) child.kill('SIGKILL');
  };
  signal.addEventListener('abort', stop);
  try {
    await Promise.all(
      processes.map(async (child) => {
        const ended = endOf(child, signal);
        ended.catch(() => {});
        for (let index = next++; index < tasks.length; index = next++) {
          const task = tasks[index] as TownTask;
          onTown(index, task.town);
          results[index] = await Promise.race([runIn(child, task), ended]);
        }
      }),
    );
    return results;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Rejects when the process ends. */
async function endOf(child: ChildProcess, signal: AbortSignal): Promise<never> {
  const [code, reason] = await once(child, 'exit');
  if (signal.aborted) throw new AppError('cancelled', 'redteam/run-towns: stopped on request');
  throw new AppError('internal', `redteam/run-towns: a process of towns ended: ${reason ?? code}`);
}

function runIn(child: ChildProcess, task: TownTask): Promise<TownResult> {
  return new Promise((resolve, reject) => {
    child.once('message', ({ result, failure }: { result?: TownResult; failure?: string }) => {
      if (result !== undefined) resolve(result);
      else reject(new AppError('internal', `redteam/run-towns: ${task.town.name}: ${failure}`));
    });
    child.send(task, (error) => error && reject(error));
  });
}
