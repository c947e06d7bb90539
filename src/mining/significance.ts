/** How sure one can be that a pair, or a group, did not come together by chance: evidence less the price of choosing. */
import type { Gathering } from './gatherings.ts';
import { lnChoose } from './special-functions.ts';

/** Nats that a pair needs so that one false pair is expected among all pairs of `accounts` accounts. */
export function pairThreshold(accounts: number): number {
  return accounts < 2 ? 0 : Math.log((accounts * (accounts - 1)) / 2);
}

export interface WeighedGathering extends Pick<Gathering, 'members' | 'population'> {
  /** Share of its evidence that counts, 0 to 1, where something else explains the rest. Default 1. */
  readonly share?: number;
}

export interface GroupInput {
  readonly gatherings: readonly WeighedGathering[];
  /** Rows of each member over all traces of this kind; its length is the size of the group. */
  readonly activities: readonly number[];
  /** Rows of all accounts: M. */
  readonly rows: number;
  /** Accounts that the group was chosen from: A. */
  readonly accounts: number;
  /** Nats of having picked these accounts, where it is not ln C(A, g); see `selectionPrice`. */
  readonly selectionNats?: number;
}

export interface GroupSignificance {
  /** Evidence less price; e^-nats such groups are expected by chance. At or below 0 it shows nothing. */
  readonly nats: number;
  readonly evidence: number;
  readonly price: number;
  /** Gatherings that count: the rarest ones; the rest show less than it costs to have chosen them. */
  readonly gatherings: number;
}

/**
 * The significance of a group in nats.
 *
 * Evidence: Σ over gatherings of (m − 1)·ln(M / (2·k̄·n)), m members in a population of n, k̄ a member's mean rows. It is
 * m − 1, not m(m − 1)/2: once the first member stands somewhere, each further one is *one* coincidence; that the second
 * and the third then also met each other follows, and must not count again.
 *
 * Price (the look-elsewhere effect): the group was picked out because it looked odd, among C(A, g) groups of g accounts
 * and all sizes (g(g − 1)); each gathering picked its first member among g − 1 (with pairs only, this counts the trees on
 * g nodes, so chains of chance pairs are no group); and the meetings were picked among the members' rows. A scan statistic
 * pays for the choice of its window in the same way: Kulldorff 1997, doi:10.1080/03610929708831995; Gross and Vitells
 * 2010, doi:10.1140/epjc/s10052-010-1470-8.
 *
 * The base rates M, k̄ and n come from all accounts, never from the group's own rate of meeting: a ring that makes up
 * half of the data would otherwise be its own norm. Suspects add to M, k̄ and n alike. O(gatherings · log).
 */
export function groupSignificance(input: GroupInput): GroupSignificance {
  const { gatherings, activities, rows, accounts } = input;
  const size = activities.length;
  if (size < 2) return { nats: 0, evidence: 0, price: 0, gatherings: 0 };
  let total = 0;
  let busiest = 0;
  for (const k of activities) {
    total += k;
    busiest = Math.max(busiest, k);
  }
  const meanActivity = total / size;
  // Whoever comes first is nobody's follower: of a pair, only the less active one's rows are chosen from.
  const chosenAmong = total - busiest;
  const choosingGroup = (input.selectionNats ?? lnChoose(accounts, size)) + Math.log(size * (size - 1));
  const choosingFirst = Math.log(size - 1);

  const coincidences = gatherings
    .map(({ members, population, share = 1 }) => ({
      followers: members.length - 1,
      nats: share * Math.log(rows / (2 * meanActivity * population)),
    }))
    .filter(({ nats }) => nats > 0)
    .sort((a, b) => b.nats - a.nats || b.followers - a.followers);
  let best = { nats: -choosingGroup, evidence: 0, price: choosingGroup, gatherings: 0 };
  let evidence = 0;
  let followers = 0;
  for (const [i, coincidence] of coincidences.entries()) {
    evidence += coincidence.followers * coincidence.nats;
    followers += coincidence.followers;
    const price = choosingGroup + (i + 1) * choosingFirst + lnChoose(chosenAmong, followers);
    if (evidence - price > best.nats) best = { nats: evidence - price, evidence, price, gatherings: i + 1 };
  }
  return best;
}
