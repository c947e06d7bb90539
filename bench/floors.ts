/**
 * What the stages of a detection cannot be faster than, measured on the same events: `node bench/floors.ts FILE STORE`.
 * Prints JSON: stage to seconds and how they were measured. STORE is a directory that a detection of FILE has left.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { readAccountIndex } from '../src/detection/account-index.ts';
import { createOwners, type KindTraces, readTraces } from '../src/detection/read-traces.ts';
import { wholeWindow } from '../src/detection/whole-window.ts';
import { openStore, type Store } from '../src/storage/index.ts';
import { TRACE_SOURCES } from '../src/traces/index.ts';
import { IN_WINDOW } from '../src/traces/trace-kind.ts';

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

/** The engine alone: rows arrive and nobody looks at them. */
async function drained(store: Store, sql: string, window: { from: number; to: number }): Promise<number> {
  return seconds(async () => {
    for await (const _ of store.batches(sql, window));
  });
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
const accounts = await readAccountIndex(store);
const keys =
  'SELECT account_key FROM actions UNION DISTINCT SELECT account_key FROM accounts ORDER BY account_key';
let reading = 0;
let pairs = 0;
let pairSeconds = 0;
for (const source of TRACE_SOURCES) {
  reading += await drained(store, source.select, window);
  for (const traces of await readTraces(store, source, window, accounts, createOwners(accounts)))
    for (const { windowMs } of [traces.kind, ...(traces.kind.slower ? [traces.kind.slower] : [])])
      pairSeconds += await seconds(() => {
        pairs += touchPairs(traces, windowMs);
      });
}
const texts = `SELECT account_key, event_key, occurred_at, text_bands, text_signature FROM actions FINAL WHERE ${IN_WINDOW} AND length(text_bands) = 16 ORDER BY occurred_at, event_key`;
const scan = `SELECT uniq(account_key), uniq(device), uniq(network), uniq(target_id) FROM actions FINAL WHERE ${IN_WINDOW} UNION ALL SELECT uniq(handle_stem), uniq(handle_shape), uniq(bio), uniq(avatar_hash) FROM accounts_now`;
const floors: Record<string, Floor> = {
  ingest: await parsing(file),
  'read accounts': { seconds: await drained(store, keys, window), how: "the engine's distinct keys" },
  'read traces': {
    seconds: reading,
    how: "the engine's sorted rows, not looked at; mining goes on beside it",
  },
  'group near copies': {
    seconds: await drained(store, texts, window),
    how: "the engine's signatures in order",
  },
  'read platform': { seconds: await drained(store, scan, window), how: 'one scan with approximate counts' },
  'mine pairs': {
    seconds: pairSeconds / cores,
    how: `${Math.round(pairs / 1e6)} M pairs touched once, ${Math.round(pairs / pairSeconds / 1e6)} M/s a core; only what reading did not hide`,
  },
};
await store.close();
console.log(JSON.stringify(floors));
