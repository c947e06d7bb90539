/** Mining in parts: each part owns the pairs whose smaller account falls to it, and all parts together are the whole. */
import type { EdgeList } from './edge-list.ts';

/** Part `index` of `of`. */
export interface MiningPart {
  readonly index: number;
  readonly of: number;
}

/**
 * Whether pairs with this smaller account belong to a part. Split by account and not by bucket, because the surprise of a
 * pair is no sum over buckets: repeats on one owner's buckets count harmonically, the best meetings are chosen and paid for
 * together, and pairs are dropped by what they are worth in all. A part knows all of its pairs' meetings, so its answer is
 * exact, digit for digit. Accounts are scattered by a hash (the finaliser of MurmurHash3), as small numbers have more pairs.
 */
export function isInPart(account: number, { index, of }: MiningPart): boolean {
  let h = account ^ 0x2545f491;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) % of === index;
}

/** Edges of all parts as one list, in order of (a, b). Parts share no `a`. O(edges · log edges). */
export function mergeEdges(parts: readonly EdgeList[]): EdgeList {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const merged = {
    length,
    a: new Uint32Array(length),
    b: new Uint32Array(length),
    meetings: new Uint32Array(length),
    surprise: new Float64Array(length),
    firstAt: new Float64Array(length),
    lastAt: new Float64Array(length),
  };
  const heads = parts.map(() => 0);
  let write = 0;
  for (;;) {
    let next = -1;
    let lowest = Number.POSITIVE_INFINITY;
    parts.forEach(({ a, length: end }, part) => {
      const head = heads[part] as number;
      if (head < end && (a[head] as number) < lowest) {
        lowest = a[head] as number;
        next = part;
      }
    });
    const part = parts[next];
    if (part === undefined) return merged;
    const from = heads[next] as number;
    let to = from;
    while (to < part.length && part.a[to] === lowest) to += 1;
    for (const column of ['a', 'b', 'meetings', 'surprise', 'firstAt', 'lastAt'] as const)
      merged[column].set(part[column].subarray(from, to), write);
    write += to - from;
    heads[next] = to;
  }
}
