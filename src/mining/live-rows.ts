/** Leaves out, before any pair is looked at, the rows and accounts that cannot be part of a pair that matters. */
import { type MeetingRows, reachOf } from './meeting-rows.ts';
import { barWith, type PairSupport } from './pair-support.ts';
import { type BaseRates, PUBLIC_EVENT } from './populations.ts';
import type { TraceColumns } from './trace-columns.ts';

/** Rows still in the running. */
export interface LiveRows extends MeetingRows {
  /** Distinct accounts that were in reach of it, counted before anything was left out. */
  readonly population: Uint32Array;
}

/** What a pair must come up to. */
export interface PairBar {
  /** Nats, support included. */
  readonly minSurprise: number;
  /** Nats that the pair must have of its own, whatever its support. */
  readonly minOwn: number;
  readonly minMeetings: number;
  readonly support: PairSupport | null;
}

/** Products up to this share a table of logarithms. */
const SMALL = 1 << 16;

/**
 * The rows that had others in reach and are worth more than nothing, as columns of their own. A row is worth
 * ln(M / (2·k·n)), nothing at a public event. O(rows).
 */
export function worthyRows(
  traces: TraceColumns,
  windowMs: number,
  population: Uint32Array,
  { rows: all, activity }: BaseRates,
): LiveRows {
  let most = 0;
  for (let row = 0; row < traces.length; row++) {
    const n = population[row] as number;
    if (n > 1 && n <= PUBLIC_EVENT) most++;
  }
  const bucket = new Uint32Array(most);
  const at = new Float64Array(most);
  const account = new Uint32Array(most);
  const worth = new Float32Array(most);
  const around = new Uint32Array(most);
  const worthOf = new Float64Array(SMALL);
  let length = 0;
  for (let row = 0; row < traces.length; row++) {
    const n = population[row] as number;
    if (n < 2 || n > PUBLIC_EVENT) continue;
    const who = traces.account[row] as number;
    const product = (activity[who] as number) * n;
    let nats = product < SMALL ? (worthOf[product] as number) : 0;
    if (nats === 0) {
      nats = Math.log(all / (2 * product));
      if (product < SMALL) worthOf[product] = nats;
    }
    if (!(nats > 0)) continue;
    bucket[length] = traces.bucket[row] as number;
    at[length] = traces.at[row] as number;
    account[length] = who;
    worth[length] = nats;
    around[length] = n;
    length++;
  }
  const reach = { from: new Uint32Array(length), to: new Uint32Array(length) };
  const rows = { length, bucket, at, account, worth, population: around, ...reach };
  return withReach(
    { ...rows, ...numberAnew(account.subarray(0, length), activity.length) },
    length,
    windowMs,
  );
}

/** Numbers accounts densely in their order, in place. O(rows + accounts). */
function numberAnew(account: Uint32Array, accounts: number): Pick<LiveRows, 'who' | 'numberOf'> {
  const numberOf = new Int32Array(accounts).fill(-1);
  for (let row = 0; row < account.length; row++) numberOf[account[row] as number] = 0;
  let numbers = 0;
  for (let old = 0; old < accounts; old++) if (numberOf[old] === 0) numberOf[old] = numbers++;
  const who = new Uint32Array(numbers);
  for (let row = 0; row < account.length; row++) {
    const old = account[row] as number;
    const fresh = numberOf[old] as number;
    who[fresh] = old;
    account[row] = fresh;
  }
  return { who, numberOf };
}

/** The first `length` rows, their reach counted anew. */
function withReach(rows: LiveRows, length: number, windowMs: number): LiveRows {
  const cut = {
    length,
    who: rows.who,
    numberOf: rows.numberOf,
    bucket: rows.bucket.subarray(0, length),
    at: rows.at.subarray(0, length),
    account: rows.account.subarray(0, length),
    worth: rows.worth.subarray(0, length),
    population: rows.population.subarray(0, length),
    from: rows.from.subarray(0, length),
    to: rows.to.subarray(0, length),
  };
  reachOf(cut, windowMs, cut);
  return cut;
}

