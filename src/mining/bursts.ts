/** Sudden crowds of events in one stream, such as registrations: a scan statistic against the stream's own rhythm. */
import { learnRhythm } from './rhythm.ts';
import { expectedAround, FAR, NEAR } from './surroundings.ts';
import { DAY, datesAmong, timeResolution } from './time-resolution.ts';

export interface BurstOptions {
  /** Events that a burst has at least. Default 5. */
  readonly minCount?: number;
  /** Events over the expected number at least; 10 means that one in ten members is there by chance. Default 10. */
  readonly sharpness?: number;
  /** Least `nats` of a burst. Default ln 1000: one false burst in a thousand honest streams. */
  readonly minNats?: number;
  /** Shortest and longest window in ms. Default 10 s and 3 days. */
  readonly minWindowMs?: number;
  readonly maxWindowMs?: number;
}

export interface Burst {
  /** Times of its first and last event. */
  readonly from: number;
  readonly to: number;
  /** Its events are `times[start]` up to, not including, `times[end]`. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** Events expected in its window from the rhythm, or from what was around it if that is more. */
  readonly expected: number;
  /** Log-likelihood ratio of a Poisson process, in nats: c·ln(c/e) − (c − e). */
  readonly llr: number;
  /** `llr` less the price of all the windows looked at: e^-nats such bursts are expected by chance. */
  readonly nats: number;
}

/**
 * Finds the bursts in sorted times (epoch ms): the set of windows, none overlapping, whose evidence adds up to the most.
 * So a day of many short bursts comes out as these bursts, without the events between them, and a steady batch over
 * hours as one.
 *
 * Each window, from 10 s to 3 days by doubling, is compared with the robust rhythm of weeks around it (`learnRhythm`) and
 * with its own surroundings, whichever expects more: an hour within a busy day is not sudden. Only sharp ones stay.
 * Windows shorter than the resolution of the times are never used, and mere dates amid finer times count only in windows
 * of a day or more. Price: ln of the number of distinguishable windows (Kulldorff 1997, doi:10.1080/03610929708831995).
 * O(n · scales).
 */
export function findBursts(times: Float64Array, options: BurstOptions = {}): Burst[] {
  const { minCount = 5, sharpness = 10, minWindowMs = 10_000, maxWindowMs = 3 * DAY } = options;
  const { minNats = Math.log(1_000) } = options;
  const n = times.length;
  if (n < minCount) return [];
  const rhythm = learnRhythm(times);
  const span = (times[n - 1] as number) - (times[0] as number);
  const resolution = timeResolution(times);
  const longest = Math.min(maxWindowMs, 3 * rhythm.binMs);
  const windows = windowLengths(Math.max(minWindowMs, resolution), longest, resolution);
  const fine = resolution < DAY ? finePrefix(times) : null;

  // best[i]: the most evidence from event i on; the window that starts at i in it ends before event endOf[i].
  const best = new Float64Array(n + 1);
  const endOf = new Uint32Array(n);
  const countOf = new Uint32Array(n);
  const expectedOf = new Float64Array(n);
  const ends = new Uint32Array(windows.length).fill(n);
  const leastCounts = windows.map((length) => Math.max(minCount, sharpness * rhythm.lowestRate * length));
  const prices = windows.map((length) => Math.log(((4 * (span + length)) / length) * windows.length));
  for (let i = n - 1; i >= 0; i--) {
    best[i] = best[i + 1] as number;
    const time = times[i] as number;
    for (let w = 0; w < windows.length; w++) {
      const length = windows[w] as number;
      let end = ends[w] as number;
      while ((times[end - 1] as number) - time >= length) end--;
      ends[w] = end;
      const precise = fine !== null && length < DAY;
      const count = precise ? (fine[end] as number) - (fine[i] as number) : end - i;
      if (count < (leastCounts[w] as number)) continue;
      const bar = (prices[w] as number) + Math.max(minNats, (best[i] as number) - (best[end] as number));
      let expected = rhythm.expectedUntil(time + length) - rhythm.expectedUntil(time);
      if (count < sharpness * expected || llrOf(count, expected) < bar) continue;
      expected = Math.max(expected, expectedAround({ times, start: i, end, length }, NEAR));
      if (count < sharpness * expected || llrOf(count, expected) < bar) continue;
      expected = Math.max(expected, expectedAround({ times, start: i, end, length }, FAR));
      const nats = llrOf(count, expected) - (prices[w] as number);
      if (count < sharpness * expected || nats < minNats) continue;
      if (nats + (best[end] as number) <= (best[i] as number)) continue;
      best[i] = nats + (best[end] as number);
      endOf[i] = end;
      countOf[i] = count;
      expectedOf[i] = expected;
    }
  }
  return readBack({ times, best, endOf, countOf, expectedOf });
}

interface Solution {
  readonly times: Float64Array;
  readonly best: Float64Array;
  readonly endOf: Uint32Array;
  readonly countOf: Uint32Array;
  readonly expectedOf: Float64Array;
}

function readBack({ times, best, endOf, countOf, expectedOf }: Solution): Burst[] {
  const bursts: Burst[] = [];
  for (let i = 0; i < times.length; ) {
    const end = endOf[i] as number;
    if (end === 0) {
      i++;
      continue;
    }
    const from = times[i] as number;
    const to = times[end - 1] as number;
    const count = countOf[i] as number;
    const expected = expectedOf[i] as number;
    const nats = (best[i] as number) - (best[end] as number);
    bursts.push({ from, to, start: i, end, count, expected, llr: llrOf(count, expected), nats });
    i = end;
  }
  return bursts;
}

/** Window lengths, doubling, whole multiples of the resolution. */
function windowLengths(shortest: number, longest: number, resolution: number): number[] {
  const lengths = new Set<number>();
  for (let length = shortest; length < longest; length *= 2) {
    lengths.add(Math.ceil(length / resolution) * resolution);
  }
  lengths.add(Math.ceil(longest / resolution) * resolution);
  return [...lengths].filter((length) => length <= Math.max(longest, resolution));
}

/** How many of the first i times are more than dates. */
function finePrefix(times: Float64Array): Uint32Array {
  const dates = datesAmong(times);
  const prefix = new Uint32Array(times.length + 1);
  for (let i = 0; i < times.length; i++) prefix[i + 1] = (prefix[i] as number) + 1 - (dates[i] as number);
  return prefix;
}

function llrOf(count: number, expected: number): number {
  return count <= expected ? 0 : count * Math.log(count / expected) - (count - expected);
}
