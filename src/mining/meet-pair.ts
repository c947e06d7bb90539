/** All meetings of one pair, exactly: once a bound has made it a candidate. */
import { harmonic } from './harmonic.ts';
import { type MeetingRows, NO_OWNER, type RowsByAccount } from './meeting-rows.ts';
import { lnChoose } from './special-functions.ts';

export interface PairMeeterInput {
  readonly rows: MeetingRows;
  readonly byAccount: RowsByAccount;
  /** Owner of each bucket, ascending along the buckets; null without owners. */
  readonly owners: Uint32Array | null;
  /** Rows per account over all traces, those that were left out included. */
  readonly activity: Uint32Array;
}

/**
 * Says how often and how surprisingly two accounts met. The surprise of a pair is that of its best j meetings together,
 * less the price ln C(k, j) of having chosen j rows among the k of the less active account, for the best j. Two busy
 * accounts meet by chance somewhere among their many rows; without the price every pair of them would look surprising (the
 * look-elsewhere effect). Choosing j means that meetings which prove little cost nothing, so nobody hides a ring by liking
 * what everybody likes.
 *
 * One object for all pairs: the fields hold the last pair that `meet` was given.
 */
export class PairMeeter {
  /** Distinct buckets in which the two met. */
  meetings = 0;
  /** Nats. */
  surprise = 0;
  /** Epoch milliseconds of the earlier row of the first and of the last meeting. */
  firstAt = 0;
  lastAt = 0;
  readonly #rows: MeetingRows;
  readonly #offsets: Uint32Array;
  readonly #order: Uint32Array;
  readonly #owners: Uint32Array | null;
  readonly #activity: Uint32Array;
  /** By account, what its best row is worth. */
  readonly #bestRow: Float32Array;
  /** What the meetings are worth, and the owners they were with; those of one owner stand together. */
  #worths = new Float64Array(64);
  #withOwner = new Uint32Array(64);

  constructor({ rows, byAccount, owners, activity }: PairMeeterInput) {
    this.#rows = rows;
    this.#offsets = byAccount.offsets;
    this.#order = byAccount.order;
    this.#owners = owners;
    this.#activity = activity;
    this.#bestRow = new Float32Array(activity.length);
    for (let row = 0; row < rows.length; row++) {
      const x = rows.account[row] as number;
      if ((rows.worth[row] as number) > (this.#bestRow[x] as number))
        this.#bestRow[x] = rows.worth[row] as number;
    }
  }

  /**
   * Whether the surprise of two accounts that met so often, with so many nats in all, may come up to a bar: the best j
   * meetings are worth j times the best row of either at most, and cost ln C(k, j). O(sum / worth of the best row).
   */
  mayReach(
    a: number,
    b: number,
    { meetings, sum, bar }: { readonly meetings: number; readonly sum: number; readonly bar: number },
  ): boolean {
    if (bar <= 0) return true;
    const chosenAmong = Math.min(this.#activity[a] as number, this.#activity[b] as number);
    // Sums are rounded in another order than those of `meet`.
    const best = Math.min(this.#bestRow[a] as number, this.#bestRow[b] as number) + 1e-6;
    const least = bar - 1e-6;
    let price = 0;
    for (let j = 1; j <= meetings; j++) {
      price += Math.log((chosenAmong - j + 1) / j);
      if (j * best >= sum) return sum - Math.min(price, lnChoose(chosenAmong, meetings)) >= least;
      if (j * best - price >= least) return true;
    }
    return false;
  }

  /**
   * Two accounts meet at most once in a bucket: at the first row of either that has the other in reach, with the first such
   * partner row; both see the same two rows, so the order of account numbers changes nothing. c meetings on one owner's
   * buckets are worth their mean times 1 + 1/2 + … + 1/c. A surprise below `bar` is an upper bound. O(rows of both).
   */
  meet(a: number, b: number, bar: number): void {
    this.#findMeetings(a, b);
    const { meetings } = this;
    const sum = this.#sumOfOwners();
    const chosenAmong = Math.min(this.#activity[a] as number, this.#activity[b] as number);
    // To choose any but all of k costs at least ln k: exact for one meeting, and a bound for more.
    const most = meetings < chosenAmong ? sum - Math.log(chosenAmong) : sum;
    this.surprise =
      meetings <= 1 || most < bar
        ? Math.max(0, most)
        : bestOf(this.#worths.subarray(0, meetings), chosenAmong);
  }

  #findMeetings(a: number, b: number): void {
    const { bucket, at, worth, from, to } = this.#rows;
    const order = this.#order;
    let i = this.#offsets[a] as number;
    let j = this.#offsets[b] as number;
    const endOfA = this.#offsets[a + 1] as number;
    const endOfB = this.#offsets[b + 1] as number;
    let met = 0;
    let firstAt = Number.POSITIVE_INFINITY;
    let lastAt = Number.NEGATIVE_INFINITY;
    while (i < endOfA && j < endOfB) {
      const mine = order[i] as number;
      const theirs = order[j] as number;
      // Rows are numbered by bucket, and by time within a bucket: whoever is out of the other's reach and earlier can go.
      if (theirs < (from[mine] as number)) j++;
      else if (theirs >= (to[mine] as number)) i++;
      else {
        const here = bucket[mine] as number;
        const earlier = Math.min(at[mine] as number, at[theirs] as number);
        if (earlier < firstAt) firstAt = earlier;
        if (earlier > lastAt) lastAt = earlier;
        if (met === this.#worths.length) this.#grow();
        this.#worths[met] = Math.min(worth[mine] as number, worth[theirs] as number);
        this.#withOwner[met] = this.#owners === null ? NO_OWNER : (this.#owners[here] as number);
        met++;
        while (i < endOfA && (bucket[order[i] as number] as number) === here) i++;
        while (j < endOfB && (bucket[order[j] as number] as number) === here) j++;
      }
    }
    this.meetings = met;
    this.firstAt = firstAt;
    this.lastAt = lastAt;
  }

  /** Weighs the meetings with one owner down, and adds all of them up. */
  #sumOfOwners(): number {
    const worths = this.#worths;
    let sum = 0;
    for (let start = 0; start < this.meetings; ) {
      const owner = this.#withOwner[start] as number;
      let nats = worths[start] as number;
      let end = start + 1;
      if (owner !== NO_OWNER)
        for (; end < this.meetings && this.#withOwner[end] === owner; end++) nats += worths[end] as number;
      const count = end - start;
      sum += count === 1 ? nats : (nats / count) * harmonic(count);
      const share = harmonic(count) / count;
      for (let i = start; i < end; i++) worths[i] = (worths[i] as number) * share;
      start = end;
    }
    return sum;
  }

  #grow(): void {
    const worths = new Float64Array(this.#worths.length * 2);
    worths.set(this.#worths);
    this.#worths = worths;
    const withOwner = new Uint32Array(worths.length);
    withOwner.set(this.#withOwner);
    this.#withOwner = withOwner;
  }
}

/** Sorts the worths. */
function bestOf(worths: Float64Array, chosenAmong: number): number {
  worths.sort();
  let best = 0;
  let sum = 0;
  let price = 0;
  for (let j = 1; j <= worths.length; j++) {
    sum += worths[worths.length - j] as number;
    price = j < 64 ? price + Math.log((chosenAmong - j + 1) / j) : lnChoose(chosenAmong, j);
    best = Math.max(best, sum - price);
  }
  return best;
}
