/** Fitting the calibration: which probability a sum of evidence has earned. */

/** A cluster's sum of evidence in nats, and whether it is an army. */
export interface LabelledSum {
  readonly nats: number;
  readonly isArmy: boolean;
}

export interface LogisticFit {
  readonly slope: number;
  readonly intercept: number;
}

const ROUNDS = 100;
/** A little of the identity (slope 1, intercept 0), so that data that are told apart perfectly do not fit a step. */
const PRIOR_WEIGHT = 2;

/**
 * Platt's scaling (1999) with his smoothed targets, by Newton's method; a weak pull towards the identity keeps it finite.
 * The slope is never below 0.05, so that more evidence never lowers a probability. O(sums · rounds).
 */
export function fitLogistic(sums: readonly LabelledSum[]): LogisticFit {
  const armies = sums.filter(({ isArmy }) => isArmy).length;
  const yes = (armies + 1) / (armies + 2);
  const no = 1 / (sums.length - armies + 2);
  let slope = 1;
  let intercept = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let gradientSlope = PRIOR_WEIGHT * (slope - 1);
    let gradientIntercept = PRIOR_WEIGHT * 0.1 * intercept;
    let slopes = PRIOR_WEIGHT;
    let intercepts = PRIOR_WEIGHT * 0.1;
    let mixed = 0;
    for (const { nats, isArmy } of sums) {
      const p = 1 / (1 + Math.exp(-(slope * nats + intercept)));
      const error = p - (isArmy ? yes : no);
      const weight = Math.max(p * (1 - p), 1e-9);
      gradientSlope += error * nats;
      gradientIntercept += error;
      slopes += weight * nats * nats;
      mixed += weight * nats;
      intercepts += weight;
    }
    const determinant = slopes * intercepts - mixed * mixed;
    const stepSlope = (intercepts * gradientSlope - mixed * gradientIntercept) / determinant;
    const stepIntercept = (slopes * gradientIntercept - mixed * gradientSlope) / determinant;
    slope = Math.max(0.05, slope - stepSlope);
    intercept -= stepIntercept;
    if (Math.abs(stepSlope) + Math.abs(stepIntercept) < 1e-9) break;
  }
  return { slope: Math.round(slope * 1e3) / 1e3, intercept: Math.round(intercept * 1e3) / 1e3 };
}
