import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lnChoose, lnGamma, lnPoissonRatio, lnPoissonTail } from '../../src/clusters/price.ts';

describe('prices', () => {
  test('lnGamma equals the logarithm of the factorial', () => {
    let lnFactorial = 0;
    for (let n = 1; n < 200; n++) {
      lnFactorial += Math.log(n);
      expect(lnGamma(n + 1)).toBeCloseTo(lnFactorial, 9);
    }
    expect(lnGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 9);
  });
  test('choosing a pair out of n costs the logarithm of the number of pairs, choosing all costs nothing', () => {
    expect(lnChoose(500_000, 2)).toBeCloseTo(Math.log((500_000 * 499_999) / 2), 8);
    expect(lnChoose(7, 7)).toBe(0);
    expect(lnChoose(7, 0)).toBe(0);
  });
});

describe('the Poisson tail', () => {
  test('equals one minus the sum of the terms below', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.double({ min: 0.05, max: 10, noNaN: true }),
        (x, mean) => {
          let below = 0;
          let term = Math.exp(-mean);
          for (let k = 0; k < x; k++) {
            below += term;
            term *= mean / (k + 1);
          }
          expect(Math.exp(lnPoissonTail(x, mean))).toBeCloseTo(1 - below, 10);
        },
      ),
    );
  });
  test('keeps its precision far out, where it is close to its first term', () => {
    expect(lnPoissonTail(50, 0.001)).toBeCloseTo(50 * Math.log(0.001) - 0.001 - lnGamma(51), 4);
    expect(lnPoissonTail(3, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(lnPoissonTail(0, 5)).toBe(0);
    expect(lnPoissonTail(10, 10_000)).toBeCloseTo(0, 10);
  });
  test('more than expected is evidence, less is none', () => {
    expect(lnPoissonRatio(3, 3)).toBe(0);
    expect(lnPoissonRatio(2, 3)).toBe(0);
    expect(lnPoissonRatio(10, 1)).toBeCloseTo(10 * Math.log(10) - 9, 10);
  });
});
