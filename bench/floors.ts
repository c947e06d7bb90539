/**
 * What the stages of a detection cannot be faster than, measured on the same events: `node bench/floors.ts FILE STORE`.
 * Prints JSON: stage to seconds and how they were measured. STORE is a directory that a detection of FILE has left.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { readFacts } from '../src/detection/facts/read-facts.ts';
import { selectAccounts } from '../src/detection/facts/scan-accounts.ts';
import { SELECT_ACTS } from '../src/detection/facts/scan-acts.ts';
import { type KindTraces, readTraces } from '../src/detection/read-traces.ts';
import { wholeWindow } from '../src/detection/whole-window.ts';
import { openStore } from '../src/storage/index.ts';
import { TRACE_SOURCES } from '../src/traces/index.ts';

export interface Floor {
  readonly seconds: number;
  readonly how: string;
}

const SAMPLE_BYTES = 100e6;
const cores = availableParallelism();

async function seconds(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1000;
}

/** JSON.parse of the first 100 MB, line by line, taken up to the whole file and shared out to all cores. */
async function parsing(path: string): Promise<Floor> {
  const file = openSync(path, 'r');
  const bytes = Buffer.alloc(Math.min(SAMPLE_BYTES, statSync(path).size));
  readSync(file, bytes);
  closeSync(file);
  const lines = bytes.toString().split('\n').slice(0, -1);
  const sample = await seconds(() => lines.reduce((sum, line) => sum + JSON.parse(line).type.length, 0));
  const perSecond = Math.round(lines.length / sample).toLocaleString('en');
  return {
    seconds: (sample * statSync(path).size) / bytes.length / cores,
    how: `JSON.parse of the same lines, ${perSecond}/s a core`,
  };
}

/** Two pointers over sorted columns: each pair within the window is touched once. */
function touchPairs({ columns: { length, bucket, at, account } }: KindTraces, windowMs: number): number {
  let differing = 0;
  for (let row = 0; row < length; row++) {
    // Crowds are thinned to about 2,000, so no more are met.
    const end = Math.min(length, row + 2_000);
    for (let other = row + 1; other < end && bucket[other] === bucket[row]; other++) {
      if ((at[other] as number) - (at[row] as number) > windowMs) break;
      if (account[other] !== account[row]) differing++;
    }
  }
  return differing;
}

const [file = '', directory = ''] = process.argv.slice(2);
const store = await openStore({ kind: 'embedded', directory });
const window = await wholeWindow(store);
const { facts } = await readFacts(store, window);
let pairs = 0;
let pairSeconds = 0;
for (const source of TRACE_SOURCES)
  for (const traces of readTraces(source, facts))
    for (const { windowMs } of [traces.kind, ...(traces.kind.slower ? [traces.kind.slower] : [])])
      pairSeconds += await seconds(() => {
        pairs += touchPairs(traces, windowMs);
      });
const read = await seconds(async () => {
  for await (const _ of store.batches(SELECT_ACTS, { from: window.from, to: window.to }));
  for await (const _ of store.batches(selectAccounts('everybody')));
});
const floors: Record<string, Floor> = {
  ingest: await parsing(file),
  'read facts': { seconds: read, how: "the engine's rows, not looked at" },
  'mine pairs': {
    seconds: pairSeconds / cores,
    how: `${Math.round(pairs / 1e6)} M pairs touched once, ${Math.round(pairs / pairSeconds / 1e6)} M/s a core; only what sorting did not hide`,
  },
};
await store.close();
console.log(JSON.stringify(floors));
