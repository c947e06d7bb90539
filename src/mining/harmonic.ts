/** Harmonic numbers: what repeats of one thing add up to when the j-th is worth 1/j. */

const SMALL = Float64Array.from({ length: 64 }, () => 0);
for (let j = 1; j < SMALL.length; j++) SMALL[j] = (SMALL[j - 1] as number) + 1 / j;
const EULER_MASCHERONI = 0.577_215_664_901_532_9;

/** 1 + 1/2 + … + 1/n, by its asymptotic series from 64 on (to 1e-10). */
export function harmonic(n: number): number {
  if (n < SMALL.length) return SMALL[n] as number;
  return Math.log(n) + EULER_MASCHERONI + 1 / (2 * n) - 1 / (12 * n * n);
}
