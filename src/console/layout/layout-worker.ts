/** A thread for one layout. It must never load chdb, which hangs or crashes in threads. */
import { parentPort, workerData } from 'node:worker_threads';
import { computeLayout, type LayoutInput } from './compute-layout.ts';

parentPort?.postMessage(computeLayout(workerData as LayoutInput));
