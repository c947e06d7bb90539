/** A mining thread. It must never load chdb, which hangs or crashes in threads. */
import { parentPort } from 'node:worker_threads';
import { minePairs } from '../mining/index.ts';
import type { MiningJob } from './mining-pool.ts';

parentPort?.on('message', ({ traces, options }: MiningJob) => {
  const mined = minePairs(traces, options);
  const { a, b, meetings, surprise, firstAt, lastAt } = mined.edges;
  const columns = [a, b, meetings, surprise, firstAt, lastAt];
  parentPort?.postMessage(
    mined,
    columns.map(({ buffer }) => buffer as ArrayBuffer),
  );
});
