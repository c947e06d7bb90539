/** Threads that read runs of records, started as they are needed. */
import { Worker } from 'node:worker_threads';
import type { ReadyBatch } from './event-tables.ts';
import type { InputContext, IntakeSettings, RunResult } from './intake.ts';
import type { Answer, Job } from './worker-protocol.ts';

/** Whoever reads runs of records: threads, or this one. */
export interface RunReader {
  /** `bytes` are handed over: the caller may not use them afterwards. */
  read(input: InputContext, bytes: Buffer<ArrayBuffer>, firstLine: number): Promise<RunResult>;
  /** The rows that are not yet in a batch; call it when every `read` is answered. */
  flush(): AsyncIterable<readonly ReadyBatch[]>;
  close(): Promise<void>;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(answer: Answer): void; reject(error: unknown): void }>;
}

export function createWorkerPool(size: number, settings: IntakeSettings): RunReader {
  const threads: Thread[] = [];
  let nextId = 0;

  function start(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: settings });
    const thread: Thread = { worker, waiting: new Map() };
    worker.on('message', (answer: Answer) => {
      thread.waiting.get(answer.id)?.resolve(answer);
      thread.waiting.delete(answer.id);
    });
    const fail = (error: unknown) => {
      for (const { reject } of thread.waiting.values()) reject(error);
      thread.waiting.clear();
    };
    worker.on('error', fail);
    worker.on('exit', (code) =>
      fail(new Error(`ingest/worker-pool: a worker ended early, with code ${code}`)),
    );
    threads.push(thread);
    return thread;
  }

  /** A second thread costs a third of a second to start, so small inputs get by with one. */
  function leastBusy(): Thread {
    const idlest = threads.reduce<Thread | undefined>(
      (best, thread) => (best === undefined || thread.waiting.size < best.waiting.size ? thread : best),
      undefined,
    );
    return idlest === undefined || (idlest.waiting.size > 0 && threads.length < size) ? start() : idlest;
  }

  function ask(thread: Thread, job: Job, handedOver: readonly ArrayBuffer[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      thread.waiting.set(job.id, { resolve, reject });
      thread.worker.postMessage(job, handedOver);
    });
  }

  return {
    async read(input, bytes, firstLine) {
      const job: Job = { kind: 'read', id: nextId++, input, bytes, firstLine };
      const answer = await ask(leastBusy(), job, [bytes.buffer]);
      if (answer.kind !== 'read') throw new Error('ingest/worker-pool: an answer to another question');
      return answer.result;
    },
    async *flush() {
      for (const thread of threads) {
        const answer = await ask(thread, { kind: 'flush', id: nextId++ }, []);
        if (answer.kind === 'flush') yield answer.batches;
      }
    },
    async close() {
      await Promise.all(threads.map((thread) => thread.worker.terminate()));
    },
  };
}
