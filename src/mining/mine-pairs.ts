/** Pairs that met more often than their activity and the crowd around them explain. */
import { AppError } from '../contract/index.ts';
import { createAppraiser } from './appraise-pair.ts';
import { crowdCap, staysInCrowd } from './crowds.ts';
import type { EdgeList } from './edge-list.ts';
import { EdgeWriter } from './edge-writer.ts';
import { enumeratePairs } from './enumerate-pairs.ts';
import { type BarAlone, compact, type LiveRows, markLive } from './live-rows.ts';
import { reachOf, rowsByAccount } from './meeting-rows.ts';
import type { MiningPart } from './parts.ts';
import {
  accountBound,
  type BaseRates,
  baseRatesOf,
  PUBLIC_EVENT,
  populationsOf,
  requireSorted,
} from './populations.ts';
import type { TraceColumns } from './trace-columns.ts';

export interface MinePairsOptions {
  /** Two traces at most this far apart meet; `Infinity` for traces without time. */
  readonly windowMs: number;
  /** Nats; pairs below are not kept. `pairThreshold` gives the value at which one false pair is expected. */
  readonly minSurprise: number;
  /** Distinct buckets in which a pair must have met. Default 1. */
  readonly minMeetings?: number;
  /**
   * Crowds of more accounts than this are thinned to about this many. Default: chosen from the traces (`crowdCap`), at
   * least 2,000. What is lost: the meetings of the others there, each worth at most ln(M / 2n) nats for n in the crowd.
   */
  readonly maxMeetingPopulation?: number;
  /** Row pairs to enumerate at most, as far as thinning crowds above 2,000 can achieve it. Default 300 M. */
  readonly pairBudget?: number;
  /** Edges kept at most (36 bytes each): above, the stronger half stays and the bar rises. Default 20 M. */
  readonly maxEdges?: number;
  /**
   * Bucket to owner, such as the author of the target (`NO_OWNER` for none). Meetings on one owner's buckets show a
   * common taste as much as coordination: c of them are worth their mean times 1 + 1/2 + … + 1/c.
   */
  readonly family?: Uint32Array;
  /**
   * A higher bar for pairs of which one account is joined to nobody by evidence of another sort: theirs cannot add up with
   * anything. Saves time and edges; the edges that come up to the higher bar, and all between joined accounts, stay.
   */
  readonly alone?: BarAlone;
  /** Only the pairs of this part (see `isInPart`); the edges of all parts together are those of the whole. */
  readonly part?: MiningPart;
}

/** What was done and what was left out. */
export interface MiningStats {
  readonly rows: number;
  readonly accounts: number;
  /** Rows that could be part of a pair at or above the bar. */
  readonly liveRows: number;
  /** Pairs of rows within the window that were looked at. */
  readonly enumeratedPairs: number;
  /** Rows left out to thin a crowd, and the buckets they stood in. */
  readonly skippedRows: number;
  readonly skippedBuckets: number;
  /** Population above which crowds were thinned. */
  readonly cap: number;
  /** The bar that the edges come up to; above the one asked for only where there were more than `maxEdges`. */
  readonly minSurprise: number;
}

export interface MinedPairs {
  readonly edges: EdgeList;
  readonly stats: MiningStats;
}

/**
 * Finds the pairs with at least `minSurprise` nats of surprise.
 *
 * The surprise of a pair is Σ over the distinct buckets where they met of ln(M / (2·k·n)): M rows in all, k the rows of
 * the account, n the distinct accounts within the window around its row. Of the two rows the one that proves less counts;
 * with equal n this is ln(M / (2·max(k_x, k_y)·n)). It estimates the chance that a row of M, drawn by activity, puts the
 * other account there too. From the sum goes the price of having chosen the meetings among the less active account's
 * rows (`createAppraiser`), without which two busy accounts would always look surprising. M and k are
 * taken over all traces outside of public events (`baseRatesOf`) and n over all who were there, so suspects can lower
 * their own surprise but never raise it. k counts rows, not buckets, as M does. Rows that prove nothing (k·n ≥ M/2) and rows at
 * public events are left out, and `meetings` does not count them.
 *
 * Exact but for crowds (see `maxMeetingPopulation` and `stats`). Memory: about 60 bytes a row, 44 an account and 36 an
 * edge; O(rows + enumerated pairs). No sketch of pair counts is needed: counters are dense per account, and accounts that
 * cannot reach the bar are gone before pairs are looked at. Account numbers must not depend on the order of input, as
 * they decide who stays in a crowd.
 */
