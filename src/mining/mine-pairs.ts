/** Pairs that met more often than their activity and the crowd around them explain. */
// Not from the room's face: a mining thread starts twice as fast without the schemas.
import { AppError } from '../contract/errors.ts';
import { rowsByOwner } from './by-owner.ts';
import { CROWD_FLOOR, crowdCap, staysInCrowd } from './crowds.ts';
import type { EdgeList } from './edge-list.ts';
import { EdgeWriter } from './edge-writer.ts';
import { enumeratePairs } from './enumerate-pairs.ts';
import { keepRows, type LiveRows, type PairBar, settle, worthyRows } from './live-rows.ts';
import { PairMeeter } from './meet-pair.ts';
import { rowsByAccount } from './meeting-rows.ts';
import type { PairSupport } from './pair-support.ts';
import type { MiningPart } from './parts.ts';
import { accountBound, baseRatesOf, populationsOf, requireSorted } from './populations.ts';
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
   * What joins pairs already: it counts towards `minSurprise`, but at least `minOwn` nats must be a pair's own. Pairs
   * without support must come up to `minSurprise` alone, which saves most of the time and of the edges.
   */
  readonly support?: { readonly pairs: PairSupport; readonly minOwn: number };
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
 * rows (`PairMeeter`), without which two busy accounts would always look surprising. M and k are
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
  const { windowMs, minMeetings = 1, maxEdges = 20e6, family = null } = options;
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
  const support = options.support?.pairs ?? null;
  const minOwn = options.support?.minOwn ?? options.minSurprise;
  const bar = { minSurprise: options.minSurprise, minOwn, minMeetings, support };
  const population = populationsOf(traces, windowMs, accounts);
  const base = baseRatesOf(traces, windowMs, accounts);
  const worthy = worthyRows(traces, windowMs, population, base);
  const {
    rows: calm,
    cap,
    ...skipped
  } = thinCrowds(worthy, windowMs, options, {
    ...bar,
    minSurprise: minOwn,
    support: null,
  });
  const live = settle(calm, windowMs, bar);
  const { rows, owners } =
    family === null ? { rows: live, owners: null } : rowsByOwner(live, family, windowMs);

  const byAccount = rowsByAccount(rows, rows.who.length);
  const activity = rows.who.map((account) => base.activity[account] as number);
  const sink = new EdgeWriter({ minSurprise: minOwn, maxEdges });
  enumeratePairs(
    {
      rows,
      byAccount,
      meeter: new PairMeeter({ rows, byAccount, owners, activity }),
      minMeetings,
      minSurprise: bar.minSurprise,
      support,
      part: options.part ?? null,
    },
    sink,
  );
  let enumeratedPairs = 0;
  for (let row = 0; row < rows.length; row++)
    enumeratedPairs += (rows.to[row] as number) - (rows.from[row] as number) - 1;
  return {
    edges: sink.finish(),
    stats: {
      rows: traces.length,
      accounts,
      liveRows: rows.length,
      enumeratedPairs: enumeratedPairs / 2,
      ...skipped,
      cap,
      minSurprise: sink.minSurprise,
    },
  };
}

/** How far crowds are thinned does not depend on support, so that it cannot change who stays in one. */
function thinCrowds(worthy: LiveRows, windowMs: number, options: MinePairsOptions, bar: PairBar) {
  const { pairBudget = 300e6, maxMeetingPopulation } = options;
  const isCrowded = worthy.population.some((n) => n > (maxMeetingPopulation ?? CROWD_FLOOR));
  if (!isCrowded)
    return { rows: worthy, cap: maxMeetingPopulation ?? CROWD_FLOOR, skippedRows: 0, skippedBuckets: 0 };
  const rows = settle(worthy, windowMs, bar);
  const cap = maxMeetingPopulation ?? crowdCap({ ...rows, pairBudget });
  let skippedRows = 0;
  let skippedBuckets = 0;
  let lastBucket = -1;
  const kept = keepRows(rows, windowMs, (row) => {
    const account = rows.who[rows.account[row] as number] as number;
    if (staysInCrowd(account, rows.population[row] as number, cap)) return true;
    skippedRows++;
    const bucket = rows.bucket[row] as number;
    if (bucket !== lastBucket) skippedBuckets++;
    lastBucket = bucket;
    return false;
  });
  return { rows: kept, cap, skippedRows, skippedBuckets };
}
