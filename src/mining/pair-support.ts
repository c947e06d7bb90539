/** What joins pairs beside the acts that are mined: it counts towards their bar. */
import type { EdgeList } from './edge-list.ts';

/** Nats that pairs have already, in shared memory for mining threads. */
export interface PairSupport {
  /** The partners y > x of account x are `partner[offsets[x]]` up to, not including, `partner[offsets[x + 1]]`, ascending. */
  readonly offsets: Uint32Array;
  readonly partner: Uint32Array;
  readonly nats: Float64Array;
  /** By account, the most that it has with anybody. */
  readonly most: Float64Array;
}

/** A sum of the same nats in another order may differ in its last digits. */
const ROUNDING = 1e-9;

/** The support that pairs sorted by (a, b), of fewer than `accounts` accounts, give. O(pairs + accounts). */
export function pairSupport(
  pairs: {
    readonly length: number;
    readonly a: Uint32Array;
    readonly b: Uint32Array;
    readonly weight: Float64Array;
  },
  accounts: number,
): PairSupport {
  const { length } = pairs;
  const offsets = new Uint32Array(new SharedArrayBuffer(4 * (accounts + 1)));
  const partner = new Uint32Array(new SharedArrayBuffer(4 * length));
  const nats = new Float64Array(new SharedArrayBuffer(8 * length));
  const most = new Float64Array(new SharedArrayBuffer(8 * accounts));
  partner.set(pairs.b.subarray(0, length));
  nats.set(pairs.weight.subarray(0, length));
  for (let pair = 0; pair < length; pair++) {
    const a = pairs.a[pair] as number;
    offsets[a + 1] = (offsets[a + 1] as number) + 1;
    for (const account of [a, partner[pair] as number])
      most[account] = Math.max(most[account] as number, nats[pair] as number);
  }
  for (let x = 0; x < accounts; x++) offsets[x + 1] = (offsets[x + 1] as number) + (offsets[x] as number);
  return { offsets, partner, nats, most };
}

/** What one pair a < b has; 0 when nothing. O(log of a's partners). */
export function supportOf({ offsets, partner, nats }: PairSupport, a: number, b: number): number {
  let low = offsets[a] ?? 0;
  const end = offsets[a + 1] ?? 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((partner[middle] as number) < b) low = middle + 1;
    else high = middle;
  }
  return low < end && partner[low] === b ? (nats[low] as number) : 0;
}

/** Nats of its own that a pair with this support needs to come up to a bar. */
export const barWith = (minSurprise: number, support: number): number => minSurprise - support - ROUNDING;

/** The edges that come up to `minSurprise` along with their support. O(edges · log). */
export function edgesThatCount(edges: EdgeList, support: PairSupport, minSurprise: number): EdgeList {
  const kept = new Uint32Array(edges.length);
  let length = 0;
  for (let edge = 0; edge < edges.length; edge++) {
    const bar = barWith(minSurprise, supportOf(support, edges.a[edge] as number, edges.b[edge] as number));
    if ((edges.surprise[edge] as number) >= bar) kept[length++] = edge;
  }
  const rows = kept.subarray(0, length);
  const pick = <Column extends Uint32Array | Float64Array>(from: Column, to: Column): Column => {
    for (let i = 0; i < length; i++) to[i] = from[rows[i] as number] as number;
    return to;
  };
  return {
    length,
    a: pick(edges.a, new Uint32Array(length)),
    b: pick(edges.b, new Uint32Array(length)),
    meetings: pick(edges.meetings, new Uint32Array(length)),
    surprise: pick(edges.surprise, new Float64Array(length)),
    firstAt: pick(edges.firstAt, new Float64Array(length)),
    lastAt: pick(edges.lastAt, new Float64Array(length)),
  };
}