export function minePairs(traces: TraceColumns, options: MinePairsOptions): MinedPairs {
  const { windowMs, minMeetings = 1, pairBudget = 300e6, maxEdges = 20e6, family = null } = options;
  if (!(windowMs >= 0) || Number.isNaN(options.minSurprise)) {
    throw new AppError(
      'bad-usage',
      'mining/mine-pairs: windowMs must be 0 or more and minSurprise a number',
      {
        fix: 'Give windowMs in milliseconds (Infinity for traces without time) and minSurprise in nats.',
      },
    );
  }
  requireSorted(traces);
  const accounts = accountBound(traces);
  const bar = { minSurprise: options.minSurprise, minMeetings };
  const population = populationsOf(traces, windowMs, accounts);
  const base = baseRatesOf(traces, population, accounts);
  let rows = withWorth(traces, population, base);
  rows = compact(rows, markLive(rows, null, accounts, bar));
  rows = settle(rows, windowMs, accounts, bar);

  let reach = reachOf(rows, windowMs);
  const cap = options.maxMeetingPopulation ?? crowdCap({ ...reach, population: rows.population, pairBudget });
  const before = rows;
  const thinned = thin(rows, cap);
  if (thinned.skippedRows > 0) {
    rows = compact(before, thinned.mask);
    reach = reachOf(rows, windowMs);
  }

  const alone = options.alone === undefined ? {} : { alone: options.alone };
  if (options.alone !== undefined) {
    rows = compact(rows, markLive(rows, reach, accounts, { ...bar, ...alone }));
    reach = reachOf(rows, windowMs);
  }
  const sink = new EdgeWriter({ minSurprise: bar.minSurprise, maxEdges });
  const byAccount = rowsByAccount(rows, accounts, family);
  const meetingRows = { ...rows, ...reach };
  const appraise = createAppraiser({ rows: meetingRows, byAccount, family, activity: base.activity });
  const part = options.part === undefined ? {} : { part: options.part };
  enumeratePairs({ rows: meetingRows, byAccount, family, minMeetings, appraise, ...alone, ...part }, sink);
  const edges = sink.finish();
  let enumeratedPairs = 0;
  for (let row = 0; row < rows.length; row++) {
    enumeratedPairs += (reach.to[row] as number) - (reach.from[row] as number) - 1;
  }
  return {
    edges,
    stats: {
      rows: traces.length,
      accounts,
      liveRows: rows.length,
      enumeratedPairs: enumeratedPairs / 2,
      skippedRows: thinned.skippedRows,
      skippedBuckets: thinned.skippedBuckets,
      cap,
      minSurprise: sink.minSurprise,
    },
  };
}

function withWorth(traces: TraceColumns, population: Uint32Array, { rows, activity }: BaseRates): LiveRows {
  const worth = new Float32Array(traces.length);
  for (let row = 0; row < traces.length; row++) {
    const n = population[row] as number;
    const k = activity[traces.account[row] as number] as number;
    worth[row] = n > PUBLIC_EVENT ? 0 : Math.log(rows / (2 * k * n));
  }
  return { ...traces, worth, population };
}

/** Leaves out rows until those that stay only meet rows that stay, or hardly any more go. */
function settle(
  start: LiveRows,
  windowMs: number,
  accounts: number,
  bar: { readonly minSurprise: number; readonly minMeetings: number },
): LiveRows {
  let rows = start;
  for (let round = 0; round < 4; round++) {
    const before = rows.length;
    rows = compact(rows, markLive(rows, reachOf(rows, windowMs), accounts, bar));
    if (rows.length > before * 0.9) break;
  }
  return rows;
}

function thin(rows: LiveRows, cap: number) {
  const mask = new Uint8Array(rows.length).fill(1);
  let skippedRows = 0;
  let skippedBuckets = 0;
  let lastBucket = -1;
  for (let row = 0; row < rows.length; row++) {
    if (staysInCrowd(rows.account[row] as number, rows.population[row] as number, cap)) continue;
    mask[row] = 0;
    skippedRows++;
    const bucket = rows.bucket[row] as number;
    if (bucket !== lastBucket) skippedBuckets++;
    lastBucket = bucket;
  }
  return { mask, skippedRows, skippedBuckets };
}
