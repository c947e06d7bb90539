/** Computes layouts beside the server's thread, one after another, each once. */
import { Worker } from 'node:worker_threads';
import type { ConsoleDeps } from '../server/app.ts';
import type { Layout, LayoutInput } from './compute-layout.ts';
import { type ClusterName, readLayout, readLayoutInput, writeLayout } from './stored-layouts.ts';

export interface Layouts {
  /** Sees to it that the cluster will have a stored layout. Never throws, never waits. */
  request(name: ClusterName): void;
}

/** What failed is not tried again for so long. */
const AFTER_FAILURE_MS = 600_000;
/** Who walks through all clusters must not pile up hours of work; what is dropped is asked for again with the next look. */
const MOST_WAITING = 32;
const MEMORY_MB = 1_024;
const WORKER = new URL('./layout-worker.ts', import.meta.url);

/** @param worker The thread's file; it answers with a `Layout` for its `workerData`, a `LayoutInput`. */
export function createLayouts({ store, now, log }: ConsoleDeps, worker: URL = WORKER): Layouts {
  const waiting = new Set<string>();
  const failedAt = new Map<string, number>();
  let last: Promise<void> = Promise.resolve();

  const work = async (name: ClusterName): Promise<void> => {
    // Another process may have been faster.
    if ((await readLayout(store, name)) !== null) return;
    const { ids, input } = await readLayoutInput(store, name);
    const layout = await inWorker(worker, input);
    await writeLayout(store, name, { ids, layout, now: now() });
  };

  return {
    request(name) {
      const key = JSON.stringify([name.runId, name.clusterId]);
      if (waiting.has(key) || waiting.size >= MOST_WAITING) return;
      if (now() - (failedAt.get(key) ?? Number.NEGATIVE_INFINITY) < AFTER_FAILURE_MS) return;
      waiting.add(key);
      last = last
        .then(() => work(name))
        .then(
          () => failedAt.delete(key),
          (error: unknown) => {
            failedAt.set(key, now());
            log(new Error(`console/layouts: ${key} keeps its initial layout`, { cause: error }));
          },
        )
        .then(() => {
          waiting.delete(key);
        });
    },
  };
}

/** Rejects when the thread crashes or ends without an answer. It does not keep the process alive. */
function inWorker(file: URL, input: LayoutInput): Promise<Layout> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.unref();
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the thread ended with code ${code}`)));
  });
}
