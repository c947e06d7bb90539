/** Detection in a thread of its own, so that heartbeats, leases and health checks go on while it mines. */
import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../contract/index.ts';
import type { StoreOptions } from '../../storage/index.ts';
import type { MiningTask } from '../mining-tasks/task.ts';
import type { RunDetection, RunReport, SplitMining } from './detect-run.ts';

const WORKER = new URL('./worker.ts', import.meta.url);

/** What a worker says: tasks to send on, any number of times, and then how it ended. */
export type WorkerAnswer =
  | { readonly tasks: readonly MiningTask[] }
  | { readonly report: RunReport }
  | { readonly failure: { readonly code: ErrorCode | null; readonly text: string; readonly fix?: string } };

/**
 * Runs each job in a new thread that opens the store by itself and ends with the job, which gives its memory back.
 * For served stores only: the embedded engine must not be loaded in a thread.
 */
export function createWorkerRunner(
  store: Extract<StoreOptions, { kind: 'server' }>,
  split: SplitMining | null = null,
): RunDetection {
  return function detectInWorker(job) {
    return new Promise<RunReport>((resolve, reject) => {
      const worker = new Worker(WORKER, { workerData: { store, job, parts: split?.parts ?? null } });
      worker.on('message', (answer: WorkerAnswer) => {
        // Workers that were not told are no reason to fail: the parts are mined here then.
        if ('tasks' in answer) return void split?.sendTasks(answer.tasks).catch(() => {});
        if ('report' in answer) return resolve(answer.report);
        const { code, text, fix } = answer.failure;
        reject(code === null ? new Error(text) : new AppError(code, text, fix === undefined ? {} : { fix }));
      });
      worker.once('error', reject);
      worker.once('exit', (code) =>
        reject(new AppError('internal', `detection/cycles: the worker ended with ${code} and no answer`)),
      );
    });
  };
}
