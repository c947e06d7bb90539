/** The exact surprise of one pair, once its sum of meetings has made it a candidate. */

import { harmonic } from './harmonic.ts';
import { type MeetingRows, NO_OWNER, type RowsByAccount } from './meeting-rows.ts';
import { lnChoose } from './special-functions.ts';

export interface AppraisalInput {
  readonly rows: MeetingRows;
  readonly byAccount: RowsByAccount;
  readonly family: Uint32Array | null;
  /** Rows per account over all traces, those that were left out included. */
  readonly activity: Uint32Array;
}

/** A pair with what its meetings add up to. */
export interface Candidate {
  readonly a: number;
  readonly b: number;
  readonly meetings: number;
  readonly sum: number;
  /** Nats below which the exact surprise does not matter. */
  readonly bar: number;
}

/**
 * Makes the function that says the surprise of a pair: its best j meetings together, less the price ln C(k, j) of having
 * chosen j rows among the k of the less active account, for the best j. Two busy accounts meet by chance somewhere among
 * their many rows; without the price every pair of them would look surprising (the look-elsewhere effect). Choosing j
 * means that meetings which prove little cost nothing, so nobody hides a ring by liking what everybody likes.
 * Answers below the bar are upper bounds. O(rows of both accounts) a pair that may reach it.
 */
export function createAppraiser(input: AppraisalInput): (candidate: Candidate) => number {
  const { rows, byAccount, family, activity } = input;
  const { offsets, order } = byAccount;
  const ownerOf = (row: number) =>
    family === null ? NO_OWNER : (family[rows.bucket[row] as number] ?? NO_OWNER);

  return function appraise({ a, b, meetings, sum, bar }) {
    const chosenAmong = Math.min(activity[a] as number, activity[b] as number);
    // To choose any but all of k costs at least ln k: exact for one meeting, and a bound for more.
    const most = meetings < chosenAmong ? sum - Math.log(chosenAmong) : sum;
    if (meetings === 1 || most < bar) return Math.max(0, most);
    const worths: number[] = [];
    let owner = NO_OWNER;
    let ownersFirst = 0;
    const closeOwner = () => {
      const count = worths.length - ownersFirst;
      if (owner !== NO_OWNER && count > 1) {
        const share = harmonic(count) / count;
        for (let i = ownersFirst; i < worths.length; i++) worths[i] = (worths[i] as number) * share;
      }
      ownersFirst = worths.length;
    };
    let i = offsets[a] as number;
    let j = offsets[b] as number;
    const endOfA = offsets[a + 1] as number;
    const endOfB = offsets[b + 1] as number;
    while (i < endOfA && j < endOfB) {
      const mine = order[i] as number;
      const theirs = order[j] as number;
      const bucket = rows.bucket[mine] as number;
      const otherBucket = rows.bucket[theirs] as number;
      if (bucket !== otherBucket) {
        const side = ownerOf(mine) - ownerOf(theirs) || bucket - otherBucket;
        if (side < 0) i++;
        else j++;
        continue;
      }
      // Rows are numbered by time within a bucket: whoever is out of the other's reach and earlier can go.
      if (theirs < (rows.from[mine] as number)) j++;
      else if (theirs >= (rows.to[mine] as number)) i++;
      else {
        const here = ownerOf(mine);
        if (here !== owner) closeOwner();
        owner = here;
        worths.push(Math.min(rows.worth[mine] as number, rows.worth[theirs] as number));
        while (i < endOfA && (rows.bucket[order[i] as number] as number) === bucket) i++;
        while (j < endOfB && (rows.bucket[order[j] as number] as number) === bucket) j++;
      }
    }
    closeOwner();
    return bestOf(worths, chosenAmong);
  };
}

function bestOf(worths: number[], chosenAmong: number): number {
  worths.sort((x, y) => y - x);
  let best = 0;
  let sum = 0;
  let price = 0;
  for (let j = 1; j <= worths.length; j++) {
    sum += worths[j - 1] as number;
    price = j < 64 ? price + Math.log((chosenAmong - j + 1) / j) : lnChoose(chosenAmong, j);
    best = Math.max(best, sum - price);
  }
  return best;
}
