/** Simulated registrations: the honest rhythm, and what is planted in it. */

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;
/** A Monday, 2026-01-05. */
export const mondayMs = Date.UTC(2026, 0, 5);

export interface RhythmKnobs {
  readonly perDay: number;
  readonly days: number;
  /** Rate at a time over the mean rate; at most 4. */
  readonly shape?: (time: number) => number;
}

/** Poisson arrivals by thinning, to the whole second. */
export function arrivals(rng: () => number, { perDay, days, shape = () => 1 }: RhythmKnobs): number[] {
  const times: number[] = [];
  const gap = dayMs / perDay / 4;
  let time = mondayMs;
  for (;;) {
    time -= Math.log(1 - rng()) * gap;
    if (time >= mondayMs + days * dayMs) return times;
    if (rng() * 4 < shape(time)) times.push(Math.floor(time / 1_000) * 1_000);
  }
}

/** Nights are quiet, weekends are half, and the site grows by half over two months. */
export function humanShape(time: number): number {
  const days = (time - mondayMs) / dayMs;
  const daily = 1 - 0.8 * Math.cos(2 * Math.PI * (days - 4 / 24));
  const weekly = Math.floor(days) % 7 >= 5 ? 0.6 : 1.15;
  return daily * weekly * (0.8 + days / 120);
}

export function sorted(times: readonly number[]): Float64Array {
  return Float64Array.from(times).sort();
}
