/** What it costs to have picked a group out of everybody: the shortest way to say who is in it. */
import { lnChoose } from './special-functions.ts';

/** Accounts that something else than their acts sets apart: one batch of registrations, one device. */
export interface MarkSet {
  /** Accounts that carry the mark, members of the group or not. */
  readonly size: number;
  /** Members of the group that carry it; positions in the group, distinct. */
  readonly members: readonly number[];
}

export interface SelectionInput {
  /** Accounts of the group. */
  readonly size: number;
  /** Accounts that it was chosen from: A. */
  readonly accounts: number;
  readonly sets: readonly MarkSet[];
  /** How many such sets there are on the platform: each could have been the one. */
  readonly setsLookedAt: number;
}

export interface Selection {
  readonly nats: number;
  /** Positions of the members that the price is paid for by a mark; the others are chosen from everybody. */
  readonly byMark: ReadonlySet<number>;
}

/**
 * ln of how many groups could be named as easily as this one (minimum description length: Rissanen 1978,
 * doi:10.1016/0005-1098(78)90005-5). To pick g of A accounts by their acts costs ln C(A, g). When many of them carry one
 * mark, that has nothing to do with their acts, it is enough to name the mark, ln of the number of marks, and which of its
 * carriers are meant, ln C(carriers, members). Sets are taken greedily while they save. Never above ln C(A, size).
 * O(sets · members · sets taken).
 */
export function selectionPrice({ size, accounts, sets, setsLookedAt }: SelectionInput): Selection {
  const byMark = new Set<number>();
  const naming = Math.log(Math.max(1, setsLookedAt));
  let nats = lnChoose(accounts, size);
  let rest = size;
  const open = new Set(sets);
  for (;;) {
    let best: { set: MarkSet; fresh: readonly number[]; total: number } | null = null;
    const marked = nats - lnChoose(accounts, rest);
    for (const set of open) {
      const fresh = set.members.filter((member) => !byMark.has(member));
      if (fresh.length < 2) {
        open.delete(set);
        continue;
      }
      const total =
        marked +
        naming +
        lnChoose(Math.max(set.size, fresh.length), fresh.length) +
        lnChoose(accounts, rest - fresh.length);
      if (total < (best?.total ?? nats)) best = { set, fresh, total };
    }
    if (best === null) return { nats, byMark };
    for (const member of best.fresh) byMark.add(member);
    rest -= best.fresh.length;
    nats = best.total;
    open.delete(best.set);
  }
}
