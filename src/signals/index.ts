/** Face of the room: the registry, and what signals are given. */

export type {
  Cadence,
  Census,
  ClusterView,
  Gathering,
  GroupEvidence,
  Habits,
  Member,
  MemberAction,
  MemberReport,
  Platform,
} from './cluster-view.ts';
export {
  CLOCKWORK_UNEVENNESS,
  EARLY_COMMENT_MS,
  EARLY_TOPIC_MS,
  isOwnNorm,
  SLEEPLESS_HOURS,
} from './cluster-view.ts';
export { isPublication } from './publication.ts';
export { SIGNALS } from './registry.ts';
export { evaluateSignal, type Reading, type ReadSignal, readSignal, type Signal } from './signal.ts';
export { excessNats, MIN_LIFT, MIN_SHARE, shareElsewhere } from './statistics.ts';
export { clock, duration, iso, percent, quote, visible } from './words.ts';
