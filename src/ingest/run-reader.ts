/** Reads runs of records, in this thread and in others that are started as they are needed. */
import { setImmediate as events } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ReadyBatch } from './event-tables.ts';
import {
  createIntake,
  type InputContext,
  type Intake,
  type IntakeSettings,
  type RunResult,
} from './intake.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';
import type { Answer, Job } from './worker-protocol.ts';

export interface RunReader {
  /**
   * `bytes` are the caller's no more; `giveBack` gets their memory, when they have been read, for the next run.
   */
  read(input: InputContext, bytes: Buffer<ArrayBuffer>, firstLine: number): Promise<RunResult>;
  /** The rows that are not yet in a batch; call it when every `read` is answered. */
  flush(): AsyncIterable<readonly ReadyBatch[]>;
  close(): Promise<void>;
}

/** Runs that a thread is given at a time: one in work, one at hand. */
const AT_HAND = 2;

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(answer: Answer): void; reject(error: unknown): void }>;
}

/** With up to `size` threads beside this one, which reads what they have no hands for. */
export function createRunReader(
  size: number,
  settings: IntakeSettings,
  giveBack: (memory: ArrayBuffer) => void,
): RunReader {
  const threads: Thread[] = [];
  let own: Intake | undefined;
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
      fail(new Error(`ingest/run-reader: a worker ended early, with code ${code}`)),
    );
    threads.push(thread);
    return thread;
  }

  function ownIntake(): Intake {
    own ??= createIntake(settings, TEXT_FUNCTIONS);
    return own;
  }

  /** A thread with a free hand, undefined when it is this one's turn. */
  function freeThread(): Thread | undefined {
    const idlest = threads.reduce<Thread | undefined>(
      (best, thread) => (best === undefined || thread.waiting.size < best.waiting.size ? thread : best),
      undefined,
    );
    if (idlest !== undefined && idlest.waiting.size < AT_HAND) return idlest;
    return threads.length < size ? start() : undefined;
  }

  function ask(thread: Thread, job: Job, handedOver: readonly ArrayBuffer[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      thread.waiting.set(job.id, { resolve, reject });
      thread.worker.postMessage(job, handedOver);
    });
  }

  return {
    async read(input, bytes, firstLine) {
      const thread = freeThread();
      if (thread === undefined) {
        // What the threads have to say is heard first: an input that is always at hand would never let them.
        await events();
        const result = ownIntake().read(input, bytes, firstLine);
        giveBack(bytes.buffer);
        return result;
      }
      const job: Job = { kind: 'read', id: nextId++, input, bytes, firstLine };
      const answer = await ask(thread, job, [bytes.buffer]);
      if (answer.kind !== 'read') throw new Error('ingest/run-reader: an answer to another question');
      giveBack(answer.memory);
      return answer.result;
    },
    async *flush() {
      if (own !== undefined) yield own.flush();
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
