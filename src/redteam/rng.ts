/** Seeded random numbers: sfc32 (C. Doty-Humphrey, PractRand; public domain), forks by name, and the usual draws. */

/** A deterministic source of random numbers; the same seed gives the same events. */
export interface Rng {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [0, n). */
  int(n: number): number;
  /** An independent generator for a named part, so that adding a part does not disturb the others. */
  fork(name: string): Rng;
}

/** Mixes 32 bits so that each input bit changes half of the output (the MurmurHash3 finaliser, A. Appleby). */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A 32-bit hash of a string's UTF-16 units, keyed by `seed`. */
export function hashString(text: string, seed: number): number {
  let h = mix32(seed ^ 0x9e3779b9);
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) ^ (h >>> 15);
  return mix32(h ^ text.length);
}

class Sfc32 implements Rng {
  readonly #seed: number;
  readonly #path: number;
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, path: number) {
    this.#seed = seed;
    this.#path = path;
    this.#a = mix32(seed);
    this.#b = mix32(path);
    this.#c = mix32(seed ^ Math.imul(path, 0x9e3779b1));
    for (let i = 0; i < 12; i++) this.next();
  }

  next(): number {
    const t = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  }

  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  /** Depends on this generator's seed and place, never on how many numbers were drawn from it. */
  fork(name: string): Rng {
    return new Sfc32(hashString(name, this.#seed), hashString(name, this.#path ^ 0x5bd1e995));
  }
}

/** A generator for a whole-number seed; seeds may be as large as 2^53. */
export function createRng(seed: number): Rng {
  return new Sfc32(seed >>> 0, mix32(Math.floor(seed / 4294967296) ^ 0x1b873593));
}

/** True with probability `p`. */
export function chance(rng: Rng, p: number): boolean {
  return rng.next() < p;
}

/** Uniform in [low, high). */
export function between(rng: Rng, low: number, high: number): number {
  return low + rng.next() * (high - low);
}

/** Standard normal (Box and Muller, 10.1214/aoms/1177706645). */
export function normal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
}

/** Log-normal with the given median; `sigma` in log units. */
export function logNormal(rng: Rng, median: number, sigma: number): number {
  return median * Math.exp(sigma * normal(rng));
}

/** Exponential with the given mean. */
export function exponential(rng: Rng, mean: number): number {
  return -mean * Math.log(1 - rng.next());
}

/** Pareto: at least 1, with P(x > t) = t^-alpha. */
export function pareto(rng: Rng, alpha: number): number {
  return (1 - rng.next()) ** (-1 / alpha);
}

/** An index in [0, n), small ones more often; `skew` 1 is uniform, larger is steeper. */
export function skewedIndex(rng: Rng, n: number, skew: number): number {
  return Math.floor(n * rng.next() ** skew);
}

/** Poisson; normal approximation above a mean of 40. */
export function poisson(rng: Rng, mean: number): number {
  if (mean > 40) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(rng)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let p = rng.next(); p > limit; p *= rng.next()) count++;
  return count;
}

/** One of a list that is not empty. */
export function pick<T>(rng: Rng, items: readonly T[]): T {
  return items[rng.int(items.length)] as T;
}

/** First index whose running total exceeds `value`, between `low` and `high`; O(log n). */
export function upperBound(totals: ArrayLike<number>, value: number, low = 0, high = totals.length): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((totals[middle] as number) > value) to = middle;
    else from = middle + 1;
  }
  return from;
}

/**
 * Draws indices in proportion to weights, O(1) each: the alias method (A. J. Walker 1977, doi:10.1145/355744.355749),
 * built as by M. Vose 1991, doi:10.1109/32.92917.
 */
export function createWeightedPicker(weights: ArrayLike<number>): (rng: Rng) => number {
  const n = weights.length;
  let total = 0;
  for (let i = 0; i < n; i++) total += weights[i] as number;
  const kept = Float64Array.from(weights, (weight) => (weight * n) / total);
  const alias = Uint32Array.from(weights, (_, i) => i);
  const poor: number[] = [];
  const rich: number[] = [];
  for (let i = 0; i < n; i++) ((kept[i] as number) < 1 ? poor : rich).push(i);
  // Each poor place is filled up by a rich one, which may become poor by that.
  while (poor.length > 0 && rich.length > 0) {
    const taker = poor.pop() as number;
    const giver = rich[rich.length - 1] as number;
    alias[taker] = giver;
    const left = (kept[giver] as number) + (kept[taker] as number) - 1;
    kept[giver] = left;
    if (left < 1) poor.push(rich.pop() as number);
  }
  // What rounding left over is full.
  for (const i of [...rich, ...poor]) kept[i] = 1;
  return (rng) => {
    const drawn = rng.next() * n;
    const place = Math.floor(drawn);
    return drawn - place < (kept[place] as number) ? place : (alias[place] as number);
  };
}

/** `count` different items in random order (all when there are fewer); the list is left alone. O(count) for few of many. */
export function sample<T>(rng: Rng, items: readonly T[], count: number): T[] {
  if (16 * count < items.length) return sampleFew(rng, items, count);
  const copy = [...items];
  const wanted = Math.max(0, Math.floor(Math.min(count, copy.length)));
  for (let i = 0; i < wanted; i++) {
    const j = i + rng.int(copy.length - i);
    const swapped = copy[j] as T;
    copy[j] = copy[i] as T;
    copy[i] = swapped;
  }
  copy.length = wanted;
  return copy;
}

/** The same draws and the same result as the shuffle of a copy, which is not made: only moved items are remembered. */
function sampleFew<T>(rng: Rng, items: readonly T[], count: number): T[] {
  const moved = new Map<number, T>();
  const drawn: T[] = [];
  for (let i = 0; i < Math.floor(count); i++) {
    const j = i + rng.int(items.length - i);
    drawn.push((moved.get(j) ?? items[j]) as T);
    moved.set(j, (moved.get(i) ?? items[i]) as T);
  }
  return drawn;
}

/** A new list in random order. */
export function shuffle<T>(rng: Rng, items: readonly T[]): T[] {
  return sample(rng, items, items.length);
}
