import { describe, expect, test } from 'vitest';
import { createRng, fitLogistic, type LabelledSum } from '../../../src/redteam/index.ts';

/** Sums whose labels are drawn by a curve that is known. */
function drawn(slope: number, intercept: number, count = 4_000): LabelledSum[] {
  const rng = createRng(3);
  return Array.from({ length: count }, () => {
    const nats = 16 * rng.next() - 8;
    return { nats, isArmy: rng.next() < 1 / (1 + Math.exp(-(slope * nats + intercept))) };
  });
}

describe('fitting a calibration', () => {
  test.each([
    [1, 0],
    [0.5, -1],
    [1.6, 2],
  ])('finds the curve that the labels were drawn by: slope %d, intercept %d', (slope, intercept) => {
    const found = fitLogistic(drawn(slope, intercept));
    expect(found.slope).toBeCloseTo(slope, 0.9);
    expect(Math.abs(found.intercept - intercept)).toBeLessThan(0.25);
  });

  test('labels against the evidence give a flat curve, never a falling one', () => {
    const wrong = drawn(1, 0).map(({ nats, isArmy }) => ({ nats, isArmy: !isArmy }));
    expect(fitLogistic(wrong).slope).toBe(0.05);
  });

  test('labels that the evidence tells apart perfectly give no step', () => {
    const clear = Array.from({ length: 200 }, (_, n) => ({ nats: n < 100 ? -4 : 4, isArmy: n >= 100 }));
    expect(fitLogistic(clear).slope).toBeLessThan(3);
  });

  test('nothing to fit on is the identity', () => {
    expect(fitLogistic([])).toEqual({ slope: 1, intercept: 0 });
  });
});
