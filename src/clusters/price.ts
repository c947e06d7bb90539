/** Look-elsewhere prices in nats, and tails of chance in log space. */

/** ln Γ(x) for x > 0, by Stirling's series after shifting x above 8; relative error below 1e-12. */
export function lnGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 8) {
    shift -= Math.log(y);
    y += 1;
  }
  const r = 1 / (y * y);
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r / 1188)))) / y;
  return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series;
}

/** ln of the number of ways to choose k out of n: the price of having picked the best of so many sets. */
export function lnChoose(n: number, k: number): number {
  if (k <= 0 || k >= n) return 0;
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}

/**
 * ln P(X ≥ x) for X ~ Poisson(mean), exact by its series from x up (or from x - 1 down when x is below the mean).
 * x ≤ 0 gives 0, mean 0 gives -∞.
 */
export function lnPoissonTail(x: number, mean: number): number {
  if (x <= 0) return 0;
  if (mean <= 0) return Number.NEGATIVE_INFINITY;
  const lnTerm = (k: number): number => k * Math.log(mean) - mean - lnGamma(k + 1);
  if (x > mean) {
    let sum = 1;
    let term = 1;
    for (let k = x + 1; term > sum * 1e-16; k++) {
      term *= mean / k;
      sum += term;
    }
    return Math.min(0, lnTerm(x) + Math.log(sum));
  }
  let below = 1;
  let term = 1;
  for (let k = x - 1; k > 0 && term > below * 1e-16; k--) {
    term *= k / mean;
    below += term;
  }
  return Math.log1p(-Math.min(1, Math.exp(lnTerm(x - 1) + Math.log(below))));
}

/**
 * Evidence in nats that a set holds `links` inside where chance expects `expected`: the log-likelihood ratio of
 * Poisson rates, `e·ln(e/μ) − e + μ`; 0 where there are no more than expected.
 */
export function lnPoissonRatio(links: number, expected: number): number {
  if (links <= expected) return 0;
  if (expected <= 0) return Number.POSITIVE_INFINITY;
  return links * Math.log(links / expected) - links + expected;
}
