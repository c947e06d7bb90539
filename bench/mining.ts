/** Mining at full size: seconds, pairs/s and memory for 1 M and 10 M traces, and what one viral bucket adds. */
import { parseArgs } from 'node:util';
import { findBursts, minePairs, pairThreshold, rawPairs, type TraceColumns } from '../src/mining/index.ts';

const WINDOW_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;
const VIRAL_ROWS = 100_000;
const FADE_MS = 4 * 3_600_000;

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A week of likes: targets by Zipf's law (exponent 0.8), interest fading over four hours, a tenth of the accounts with half of
 * the rows; and, as the last bucket, one with 100,000 rows within a minute.
 */
function week(rows: number, viralRows: number): TraceColumns {
  const rng = seeded(1);
  const targets = Math.ceil(rows / 20);
  const accounts = Math.ceil(rows / 10);
  const weights = Float64Array.from({ length: targets }, (_, i) => (i + 1) ** -0.8);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const size = rows + viralRows;
  const bucket = new Uint32Array(size);
  const at = new Float64Array(size);
  const account = new Uint32Array(size);
  let length = 0;
  let owed = 0;
  for (let target = 0; target < targets; target++) {
    owed += ((weights[target] as number) / total) * rows;
    const birth = Math.floor(rng() * WEEK_MS);
    const start = length;
    for (; length < Math.min(rows, Math.round(owed)); length++) {
      bucket[length] = target;
      at[length] = birth - Math.floor(Math.log(1 - rng()) * FADE_MS);
      account[length] = Math.floor(accounts * rng() ** 3);
    }
    at.subarray(start, length).sort();
  }
  const start = length;
  for (; length < start + viralRows; length++) {
    bucket[length] = targets;
    at[length] = WEEK_MS / 2 + Math.floor(rng() * WINDOW_MS);
    account[length] = Math.floor(rng() * accounts);
  }
  at.subarray(start, length).sort();
  return {
    length,
    bucket: bucket.subarray(0, length),
    at: at.subarray(0, length),
    account: account.subarray(0, length),
  };
}

function timed<Result>(name: string, run: () => Result, about: (result: Result, seconds: number) => string) {
  const before = process.cpuUsage();
  const result = run();
  const used = process.cpuUsage(before);
  const seconds = (used.user + used.system) / 1e6;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${name.padEnd(38)} ${seconds.toFixed(2).padStart(7)} CPU s  peak ${peakMb} MB  ${about(result, seconds)}`,
  );
  return seconds;
}

function mineAt(rows: number): void {
  const minSurprise = pairThreshold(rows / 10);
  const mine = (traces: TraceColumns, bar: number) => () =>
    minePairs(traces, { windowMs: WINDOW_MS, minSurprise: bar });
  const about = ({ edges, stats }: ReturnType<typeof minePairs>, seconds: number) =>
    `${(stats.enumeratedPairs / 1e6).toFixed(1)} M pairs (${(stats.enumeratedPairs / seconds / 1e6).toFixed(0)} M/s), ${edges.length} edges, cap ${stats.cap}, ${stats.skippedRows} rows skipped`;
  const name = `${rows / 1e6} M rows`;
  let traces = week(rows, 0);
  const calm = timed(`${name}, one false pair expected`, mine(traces, minSurprise), about);
  timed(`${name}, bar 8 nats`, mine(traces, 8), about);
  traces = week(rows, VIRAL_ROWS);
  const stormy = timed(`${name} and a viral bucket`, mine(traces, minSurprise), about);
  console.log(
    `  the viral bucket: ${(stormy - calm).toFixed(2)} s, ${(((stormy - calm) / calm) * 100).toFixed(0)} %`,
  );
  timed(`${name} and a viral bucket, bar 8 nats`, mine(traces, 8), about);
}

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000,10000000' }, raw: { type: 'boolean' } },
});
mineAt(100_000); // warms the compiler up
for (const rows of values.rows.split(',').map(Number)) {
  mineAt(rows);
  if (values.raw) {
    const traces = week(rows, 0);
    timed(
      `${rows / 1e6} M rows, raw pairs`,
      () => rawPairs(traces, { windowMs: WINDOW_MS }),
      ({ length }, seconds) =>
        `${(length / 1e6).toFixed(1)} M pairs (${(length / seconds / 1e6).toFixed(1)} M/s)`,
    );
  }
}
const rng = seeded(2);
const times = Float64Array.from(
  { length: 1e6 },
  () => Math.floor((rng() * 365 * 86_400_000) / 1_000) * 1_000,
).sort();
timed(
  'bursts in 1 M times',
  () => findBursts(times),
  (bursts) => `${bursts.length} bursts`,
);
