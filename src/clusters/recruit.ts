/** Recruiting: outsiders who took part in a cluster's gatherings far more often than chance become peripheral. */
import { AppError } from '../contract/index.ts';
import { countingSort } from './csr.ts';
import { lnChoose } from './price.ts';

/** "This outsider was in that gathering", as columns in any order; repeats of a row count once. */
export interface Participations {
  readonly length: number;
  /** Index of the cluster whose gathering it was; an account may appear with several clusters. */
  readonly cluster: Uint32Array;
  /** Dense account index of the outsider. */
  readonly account: Uint32Array;
  /** Dense id of the gathering (one bucket of one trace kind within Δ), the same for all who were there. */
  readonly gathering: Uint32Array;
  /**
   * Surprise in nats of one action falling into that gathering: ln(M / n), with M all actions of the horizon
   * and n those in the gathering. A viral post's gathering is worth next to nothing.
   */
  readonly weightNats: Float64Array;
  /**
   * What the gathering counts towards the fewest that make a recruit; 1 each when absent. More than 1 where taking part was
   * itself tested against chance, as retelling a manuscript is and liking a post is not.
   */
  readonly standsFor?: Float64Array;
}

/** An account that joins a cluster as `peripheral`. */
export interface Recruit {
  readonly account: number;
  readonly cluster: number;
  /** Distinct gatherings it took part in. */
  readonly gatherings: number;
  /** Evidence, and the price it had to reach, in nats. */
  readonly evidenceNats: number;
  readonly priceNats: number;
}

/** Fewest gatherings that make a recruit: two can be a coincidence of one evening. */
export const MIN_GATHERINGS = 3;

/** Row order by (account, cluster, gathering). */
function ordered(p: Participations): Uint32Array {
  const buckets = (column: Uint32Array): number => column.reduce((most, x) => Math.max(most, x), 0) + 1;
  let order: Uint32Array = Uint32Array.from({ length: p.length }, (_, i) => i);
  for (const column of [p.gathering, p.cluster, p.account])
    order = countingSort(order, column, buckets(column.subarray(0, p.length)));
  return order;
}

/**
 * Decides which outsiders join which cluster.
 *
 * An outsider with k actions falls by chance into a gathering of weight w with probability at most
 * p = min(1, k·e^(−w)). For one that took part in x of a cluster's G gatherings, the set S,
 *
 *     evidence = Σ_{g ∈ S} −ln p_g − ln C(G, x) − ln(G + 1)
 *
 * By Markov's inequality chance reaches t nats with probability at most e^(−t): it is a bound on the binomial
 * tail that allows for unequal gatherings (for equal ones, Stirling makes it the Poisson tail with mean G·p).
 * It must reach ln(outsiders × clusters), the price of having looked at them all, on at least three distinct
 * gatherings; an account joins only the cluster with the most evidence. Hubs and celebrities, whom everybody
 * meets, have a large k, so p is near 1 and they are not recruited.
 * Returns recruits sorted by account, and what was found of everybody who was there. O(rows + ids).
 *
 * @param args.gatheringsOf per cluster, G: how many gatherings it held.
 * @param args.activity per dense account index, k: its actions within the horizon (at least 1).
 * @throws AppError `internal` when a row names an unknown cluster or account, or more gatherings than G.
 */
export function recruit(args: {
  readonly participations: Participations;
  readonly gatheringsOf: Uint32Array;
  readonly activity: Uint32Array | Float64Array;
}): { readonly recruits: readonly Recruit[]; readonly tested: readonly Recruit[] } {
  const { participations: p, gatheringsOf, activity } = args;
  const order = ordered(p);
  const tested: Recruit[] = [];
  const regular: number[] = [];
  let outsiders = 0;
  for (let i = 0; i < order.length; ) {
    const account = p.account[order[i] as number] as number;
    outsiders++;
    while (i < order.length && p.account[order[i] as number] === account) {
      const cluster = p.cluster[order[i] as number] as number;
      const held = gatheringsOf[cluster];
      const k = activity[account];
      if (held === undefined || k === undefined)
        throw new AppError('internal', `clusters/recruit: no such cluster ${cluster} or account ${account}`);
      let gatherings = 0;
      let standing = 0;
      let nats = 0;
      while (
        i < order.length &&
        p.account[order[i] as number] === account &&
        p.cluster[order[i] as number] === cluster
      ) {
        const gathering = p.gathering[order[i] as number] as number;
        const standsFor = p.standsFor?.[order[i] as number] ?? 1;
        let weight = Number.POSITIVE_INFINITY;
        for (
          ;
          i < order.length &&
          p.account[order[i] as number] === account &&
          p.cluster[order[i] as number] === cluster &&
          p.gathering[order[i] as number] === gathering;
          i++
        )
          weight = Math.min(weight, p.weightNats[order[i] as number] as number);
        gatherings++;
        standing += standsFor;
        nats += Math.max(0, weight - Math.log(Math.max(1, k)));
      }
      if (gatherings > held)
        throw new AppError(
          'internal',
          `clusters/recruit: account ${account} took part in ${gatherings} of ${held} gatherings of cluster ${cluster}`,
        );
      const evidenceNats = nats - lnChoose(held, gatherings) - Math.log(held + 1);
      tested.push({ account, cluster, gatherings, evidenceNats, priceNats: 0 });
      if (standing >= MIN_GATHERINGS) regular.push(tested.length - 1);
    }
  }
  const priceNats = Math.log(Math.max(1, outsiders * gatheringsOf.length));
  const best = new Map<number, Recruit>();
  for (const place of regular) {
    const candidate = tested[place] as Recruit;
    if (candidate.evidenceNats < priceNats) continue;
    const known = best.get(candidate.account);
    // Rows come by cluster, so a tie stays with the smaller one.
    if (!known || candidate.evidenceNats > known.evidenceNats)
      best.set(candidate.account, { ...candidate, priceNats });
  }
  return { recruits: [...best.values()], tested };
}
