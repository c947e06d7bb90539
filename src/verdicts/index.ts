/** Face of the room: judging a cluster, and the model. */

export { addEvidence, probabilityOf } from './add-evidence.ts';
export { type Comparison, compareVerdicts } from './compare.ts';
export { actedTogether } from './decide.ts';
export { PATTERN_NAMES, probabilityText } from './explain.ts';
export { explainAccount } from './explain-account.ts';
export { type Judgement, judge } from './judge.ts';
export { MODEL, type Model, parseModel } from './model.ts';
export { type Share, wilson } from './wilson.ts';
export { withoutSignals } from './without-signal.ts';
