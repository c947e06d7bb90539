/**
 * Mining: which accounts left the same trace within Δ of each other, how often, and how surprising that is.
 * Pure functions over typed arrays: traces in (sorted columns), pairs, significance and bursts out. No I/O.
 */

export { type Burst, type BurstOptions, findBursts } from './bursts.ts';
export { type Cadence, cadence } from './cadence.ts';
export type { EdgeList } from './edge-list.ts';
export { findGatherings, type Gathering, indexTraces, type TraceIndex } from './gatherings.ts';
export { NO_OWNER } from './meeting-rows.ts';
export { type MinedPairs, type MinePairsOptions, type MiningStats, minePairs } from './mine-pairs.ts';
export { edgesThatCount, type PairSupport, pairSupport } from './pair-support.ts';
export { type MiningPart, mergeEdges } from './parts.ts';
export { PUBLIC_EVENT } from './populations.ts';
export { presenceNats } from './presence.ts';
export { rawPairs } from './raw-pairs.ts';
export { findRetellings, type RetellingInput, type Retellings } from './retellings.ts';
export { type MarkSet, type Selection, selectionPrice } from './selection.ts';
export {
  type GroupInput,
  type GroupSignificance,
  groupSignificance,
  pairThreshold,
  type WeighedGathering,
} from './significance.ts';
export { timeResolution } from './time-resolution.ts';
export type { TraceColumns } from './trace-columns.ts';
