/** Reading messages beside the main thread, which has to answer Kafka and the store in the meantime. */
import { Worker } from 'node:worker_threads';
import type { IntakeJob } from './intake-worker.ts';
import type { MessageIntakeSettings, MessageRun, ReadMessages } from './message-intake.ts';

export interface IntakeThreads {
  /** Hands the run's memory over; the caller may not use it afterwards. */
  add(run: MessageRun): void;
  /** All that was added before this call and after the one before it. Rejects when a thread has ended. */
  take(): Promise<ReadMessages>;
  close(): Promise<void>;
}

interface Thread {
  /** Bytes given since the last `take`. */
  load: number;
  post(job: IntakeJob, handedOver?: ArrayBuffer[]): void;
  take(): Promise<ReadMessages>;
  close(): Promise<unknown>;
}

/** A batch below this is read by one thread: every thread makes an insert of its own. */
const SHARE_BYTES = 1024 * 1024;
/** What a thread makes is garbage as soon as it stands in a column: more room for it costs memory and saves no time. */
const YOUNG_MB = 16;

/** Threads are started as they are needed, `size` at most. */
export function startIntakeThreads(size: number, settings: MessageIntakeSettings): IntakeThreads {
  const threads: Thread[] = [startThread(settings)];

  function leastLoaded(): Thread {
    const best = threads.reduce((a, b) => (b.load < a.load ? b : a));
    if (best.load < SHARE_BYTES || threads.length === size) {
      return (threads[0] as Thread).load < SHARE_BYTES ? (threads[0] as Thread) : best;
    }
    const next = startThread(settings);
    threads.push(next);
    return next;
  }

  return {
    add(run) {
      const thread = leastLoaded();
      // A tombstone is work, too.
      thread.load += run.bytes.length + run.lengths.length;
      thread.post(run, [run.bytes.buffer, run.lengths.buffer, run.offsets.buffer]);
    },
    async take() {
      const busy = threads.filter(({ load }) => load > 0);
      for (const thread of busy) thread.load = 0;
      const parts = await Promise.all(busy.map((thread) => thread.take()));
      return {
        batches: parts.flatMap(({ batches }) => batches),
        letters: parts.flatMap(({ letters }) => letters),
      };
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

function startThread(settings: MessageIntakeSettings): Thread {
  const worker = new Worker(new URL('./intake-worker.ts', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const waiting: { resolve(read: ReadMessages): void; reject(error: unknown): void }[] = [];
  let ended: unknown;
  const end = (error: unknown) => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  worker.on('message', (read: ReadMessages) => waiting.shift()?.resolve(read));
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`ingest/kafka: a reading thread ended, with code ${code}`)));
  const post = (job: IntakeJob, handedOver: ArrayBuffer[] = []) => worker.postMessage(job, handedOver);
  return {
    load: 0,
    post,
    take: () =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        waiting.push({ resolve, reject });
        post('take');
      }),
    close: () => worker.terminate(),
  };
}
