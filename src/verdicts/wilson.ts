/** Shares with their uncertainty. */

/** A share with its 95 % interval; `share` is null where there was nothing to count. */
export interface Share {
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
  readonly of: number;
}

const Z = 1.959_964;

/** `hits` of `of` with Wilson's score interval (1927, doi:10.1080/01621459.1927.10502953). */
export function wilson(hits: number, of: number): Share {
  if (of === 0) return { share: null, low: 0, high: 1, of };
  const p = hits / of;
  const middle = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  return {
    share: p,
    low: Math.max(0, Math.min(p, middle - half)),
    high: Math.min(1, Math.max(p, middle + half)),
    of,
  };
}
