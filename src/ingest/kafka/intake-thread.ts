/** Reading messages beside the main thread, which has to answer Kafka and the store in the meantime. */
import { Worker } from 'node:worker_threads';
import type { IntakeJob } from './intake-worker.ts';
import type { MessageIntakeSettings, MessageRun, ReadMessages } from './message-intake.ts';

export interface IntakeThread {
  /** Hands the run's memory over; the caller may not use it afterwards. */
  add(run: MessageRun): void;
  /** All that was added before this call and after the one before it. Rejects when the thread has ended. */
  take(): Promise<ReadMessages>;
  close(): Promise<void>;
}

export function startIntakeThread(settings: MessageIntakeSettings): IntakeThread {
  const worker = new Worker(new URL('./intake-worker.ts', import.meta.url), { workerData: settings });
  const waiting: { resolve(read: ReadMessages): void; reject(error: unknown): void }[] = [];
  let ended: unknown;
  const end = (error: unknown) => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on('message', (read: ReadMessages) => waiting.shift()?.resolve(read));
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`ingest/kafka: the reading thread ended, with code ${code}`)));
  const post = (job: IntakeJob, handedOver: ArrayBuffer[] = []) => worker.postMessage(job, handedOver);
  return {
    add: (run) => post(run, [run.bytes.buffer, run.lengths.buffer, run.offsets.buffer]),
    take: () =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        waiting.push({ resolve, reject });
        post('take');
      }),
    async close() {
      await worker.terminate();
    },
  };
}
