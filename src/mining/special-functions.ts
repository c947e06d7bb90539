/** Logarithms of factorials and binomials (the prices of having chosen), and the digamma function. */

/** ln Γ(x) for x > 0, by Stirling's series after shifting x above 10; absolute error below 1e-10. */
export function lnGamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 10) {
    shift += Math.log(z);
    z += 1;
  }
  const inverse = 1 / (z * z);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** ln of the number of ways to choose k of n; 0 when there is nothing to choose. */
export function lnChoose(n: number, k: number): number {
  if (k <= 0 || k >= n) return 0;
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}

/** ψ(x), the derivative of ln Γ(x), for x > 0; absolute error below 1e-9. */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 10) {
    shift += 1 / z;
    z += 1;
  }
  const inverse = 1 / (z * z);
  return Math.log(z) - 0.5 / z - inverse * (1 / 12 - inverse * (1 / 120 - inverse / 252)) - shift;
}
