/** Whether events come too regularly for people: a script's pauses differ less than chance allows. */
import { digamma, lnGamma } from './special-functions.ts';
import { timeResolution } from './time-resolution.ts';

export interface Cadence {
  /** Evidence in nats for regularity beyond a Poisson process; 0 when there is none or it cannot be told. */
  readonly nats: number;
  /** Shape of the gamma distribution that fits the gaps: 1 for Poisson arrivals, below for bursts, above for regularity. */
  readonly shape: number;
  readonly meanGapMs: number;
  readonly gaps: number;
}

/**
 * Tests sorted times (epoch ms) for regularity: the likelihood ratio of gamma-distributed gaps against exponential ones,
 * which rests on the mean log gap beside the log mean gap (Moran 1951, The Random Division of an Interval, part II), less
 * ½ ln(gaps) for the fitted shape. Times are spread evenly at random inside their resolution first (the same way each
 * time), so that a coarse clock is not taken for a regular one: what it hides gives no evidence. O(n log n).
 */
export function cadence(times: Float64Array, options: { readonly resolutionMs?: number } = {}): Cadence {
  const { resolutionMs = timeResolution(times) } = options;
  const spread = times.map((time, i) => time + resolutionMs * dither(i)).sort();
  const gaps = spread.length - 1;
  if (gaps < 3) return { nats: 0, shape: 1, meanGapMs: Number.NaN, gaps: Math.max(0, gaps) };
  let sumOfLogs = 0;
  for (let i = 0; i < gaps; i++) {
    sumOfLogs += Math.log(Math.max((spread[i + 1] as number) - (spread[i] as number), 1e-3));
  }
  const meanGapMs = ((spread[gaps] as number) - (spread[0] as number)) / gaps;
  const unevenness = Math.max(Math.log(meanGapMs) - sumOfLogs / gaps, 1e-6);
  const shape = gammaShape(unevenness);
  const llr = gaps * (shape * Math.log(shape) - lnGamma(shape) - (shape - 1) * unevenness - shape + 1);
  const nats = shape > 1 ? Math.max(0, llr - 0.5 * Math.log(gaps)) : 0;
  return { nats, shape, meanGapMs, gaps };
}

/** Solves ln k − ψ(k) = unevenness by bisection; the left side falls from ∞ to 0. */
function gammaShape(unevenness: number): number {
  let low = Math.log(1e-3);
  let high = Math.log(1e6);
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    const shape = Math.exp(middle);
    if (Math.log(shape) - digamma(shape) > unevenness) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

/** A fixed number in [0, 1) for the i-th time: the finaliser of MurmurHash3. */
function dither(i: number): number {
  let h = (i + 1) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
