/**
 * The inner loop of mining: every pair that met, grouped by its smaller account.
 *
 * All meetings of account x are summed before those of x + 1, in counters that only x's partners touch. So there is no
 * hash table of pairs, and memory is O(accounts) however many pairs meet: 28 to 30 M pairs/s where a hash table makes 5.
 */
import type { Candidate } from './appraise-pair.ts';
import type { EdgeSink } from './edge-writer.ts';
import { harmonic } from './harmonic.ts';
import type { BarAlone } from './live-rows.ts';
import { type MeetingRows, NO_OWNER, type RowsByAccount } from './meeting-rows.ts';
import { isInPart, type MiningPart } from './parts.ts';

/** What to enumerate. */
export interface EnumerationInput {
  readonly rows: MeetingRows;
  readonly byAccount: RowsByAccount;
  /** Bucket to owner, or null; `byAccount` must have been made with the same. */
  readonly family: Uint32Array | null;
  readonly minMeetings: number;
  readonly alone?: BarAlone;
  /** The surprise of a pair whose summed meetings come up to the bar; null to take the sum itself. */
  readonly appraise: ((candidate: Candidate) => number) | null;
  /** Only the pairs of this part; all when absent. */
  readonly part?: MiningPart;
}

/**
 * Hands every pair a < b that met to the sink, in order of (a, b), when it has the sink's `minSurprise` and
 * `minMeetings`. A pair meets at most once in a bucket: at the first row of either that has the other in reach, with the
 * first such partner row; both accounts see the same two rows, so the order of account numbers changes nothing.
 * c meetings on one owner are worth their mean times 1 + 1/2 + … + 1/c. O(row pairs within the window).
 */
export function enumeratePairs(input: EnumerationInput, sink: EdgeSink): void {
  const { rows, byAccount, family, minMeetings, alone, appraise, part } = input;
  const { account, bucket, at, worth, from, to } = rows;
  const { offsets, order } = byAccount;
  const accounts = offsets.length - 1;
  // Slots are handed out anew for each account, so that its partners lie side by side in the caches.
  const slotOf = new Uint32Array(accounts);
  const slots = new Slots(accounts + 1);
  const { partner, met, lastBucket, lastOwner, onOwner, ownerSum, sum, firstAt, lastAt, strong } = slots;

  for (let x = 0; x < accounts; x++) {
    if (part !== undefined && !isInPart(x, part)) continue;
    const end = offsets[x + 1] as number;
    let used = 0;
    for (let i = offsets[x] as number; i < end; i++) {
      const row = order[i] as number;
      const here = bucket[row] as number;
      const owner = family === null ? NO_OWNER : (family[here] ?? NO_OWNER);
      const time = at[row] as number;
      const own = worth[row] as number;
      const stop = to[row] as number;
      for (let other = from[row] as number; other < stop; other++) {
        const y = account[other] as number;
        if (y <= x) continue;
        const theirs = worth[other] as number;
        const nats = Math.min(theirs, own);
        const then = at[other] as number;
        const earlier = Math.min(then, time);
        let slot = slotOf[y] as number;
        if (slot === 0) {
          slot = ++used;
          slotOf[y] = slot;
          partner[slot] = y;
          met[slot] = 1;
          sum[slot] = 0;
          ownerSum[slot] = nats;
          onOwner[slot] = 1;
          firstAt[slot] = earlier;
          lastAt[slot] = earlier;
        } else {
          if ((lastBucket[slot] as number) === here) continue;
          met[slot] = (met[slot] as number) + 1;
          if (earlier < (firstAt[slot] as number)) firstAt[slot] = earlier;
          if (earlier > (lastAt[slot] as number)) lastAt[slot] = earlier;
          if (owner !== NO_OWNER && (lastOwner[slot] as number) === owner) {
            ownerSum[slot] = (ownerSum[slot] as number) + nats;
            onOwner[slot] = (onOwner[slot] as number) + 1;
          } else {
            sum[slot] = slots.total(slot);
            ownerSum[slot] = nats;
            onOwner[slot] = 1;
          }
        }
        lastBucket[slot] = here;
        lastOwner[slot] = owner;
      }
    }
    if (used === 0) continue;
    let kept = 0;
    const higher = alone?.minSurprise ?? 0;
    const isAlone = alone !== undefined && alone.joined[x] !== 1;
    for (let slot = 1; slot <= used; slot++) {
      const count = met[slot] as number;
      let nats = slots.total(slot);
      if (count < minMeetings || nats < sink.minSurprise) continue;
      const y = partner[slot] as number;
      const areJoined = alone === undefined || !(isAlone || alone.joined[y] !== 1);
      const bar = areJoined ? sink.minSurprise : Math.max(sink.minSurprise, higher);
      if (nats < bar) continue;
      if (appraise !== null) nats = appraise({ a: x, b: y, meetings: count, sum: nats, bar });
      if (nats < bar) continue;
      sum[slot] = nats;
      strong[kept++] = y;
    }
    for (const y of strong.subarray(0, kept).sort()) {
      const slot = slotOf[y] as number;
      const nats = sum[slot] as number;
      // The bar may have risen while this account's own pairs were added.
      if (nats < sink.minSurprise) continue;
      sink.add(x, y, met[slot] as number, nats, firstAt[slot] as number, lastAt[slot] as number);
    }
    for (let slot = 1; slot <= used; slot++) slotOf[partner[slot] as number] = 0;
  }
}

/** Counters of one account's partners: slot 1 up to the number in use. 44 bytes an account. */
class Slots {
  readonly partner: Uint32Array;
  readonly met: Uint32Array;
  readonly lastBucket: Uint32Array;
  readonly lastOwner: Uint32Array;
  /** Meetings on the last owner, and their nats, not yet in `sum`. */
  readonly onOwner: Uint32Array;
  readonly ownerSum: Float64Array;
  readonly sum: Float64Array;
  readonly firstAt: Float64Array;
  readonly lastAt: Float64Array;
  /** Partners whose pairs are kept. */
  readonly strong: Uint32Array;

  constructor(size: number) {
    this.partner = new Uint32Array(size);
    this.met = new Uint32Array(size);
    this.lastBucket = new Uint32Array(size);
    this.lastOwner = new Uint32Array(size);
    this.onOwner = new Uint32Array(size);
    this.ownerSum = new Float64Array(size);
    this.sum = new Float64Array(size);
    this.firstAt = new Float64Array(size);
    this.lastAt = new Float64Array(size);
    this.strong = new Uint32Array(size);
  }

  /** Nats of a slot, the meetings on its last owner included. */
  total(slot: number): number {
    const count = this.onOwner[slot] as number;
    const nats = this.ownerSum[slot] as number;
    return (this.sum[slot] as number) + (count === 1 ? nats : (nats / count) * harmonic(count));
  }
}
