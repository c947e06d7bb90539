/** The usual rhythm of a stream of events: how many are expected by when, whatever bursts lie in it. */
import { DAY } from './time-resolution.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** Bins on each side that a bin is compared with: two weeks where bins are days. */
const REACH = 14;

/** A slowly varying rate. */
export interface Rhythm {
  /** Events expected from the start of the rhythm up to a time; differences give the expectation of a window. */
  expectedUntil(time: number): number;
  /** The lowest rate anywhere, in events per ms. */
  readonly lowestRate: number;
  /** Width of the bins that the level was learnt on, in ms; much longer windows cannot be told from the level. */
  readonly binMs: number;
}

/**
 * Learns the rhythm of sorted times: for each day (hour or minute, when there are less than 14 of the longer) a robust
 * mean of the 14 before and after it, itself and its neighbours left out; and, with enough days, an hour-of-day or
 * hour-of-week shape. Days count at most about twice the level, so days of bursts hardly lift it, up to a third of them.
 * A pseudo-count of one event a neighbourhood keeps silence from making everything look sudden. O(n + days).
 */
export function learnRhythm(times: Float64Array): Rhythm {
  const first = times[0] ?? 0;
  const span = (times[times.length - 1] ?? first) - first;
  const binMs = [DAY, HOUR].find((unit) => span >= REACH * unit) ?? MINUTE;
  const origin = Math.floor(first / binMs) * binMs;
  const counts = histogram(times, origin, binMs);
  const level = counts.map((_, bin) => levelAt(counts, bin));
  if (binMs !== DAY) return cumulative(level, origin, binMs, binMs);

  const hours = histogram(times, origin, HOUR);
  const shape = shapeOf(hours, level, Math.floor(origin / HOUR));
  const hourly = new Float64Array(level.length * 24);
  for (let h = 0; h < hourly.length; h++) {
    const factor = shape[(Math.floor(origin / HOUR) + h) % shape.length] as number;
    hourly[h] = ((level[Math.floor(h / 24)] as number) / 24) * factor;
  }
  return cumulative(hourly, origin, HOUR, DAY);
}

function histogram(times: Float64Array, origin: number, width: number): Float64Array {
  const last = times[times.length - 1] ?? origin;
  const counts = new Float64Array(Math.floor((last - origin) / width) + 1);
  for (const time of times) {
    const bin = Math.floor((time - origin) / width);
    counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}

function levelAt(counts: Float64Array, bin: number): number {
  // The first and the last bin are seen in part only.
  const edge = counts.length > 6 ? 1 : 0;
  const near: number[] = [];
  const from = Math.max(edge, bin - REACH);
  const to = Math.min(counts.length - 1 - edge, bin + REACH);
  for (let other = from; other <= to; other++) {
    if (counts.length > 6 && Math.abs(other - bin) <= 1) continue;
    near.push(counts[other] as number);
  }
  return robustMean(near);
}

/** A mean in which no value counts more than twice the mean and a few standard deviations of a Poisson count. */
function robustMean(values: number[]): number {
  values.sort((a, b) => a - b);
  const lower = values.slice(0, Math.ceil(values.length * 0.75));
  let mean = lower.reduce((sum, value) => sum + value, 0) / lower.length;
  for (let round = 0; round < 6; round++) {
    const most = 2 * mean + 3 * Math.sqrt(mean) + 3;
    mean = values.reduce((sum, value) => sum + Math.min(value, most), 1) / values.length;
  }
  return mean;
}

/** Factor of each hour of the week, or of the day, or none, as the data allow; mean 1. Hour 0 is a Thursday's in UTC. */
function shapeOf(hours: Float64Array, level: Float64Array, originHour: number): Float64Array {
  const slots = level.length >= 28 ? 168 : 24;
  for (const size of slots === 168 ? [168, 24] : [24]) {
    const seen = new Float64Array(size);
    const usual = new Float64Array(size);
    let total = 0;
    for (let h = 0; h < hours.length; h++) {
      const slot = (originHour + h) % size;
      const expected = (level[Math.floor(h / 24)] as number) / 24;
      // A burst in one week must not become the habit of its hour.
      const count = Math.min(hours[h] as number, 3 * expected + 4 * Math.sqrt(expected) + 1);
      seen[slot] = (seen[slot] as number) + count;
      usual[slot] = (usual[slot] as number) + expected;
      total += count;
    }
    if (total < size * 10) continue;
    const factors = seen.map((count, slot) => Math.max(0.2, (count + 5) / ((usual[slot] as number) + 5)));
    const mean = factors.reduce((sum, factor) => sum + factor, 0) / size;
    return factors.map((factor) => factor / mean);
  }
  return Float64Array.of(1);
}

function cumulative(rates: Float64Array, origin: number, stepMs: number, binMs: number): Rhythm {
  const until = new Float64Array(rates.length + 1);
  for (let i = 0; i < rates.length; i++) until[i + 1] = (until[i] as number) + (rates[i] as number);
  return {
    binMs,
    lowestRate: rates.reduce((least, rate) => Math.min(least, rate), Number.POSITIVE_INFINITY) / stepMs,
    expectedUntil(time) {
      const place = (time - origin) / stepMs;
      // Beyond the ends the outermost rate goes on.
      const step = Math.min(Math.max(Math.floor(place), 0), rates.length - 1);
      return (until[step] as number) + (place - step) * (rates[step] as number);
    },
  };
}
