/** Which acts are the members', out of those in memory. */
import { type Acts, groupRows, type ListColumn, NONE } from '../traces/index.ts';
import type { Texts } from './facts/arrange-acts.ts';

/** Acts looked at per cluster; of more, so many are taken evenly over time. Its gatherings always count all. */
export const MAX_ACTS_PER_CLUSTER = 50_000;

/** Finds what accounts did. Acts are numbered as in `Acts`; texts as in `Texts`. */
export interface MemberActs {
  /** The acts of these accounts, in order of time. */
  of(accounts: readonly number[]): Uint32Array;
  /** The text of an act, or -1. */
  textOf(act: number): number;
  /** Values of an act in a list column. */
  valuesOf(list: ListColumn, act: number): Uint32Array;
}

/** O(acts), 8 bytes an act. */
export function createMemberActs(acts: Acts, accounts: number, texts: Texts): MemberActs {
  const byAccount = groupRows(acts.account, accounts);
  const textOfAct = new Uint32Array(acts.length).fill(NONE);
  texts.act.forEach((act, text) => {
    textOfAct[act] = text;
  });
  return {
    of(members) {
      const lists = members.map((account) =>
        byAccount.rows.subarray(byAccount.start[account], byAccount.start[account + 1]),
      );
      const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
      let length = 0;
      for (const list of lists) {
        all.set(list, length);
        length += list.length;
      }
      return evenly(all.sort(), MAX_ACTS_PER_CLUSTER);
    },
    textOf(act) {
      const text = textOfAct[act] as number;
      return text === NONE ? -1 : text;
    },
    valuesOf({ row, value }, act) {
      const from = firstNotBelow(row, act);
      let to = from;
      while (row[to] === act) to++;
      return value.subarray(from, to);
    },
  };
}

/** All of a list, or `most` of it at even steps. */
function evenly(list: Uint32Array, most: number): Uint32Array {
  if (list.length <= most) return list;
  return Uint32Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)] as number);
}

function firstNotBelow(sorted: Uint32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
