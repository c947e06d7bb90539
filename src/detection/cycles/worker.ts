/** The thread behind `worker-runner.ts`: one job, one answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../contract/index.ts';
import { openStore, type StoreOptions } from '../../storage/index.ts';
import { createInlineRunner, type RunJob, type SplitMining } from './detect-run.ts';
import type { WorkerAnswer } from './worker-runner.ts';

interface WorkerInput {
  readonly store: StoreOptions;
  readonly job: RunJob;
  /** Null to mine in this process. */
  readonly parts: number | null;
}

async function answer(): Promise<WorkerAnswer> {
  const { store: options, job, parts } = workerData as WorkerInput;
  const sendTasks: SplitMining['sendTasks'] = async (tasks) => tell({ tasks });
  try {
    const store = await openStore(options);
    try {
      return { report: await createInlineRunner(store, parts === null ? null : { parts, sendTasks })(job) };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof AppError) {
      const { code, message: text, fix } = error;
      return { failure: { code, text, ...(fix === undefined ? {} : { fix }) } };
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { failure: { code: null, text } };
  }
}

const tell = (said: WorkerAnswer) => parentPort?.postMessage(said);

tell(await answer());
