/** Crowds: how far popular buckets are thinned so that they cost little, as they prove little. */

/** Below this many accounts within reach nothing is ever thinned. */
export const CROWD_FLOOR = 2_000;

/** What a choice of cap is made from; the arrays run over rows. */
export interface CrowdInput {
  readonly population: Uint32Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Row pairs that may be enumerated altogether. */
  readonly pairBudget: number;
}

/**
 * The population up to which every row is enumerated: the largest (by steps of 10 %) at which crowds above the floor
 * cost at most a tenth of all other pairs (or 2 M, what one crowd thinned to the floor costs), and all pairs stay within the budget; never below the floor.
 * O(rows + largest population).
 */
export function crowdCap(input: CrowdInput): number {
  const { population, from, to, pairBudget } = input;
  let top = 0;
  for (const n of population) if (n > top) top = n;
  if (top <= CROWD_FLOOR) return CROWD_FLOOR;
  const pairs = new Float64Array(top + 1);
  for (let row = 0; row < population.length; row++) {
    const n = population[row] as number;
    pairs[n] = (pairs[n] as number) + ((to[row] as number) - (from[row] as number) - 1) / 2;
  }
  let ordinary = 0;
  for (let n = 0; n <= CROWD_FLOOR; n++) ordinary += pairs[n] as number;
  const allowance = Math.min(Math.max(ordinary / 10, 2e6), pairBudget - ordinary);
  let cap = top;
  while (cap > CROWD_FLOOR && crowdCost(pairs, cap) > allowance) cap = Math.floor(cap * 0.9);
  return Math.max(cap, CROWD_FLOOR);
}

/** Pairs above the floor that are expected to be enumerated at a cap: of a crowd of n, cap/n of the rows stay. */
function crowdCost(pairs: Float64Array, cap: number): number {
  let cost = 0;
  for (let n = CROWD_FLOOR + 1; n < pairs.length; n++) {
    const share = n <= cap ? 1 : cap / n;
    cost += (pairs[n] as number) * share * share;
  }
  return cost;
}

/**
 * Whether a row in a crowd of n stays. It depends on the account alone: the same accounts stay in every crowd of that
 * size, so a group that only ever acts in crowds still meets itself, with cap/n of its members.
 */
export function staysInCrowd(account: number, population: number, cap: number): boolean {
  return population <= cap || scattered(account) < cap / population;
}

/** A fixed number in [0, 1) for an account: the finaliser of MurmurHash3. */
function scattered(account: number): number {
  let h = (account + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
