/** What simpler detectors would have accused, on the same stored events: each figure gets a neighbour. */
import { rawPairsOf } from '../../detection/index.ts';
import type { Store } from '../../storage/index.ts';
import { traceKind } from '../../traces/index.ts';
import type { Baseline } from './run-town.ts';
import { similarAccounts } from './tf-idf.ts';

const WINDOW_MS = 60_000;
/** Actions that platforms count; what somebody only looked at is left out, as the published tools do. */
const TRACES = [
  'co-like',
  'co-repost',
  'co-comment',
  'co-follow',
  'co-vote',
  'co-favorite',
  'co-share',
  'co-quote',
  'co-danmaku',
];
const MIN_MEETINGS = 3;
const MIN_COMPONENT = 10;

/** Two of the baselines ask the same of one store. */
const known = new WeakMap<Store, Promise<ReadonlyMap<string, number>>>();

/** Pairs of accounts to the number of targets on which they acted alike within a minute. */
function meetings(store: Store): Promise<ReadonlyMap<string, number>> {
  const counted = known.get(store) ?? countMeetings(store);
  known.set(store, counted);
  return counted;
}

async function countMeetings(store: Store): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const trace of TRACES)
    for await (const { account_a, account_b, meetings: more } of rawPairsOf(
      store,
      traceKind(trace),
      WINDOW_MS,
    )) {
      const pair = `${account_a}\n${account_b}`;
      counts.set(pair, (counts.get(pair) ?? 0) + more);
    }
  return counts;
}

const accountsIn = (pair: string): readonly string[] => pair.split('\n');

/** CooRTweet's rule (Righetti and Balluff 2025, doi:10.5117/CCR2025.1.7.RIGH): pairs that shared often enough in time. */
export const countThreshold: Baseline = {
  name: 'count threshold',
  about: `accounts of pairs that acted alike on ${MIN_MEETINGS} targets or more within ${WINDOW_MS / 1_000} s each (as CooRTweet)`,
  async accuse(store) {
    const counts = await meetings(store);
    return new Set(
      [...counts].filter(([, count]) => count >= MIN_MEETINGS).flatMap(([pair]) => accountsIn(pair)),
    );
  },
};

/** Size of components alone, as early tools flagged "large clusters of simultaneous activity". */
export const componentSize: Baseline = {
  name: 'component size',
  about: `accounts in components of ${MIN_COMPONENT} or more among pairs that acted alike on 2 targets within ${WINDOW_MS / 1_000} s each`,
  async accuse(store) {
    const counts = await meetings(store);
    const parent = new Map<string, string>();
    const root = (account: string): string => {
      let at = account;
      for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
      parent.set(account, at);
      return at;
    };
    for (const [pair, count] of counts) {
      if (count < 2) continue;
      const [a = '', b = ''] = accountsIn(pair);
      parent.set(root(a), root(b));
    }
    const sizes = new Map<string, number>();
    for (const account of parent.keys()) sizes.set(root(account), (sizes.get(root(account)) ?? 0) + 1);
    return new Set([...parent.keys()].filter((account) => (sizes.get(root(account)) ?? 0) >= MIN_COMPONENT));
  },
};

/** Pacheco et al. 2021 (doi:10.1609/icwsm.v15i1.18075): cosine of TF-IDF vectors over what accounts acted on. */
export const tfIdfCosine: Baseline = {
  name: 'TF-IDF cosine',
  about:
    'accounts of 10 actions or more in the most similar 0.5 % of pairs by the cosine of their TF-IDF vectors over targets',
  accuse: similarAccounts,
};

export const BASELINES: readonly Baseline[] = [countThreshold, tfIdfCosine, componentSize];
