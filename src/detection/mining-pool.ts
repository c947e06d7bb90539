/** Mining beside the main thread, so that the store can be read and asked meanwhile. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type MinedPairs, type MinePairsOptions, minePairs, type TraceColumns } from '../mining/index.ts';

export interface MiningPool {
  /** As `minePairs`. Columns in shared memory are not copied. */
  mine(traces: TraceColumns, options: MinePairsOptions): Promise<MinedPairs>;
  /** Ends the threads; what they were mining is lost. */
  close(): Promise<void>;
}

/** What a thread is told; it answers with `MinedPairs`. */
export interface MiningJob {
  readonly traces: TraceColumns;
  readonly options: MinePairsOptions;
}

interface WaitingJob extends MiningJob {
  resolve(mined: MinedPairs): void;
  reject(error: unknown): void;
}

/** Fewer rows are mined sooner than a thread is told of them. */
const FEW_ROWS = 20_000;

/** Threads start with the first large job, one for each core. The jobs decide alone what is found, not their order. */
export function createMiningPool(size: number = availableParallelism()): MiningPool {
  const idle: Worker[] = [];
  const working = new Map<Worker, WaitingJob>();
  const waiting: WaitingJob[] = [];

  function start(): Worker {
    const worker = new Worker(new URL('./mining-worker.ts', import.meta.url));
    worker.on('message', (mined: MinedPairs) => {
      working.get(worker)?.resolve(mined);
      working.delete(worker);
      idle.push(worker);
      next();
    });
    const fail = (error: unknown) => {
      working.get(worker)?.reject(error);
      working.delete(worker);
      next();
    };
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`detection/mining-pool: a thread ended with code ${code}`)));
    return worker;
  }

  function next(): void {
    while (waiting.length > 0) {
      const worker = idle.pop() ?? (working.size < size ? start() : undefined);
      if (worker === undefined) return;
      const [job] = waiting.splice(largest(waiting), 1) as [WaitingJob];
      working.set(worker, job);
      const { traces, options } = job;
      worker.postMessage({ traces, options } satisfies MiningJob);
    }
  }

  return {
    async mine(traces, options) {
      if (traces.length < FEW_ROWS) return minePairs(traces, options);
      return new Promise((resolve, reject) => {
        waiting.push({ traces: inSharedMemory(traces), options, resolve, reject });
        next();
      });
    },
    async close() {
      waiting.length = 0;
      await Promise.all([...idle, ...working.keys()].map((worker) => worker.terminate()));
    },
  };
}

/** The job that will take longest comes first, so that no thread is left alone with it at the end. */
function largest(jobs: readonly MiningJob[]): number {
  let place = 0;
  jobs.forEach(({ traces, options }, other) => {
    const most = jobs[place] as MiningJob;
    const more = traces.length - most.traces.length || options.windowMs - most.options.windowMs;
    if (more > 0) place = other;
  });
  return place;
}

function inSharedMemory({ length, bucket, at, account }: TraceColumns): TraceColumns {
  const shared = <Column extends Uint32Array | Float64Array>(column: Column, make: () => Column): Column => {
    if (column.buffer instanceof SharedArrayBuffer) return column;
    const copy = make();
    copy.set(column);
    return copy;
  };
  return {
    length,
    bucket: shared(bucket, () => new Uint32Array(new SharedArrayBuffer(4 * length))),
    at: shared(at, () => new Float64Array(new SharedArrayBuffer(8 * length))),
    account: shared(account, () => new Uint32Array(new SharedArrayBuffer(4 * length))),
  };
}
