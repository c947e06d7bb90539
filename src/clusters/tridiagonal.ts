/** The largest eigenpair of a small symmetric tridiagonal matrix. */

/** Number of eigenvalues below x (Sturm sequence). */
function countBelow(diagonal: readonly number[], off: readonly number[], x: number): number {
  let below = 0;
  let d = 1;
  for (let i = 0; i < diagonal.length; i++) {
    const o = i === 0 ? 0 : (off[i - 1] as number);
    d = (diagonal[i] as number) - x - (o * o) / d;
    if (d === 0) d = 1e-300;
    if (d < 0) below++;
  }
  return below;
}

/** Solves (T − x)y = rhs by elimination with partial pivoting; tiny pivots stand for a singular matrix. */
function solveShifted(
  diagonal: readonly number[],
  off: readonly number[],
  x: number,
  rhs: Float64Array,
): Float64Array {
  const n = diagonal.length;
  const d = Float64Array.from(diagonal, (v) => v - x);
  const up = Float64Array.from(off);
  const up2 = new Float64Array(n);
  const low = Float64Array.from(off);
  const y = rhs.slice();
  for (let i = 0; i + 1 < n; i++) {
    if (Math.abs(low[i] as number) > Math.abs(d[i] as number)) {
      // Swap rows i and i + 1.
      const [di, ui, yi] = [d[i] as number, up[i] as number, y[i] as number];
      d[i] = low[i] as number;
      up[i] = d[i + 1] as number;
      up2[i] = i + 2 < n ? (up[i + 1] as number) : 0;
      y[i] = y[i + 1] as number;
      const f = di / (d[i] as number);
      d[i + 1] = ui - f * (up[i] as number);
      if (i + 2 < n) up[i + 1] = -f * (up2[i] as number);
      y[i + 1] = yi - f * (y[i] as number);
    } else {
      if (Math.abs(d[i] as number) < 1e-14) d[i] = 1e-14;
      const f = (low[i] as number) / (d[i] as number);
      d[i + 1] = (d[i + 1] as number) - f * (up[i] as number);
      y[i + 1] = (y[i + 1] as number) - f * (y[i] as number);
    }
  }
  if (Math.abs(d[n - 1] as number) < 1e-14) d[n - 1] = 1e-14;
  for (let i = n - 1; i >= 0; i--) {
    let v = y[i] as number;
    if (i + 1 < n) v -= (up[i] as number) * (y[i + 1] as number);
    if (i + 2 < n) v -= (up2[i] as number) * (y[i + 2] as number);
    y[i] = v / (d[i] as number);
  }
  return y;
}

/**
 * Largest eigenvalue by bisection, its vector (length 1) by inverse iteration. `off[i]` joins i and i + 1.
 * O(n) per step, some 60 steps. (Golub & Van Loan, Matrix Computations, ch. 8.)
 */
export function topEigenpair(
  diagonal: readonly number[],
  off: readonly number[],
): { value: number; vector: Float64Array<ArrayBuffer> } {
  const n = diagonal.length;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    const reach = Math.abs(i > 0 ? (off[i - 1] as number) : 0) + Math.abs(i + 1 < n ? (off[i] as number) : 0);
    low = Math.min(low, (diagonal[i] as number) - reach);
    high = Math.max(high, (diagonal[i] as number) + reach);
  }
  for (let i = 0; i < 60 && high - low > 1e-13; i++) {
    const middle = (low + high) / 2;
    if (countBelow(diagonal, off, middle) === n) high = middle;
    else low = middle;
  }
  const value = (low + high) / 2;
  let vector = Float64Array.from({ length: n }, (_, i) => 1 + i / n);
  for (let i = 0; i < 3; i++) {
    vector = Float64Array.from(solveShifted(diagonal, off, value, vector));
    const norm = Math.hypot(...vector);
    vector = vector.map((v) => v / norm);
  }
  return { value, vector };
}
