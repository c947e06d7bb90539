/** Face of the room: the registry, and what signals are given. */
export type {
  Cadence,
  Census,
  ClusterView,
  Gathering,
  GroupEvidence,
  Member,
  MemberAction,
  Platform,
} from './cluster-view.ts';
export { SIGNALS } from './registry.ts';
export { evaluateSignal, type Reading, readSignal, type Signal } from './signal.ts';
export { excessNats, shareElsewhere } from './statistics.ts';
export { clock, duration, iso, percent, quote } from './words.ts';
