/**
 * The inner loop of mining: every pair that met, grouped by its smaller account.
 *
 * All meetings of account x are summed before those of x + 1, in counters that only x's partners touch. So there is no
 * hash table of pairs, and memory is O(accounts) however many pairs meet.
 */
import type { EdgeSink } from './edge-writer.ts';
import type { PairMeeter } from './meet-pair.ts';
import type { MeetingRows, RowsByAccount } from './meeting-rows.ts';
import { barWith, type PairSupport, supportOf } from './pair-support.ts';
import { isInPart, type MiningPart } from './parts.ts';

/** What to enumerate. */
export interface EnumerationInput {
  readonly rows: MeetingRows;
  readonly byAccount: RowsByAccount;
  readonly meeter: PairMeeter;
  readonly minMeetings: number;
  /** Nats that a pair has to come up to, along with its support. */
  readonly minSurprise: number;
  readonly support: PairSupport | null;
  /** Only the pairs of this part; all when absent. */
  readonly part: MiningPart | null;
}

/**
 * Hands every pair a < b to the sink, in order of (a, b), whose surprise comes up to the sink's `minSurprise` and, along
 * with its support, to `minSurprise`, and which met in `minMeetings` buckets.
 *
 * Of each pair that met only the number of meetings and their plain sum are kept: an upper bound, as repeats on one
 * owner's buckets count less and the choice among many rows has its price. The few that come up to the bar are looked at
 * again, row by row (`PairMeeter`). O(row pairs within the window + rows of the candidates).
 */
export function enumeratePairs(input: EnumerationInput, sink: EdgeSink): void {
  const { rows, byAccount, meeter, minMeetings, minSurprise, support, part } = input;
  const { account, bucket, worth, from, to, who, numberOf } = rows;
  const { offsets, order } = byAccount;
  const accounts = offsets.length - 1;
  const partners = new Partners(accounts);
  const { slotOf, partner, met, lastBucket, sum } = partners;

  for (let x = 0; x < accounts; x++) {
    if (part !== null && !isInPart(who[x] as number, part)) continue;
    const base = partners.begin();
    let used = 0;
    const end = offsets[x + 1] as number;
    for (let i = offsets[x] as number; i < end; i++) {
      const row = order[i] as number;
      const here = bucket[row] as number;
      const own = worth[row] as number;
      const stop = to[row] as number;
      for (let other = from[row] as number; other < stop; other++) {
        const y = account[other] as number;
        if (y <= x) continue;
        const nats = Math.min(worth[other] as number, own);
        let slot = (slotOf[y] as number) - base;
        if (slot <= 0) {
          slot = ++used;
          slotOf[y] = base + slot;
          partner[slot] = y;
          met[slot] = 1;
          sum[slot] = nats;
        } else {
          // A pair meets once in a bucket: at the first row that has the other in reach.
          if ((lastBucket[slot] as number) === here) continue;
          met[slot] = (met[slot] as number) + 1;
          sum[slot] = (sum[slot] as number) + nats;
        }
        lastBucket[slot] = here;
      }
    }
    partners.used = used;
    if (used === 0) continue;

    const alone = Math.max(sink.minSurprise, support === null ? minSurprise : barWith(minSurprise, 0));
    const found = partners.reaching(alone);
    if (support !== null) {
      const last = support.offsets[(who[x] as number) + 1] ?? 0;
      for (let i = support.offsets[who[x] as number] ?? last; i < last; i++) {
        const slot = (slotOf[numberOf[support.partner[i] as number] ?? 0] as number) - base;
        if (slot <= 0) continue;
        const bar = Math.max(sink.minSurprise, barWith(minSurprise, support.nats[i] as number));
        const nats = sum[slot] as number;
        if (nats >= bar && nats < alone) found.push(partner[slot] as number);
      }
    }
    for (const y of found.sort((a, b) => a - b)) {
      const slot = (slotOf[y] as number) - base;
      const meetings = met[slot] as number;
      const own =
        support === null
          ? minSurprise
          : barWith(minSurprise, supportOf(support, who[x] as number, who[y] as number));
      // The sink's bar may rise while this account's own pairs are added.
      const bar = Math.max(own, sink.minSurprise);
      if (meetings < minMeetings || !meeter.mayReach(x, y, { meetings, sum: sum[slot] as number, bar }))
        continue;
      meeter.meet(x, y, bar);
      if (meeter.surprise < bar) continue;
      sink.add(who[x] as number, who[y] as number, meetings, meeter.surprise, meeter.firstAt, meeter.lastAt);
    }
  }
}

/**
 * Counters of one account's partners. Slots are handed out anew for each account, so that those of its partners lie side by
 * side in the caches. 28 bytes an account.
 */
class Partners {
  /** The slot of an account, counted on from account to account, so that nothing has to be reset; at or below the base: none. */
  readonly slotOf: Int32Array;
  readonly partner: Uint32Array;
  readonly met: Uint32Array;
  readonly lastBucket: Uint32Array;
  readonly sum: Float64Array;
  /** Slots 1 up to this are filled. */
  used = 0;
  #base = 0;

  constructor(accounts: number) {
    this.slotOf = new Int32Array(accounts);
    this.partner = new Uint32Array(accounts + 1);
    this.met = new Uint32Array(accounts + 1);
    this.lastBucket = new Uint32Array(accounts + 1);
    this.sum = new Float64Array(accounts + 1);
  }

  /** What slots are counted from for the next account. */
  begin(): number {
    this.#base += this.used;
    this.used = 0;
    if (this.#base + this.slotOf.length >= 2 ** 30) {
      this.slotOf.fill(0);
      this.#base = 0;
    }
    return this.#base;
  }

  /** Partners whose sum comes up to a bar. */
  reaching(bar: number): number[] {
    const found: number[] = [];
    for (let slot = 1; slot <= this.used; slot++)
      if ((this.sum[slot] as number) >= bar) found.push(this.partner[slot] as number);
    return found;
  }
}
