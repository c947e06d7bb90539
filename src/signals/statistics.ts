/** How surprising a share of the members is, given the platform's. */
import type { Census } from './cluster-view.ts';

/**
 * Nats against "the members are drawn like everybody": the Chernoff bound n·KL(k/n ‖ p) on the upper tail of a
 * binomial (Chernoff 1952, doi:10.1214/aoms/1177729330). 0 where the share is not above `p`; O(1).
 */
export function excessNats(k: number, n: number, p: number): number {
  const share = k / n;
  if (n === 0 || share <= p) return 0;
  if (share >= 1) return n * Math.log(1 / p);
  return n * (share * Math.log(share / p) + (1 - share) * Math.log((1 - share) / (1 - p)));
}

/** The share of others that carry what `inside` of `members` carry; add-one smoothed, so that it is never 0. */
export function shareElsewhere(total: number, known: number, inside: number, members: number): number {
  return (Math.max(0, total - inside) + 1) / (Math.max(0, known - members) + 2);
}

/** Significance is not size: an excess must also be large to mean anything. */
export const MIN_SHARE = 0.3;
export const MIN_LIFT = 5;
export const MIN_MEMBERS = 3;
/** With fewer accounts outside the cluster to compare with, nothing is known about what is usual. */
export const MIN_OTHERS = 30;

export interface Excess {
  readonly value: string;
  readonly members: readonly number[];
  readonly share: number;
  readonly usual: number;
  readonly nats: number;
}

/**
 * The value that the members share most surprisingly, or null when none is both significant and large.
 * The price of having looked at every value among them is paid.
 */
export function mostSurprisingShare(values: readonly (string | null)[], census: Census): Excess | null {
  const holders = new Map<string, number[]>();
  values.forEach((value, member) => {
    if (value === null || value === '') return;
    const list = holders.get(value);
    if (list === undefined) holders.set(value, [member]);
    else list.push(member);
  });
  const known = [...holders.values()].reduce((sum, list) => sum + list.length, 0);
  let best: Excess | null = null;
  for (const [value, members] of [...holders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const share = members.length / known;
    if (members.length < MIN_MEMBERS || share < MIN_SHARE) continue;
    const usual = shareElsewhere(census.count(value), census.known, members.length, known);
    if (share < MIN_LIFT * usual) continue;
    const nats = excessNats(members.length, known, usual) - Math.log(holders.size);
    if (nats > 0 && (best === null || nats > best.nats)) best = { value, members, share, usual, nats };
  }
  return best;
}