/** Keeps the rows that a test holds for, in the memory of `rows`, which must not be used any more. O(rows). */
export function keepRows(rows: LiveRows, windowMs: number, stays: (row: number) => boolean): LiveRows {
  const { bucket, at, account, worth, population, length } = rows;
  let next = 0;
  for (let row = 0; row < length; row++) {
    if (!stays(row)) continue;
    bucket[next] = bucket[row] as number;
    at[next] = at[row] as number;
    account[next] = account[row] as number;
    worth[next] = worth[row] as number;
    population[next] = population[row] as number;
    next++;
  }
  return next === length ? rows : withReach(rows, next, windowMs);
}

/**
 * Leaves out rows until those that stay only meet rows that stay, or hardly any more go: those out of reach of others, and
 * those of accounts whose best row in every bucket together could not come up to the bar. Exact: no pair that comes up to
 * it loses a meeting. Uses the memory of `start`. O(rows + accounts) a round, of at most five.
 */
export function settle(start: LiveRows, windowMs: number, bar: PairBar): LiveRows {
  let rows = start;
  const bounds = new Bounds(start.who, bar);
  for (let round = 0; round < 5; round++) {
    const before = rows.length;
    bounds.fill(rows);
    const { reachesBar } = bounds;
    const { account, from, to } = rows;
    rows = keepRows(
      rows,
      windowMs,
      (row) => (to[row] as number) - (from[row] as number) > 1 && reachesBar[account[row] as number] === 1,
    );
    if (rows.length > before * 0.9) break;
  }
  return rows;
}

/** What an account could come up to at most. 25 bytes an account, 29 when meetings are counted. */
class Bounds {
  /** By account, 1 where it could come up to the bar with somebody. */
  readonly reachesBar: Uint8Array;
  /** Nats of its own that each account needs. */
  readonly #least: Float64Array;
  readonly #minMeetings: number;
  // Side by side, so that a row touches one line of the cache: the sum over buckets, the last bucket (from 1 on) and its best.
  readonly #sums: Float64Array;
  readonly #words: Uint32Array;
  readonly #best: Float32Array;
  readonly #buckets: Uint32Array | null;

  constructor(who: Uint32Array, { minSurprise, minOwn, minMeetings, support }: PairBar) {
    this.reachesBar = new Uint8Array(who.length);
    this.#minMeetings = minMeetings;
    this.#least = new Float64Array(who.length).fill(minSurprise);
    if (support !== null)
      for (let x = 0; x < who.length; x++)
        this.#least[x] = Math.max(minOwn, barWith(minSurprise, support.most[who[x] as number] ?? 0));
    const cells = new ArrayBuffer(16 * who.length);
    this.#sums = new Float64Array(cells);
    this.#words = new Uint32Array(cells);
    this.#best = new Float32Array(cells);
    this.#buckets = minMeetings > 1 ? new Uint32Array(who.length) : null;
  }

  fill({ length, account, bucket, worth, from, to }: LiveRows): void {
    const sums = this.#sums;
    const words = this.#words;
    const best = this.#best;
    const buckets = this.#buckets;
    words.fill(0);
    buckets?.fill(0);
    for (let row = 0; row < length; row++) {
      if ((to[row] as number) - (from[row] as number) < 2) continue;
      const nats = worth[row] as number;
      const x = account[row] as number;
      const here = (bucket[row] as number) + 1;
      if (words[4 * x + 2] !== here) {
        words[4 * x + 2] = here;
        best[4 * x + 3] = nats;
        sums[2 * x] = (sums[2 * x] as number) + nats;
        if (buckets !== null) buckets[x] = (buckets[x] as number) + 1;
      } else if (nats > (best[4 * x + 3] as number)) {
        sums[2 * x] = (sums[2 * x] as number) + nats - (best[4 * x + 3] as number);
        best[4 * x + 3] = nats;
      }
    }
    for (let x = 0; x < this.reachesBar.length; x++) {
      // The sums are rounded in another order than a pair's own; a bar met exactly must not be missed for that.
      const isEnough = (sums[2 * x] as number) >= (this.#least[x] as number) - 1e-6;
      const met = buckets === null ? this.#minMeetings : (buckets[x] as number);
      this.reachesBar[x] = isEnough && met >= this.#minMeetings ? 1 : 0;
    }
  }
}
