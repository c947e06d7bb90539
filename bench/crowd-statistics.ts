/** What sets a crowd apart, in numbers that made-up and real events can be compared by. Pure functions. */
import { fingerprint, foldText, groupNearCopies } from '../src/text/index.ts';

/** Somebody did something to something; `at` in epoch milliseconds. */
export interface Act {
  readonly account: string;
  readonly target: string;
  readonly at: number;
  readonly text?: string;
}

export function counts(keys: Iterable<string>): number[] {
  const count = new Map<string, number>();
  for (const key of keys) count.set(key, (count.get(key) ?? 0) + 1);
  return [...count.values()].sort((a, b) => b - a);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: readonly number[]): number => sum(values) / values.length;

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The share of all that the largest hundredth has; `counted` in falling order. */
export function topShare(counted: readonly number[]): number {
  return sum(counted.slice(0, Math.ceil(counted.length / 100))) / sum(counted);
}

/**
 * The exponent of P(n) ~ n^-exponent for the tail from `least` on, by maximum likelihood, with the `least` that gives the
 * smallest Kolmogorov-Smirnov distance (Clauset, Shalizi, Newman 2009, doi:10.1137/070710111; their approximation for
 * whole numbers, equation 3.7). NaN with fewer than 50 counts in every tail. `counted` in falling order.
 */
export function popularityExponent(counted: readonly number[]): { exponent: number; least: number } {
  let best = { exponent: Number.NaN, least: Number.NaN, distance: Number.POSITIVE_INFINITY };
  let logs = 0;
  for (let n = 1; n <= counted.length; n++) {
    logs += Math.log(counted[n - 1] as number);
    const least = counted[n - 1] as number;
    if (n < 50 || counted[n] === least) continue;
    const exponent = 1 + n / (logs - n * Math.log(least - 0.5));
    let distance = 0;
    for (let i = 0; i < n; i++) {
      const model = (((counted[i] as number) - 0.5) / (least - 0.5)) ** (1 - exponent);
      distance = Math.max(distance, Math.abs(model - (i + 1) / n));
    }
    if (distance < best.distance) best = { exponent, least, distance };
  }
  return best;
}

/** Accounts with fewer acts have no rhythm to speak of. */
const LEAST_ACTS = 6;

/**
 * The median time between two acts of an account in minutes, and the median burstiness of accounts with 6 acts or more:
 * -1 for a clock, 0 for chance, near 1 for bursts (Goh, Barabasi 2008, doi:10.1209/0295-5075/81/48002), corrected for few
 * acts (Kim, Jo 2016, doi:10.1103/PhysRevE.94.032311).
 */
export function pace(acts: readonly Act[]): { gapMinutes: number; burstiness: number } {
  const gaps: number[] = [];
  const burstiness: number[] = [];
  for (const mine of Map.groupBy(acts, ({ account }) => account).values()) {
    if (mine.length < LEAST_ACTS) continue;
    const times = mine.map(({ at }) => at).sort((a, b) => a - b);
    const between = times.slice(1).map((at, i) => at - (times[i] as number));
    gaps.push(...between);
    const average = mean(between);
    if (average === 0) continue;
    const variation = Math.sqrt(mean(between.map((gap) => (gap - average) ** 2))) / average;
    const n = between.length;
    burstiness.push(
      (Math.sqrt(n + 1) * variation - Math.sqrt(n - 1)) /
        ((Math.sqrt(n + 1) - 2) * variation + Math.sqrt(n - 1)),
    );
  }
  return { gapMinutes: quantile(gaps, 0.5) / 60_000, burstiness: quantile(burstiness, 0.5) };
}

/** The share of acts that have another account's act on the same target within `windowMs`. */
export function metShare(acts: readonly Act[], windowMs: number): number {
  let met = 0;
  for (const group of Map.groupBy(acts, ({ target }) => target).values()) {
    group.sort((a, b) => a.at - b.at);
    const isNear = (a: Act, b: Act | undefined): boolean =>
      b !== undefined && b.account !== a.account && Math.abs(b.at - a.at) <= windowMs;
    for (const [i, act] of group.entries()) if (isNear(act, group[i - 1]) || isNear(act, group[i + 1])) met++;
  }
  return met / acts.length;
}

/** Of the texts that are long enough to mean something: how many share a family of near copies with another account's. */
export function nearCopyShare(acts: readonly Act[]): { share: number; texts: number } {
  const told = acts.flatMap(({ account, text }) => {
    const print = text === undefined ? null : fingerprint(foldText(text));
    return print ? [{ account, print }] : [];
  });
  const bands = new Uint32Array(16 * told.length);
  const signatures = new Uint8Array(64 * told.length);
  for (const [i, { print }] of told.entries()) {
    bands.set(print.bands, 16 * i);
    signatures.set(print.signature, 64 * i);
  }
  const family = groupNearCopies({ bands, signatures });
  const members = Map.groupBy(told.keys(), (i) => family[i] as number);
  let copies = 0;
  for (const group of members.values())
    if (new Set(group.map((i) => told[i]?.account)).size > 1) copies += group.length;
  return { share: copies / told.length, texts: told.length };
}

/** Registrations in the busiest hour, relative to the mean hour between the 5th and the 95th percentile. */
export function peakHour(registered: readonly number[]): { peak: number; mean: number } {
  const perHour = counts(registered.map((at) => String(Math.floor(at / 3_600_000))));
  const hours = (quantile(registered, 0.95) - quantile(registered, 0.05)) / 3_600_000;
  return { peak: perHour[0] ?? 0, mean: (0.9 * registered.length) / hours };
}
