/** How many events the surroundings of a window let one expect in it. */

/** How many windows of its own length a window is compared with on each side. */
export const NEAR = 4;
export const FAR = 16;

/** Events `start` up to, not including, `end` lie in a window of `length` ms that begins at the first of them. */
export interface WindowOfEvents {
  readonly times: Float64Array;
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

/**
 * The mean of the windows before and after, `sides` each as far as they were observed; 0 where none was. The fullest
 * eighth is left out: a busy day fills them all, while a neighbouring burst must not hide this one.
 */
export function expectedAround({ times, start, end, length }: WindowOfEvents, sides: number): number {
  const time = times[start] as number;
  const first = times[0] as number;
  const last = times[times.length - 1] as number;
  const counts = new Float64Array(2 * sides);
  let observed = 0;
  let before = start;
  let after = end;
  for (let side = 1; side <= sides; side++) {
    if (time - side * length >= first) {
      const lower = lowerBound(times, time - side * length, 0, before);
      counts[observed++] = before - lower;
      before = lower;
    }
    if (time + (side + 1) * length <= last) {
      const upper = lowerBound(times, time + (side + 1) * length, after, times.length);
      counts[observed++] = upper - after;
      after = upper;
    }
  }
  const kept = counts
    .subarray(0, observed)
    .sort()
    .subarray(0, Math.ceil((observed * 7) / 8));
  let sum = 0;
  for (const count of kept) sum += count;
  return kept.length === 0 ? 0 : sum / kept.length;
}

/** The first index from `from` up to `to` whose time is not before `time`. */
function lowerBound(times: Float64Array, time: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
