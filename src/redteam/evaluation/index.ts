/** Face of the evaluation: verdicts beside the truth. */
export { type AccountScores, accuses, averagePrecision, type Level, scoreAccounts } from './accounts.ts';
export { type Calibration, calibrate, type Forecast, forecastsOf, labelClusters } from './calibration.ts';
export { type Evaluation, evaluate } from './evaluate.ts';
export { adjustedRand, type GroupScore, type PatternScore, scoreGroups, scorePatterns } from './groups.ts';
export { parseTruth } from './truth.ts';
