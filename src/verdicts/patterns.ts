/** Which of the six patterns a cluster shows: what its members do together, and how they came to be. */
import type { Pattern, SignalResult } from '../contract/index.ts';
import type { ClusterView, Gathering } from '../signals/index.ts';
import { countJointActs } from './joint-acts.ts';
import type { Model } from './model.ts';

/** Least share of what they do for a pattern to be named; the strongest is always named. */
const NAMED_SHARE = 0.25;
/** A section, topic or link is "theirs" from this share of its accounts on. */
const HELD_SHARE = 0.3;
/** Nearly all of a group were made in one night, or woken together: a batch of its own, not stock from a market. */
const MADE_SHARE = 0.8;
const NIGHT_MS = 6 * 3_600_000;
/** What being made together adds, in units of all that they do: enough to decide over plain engagement, or a part of it. */
const MADE = 1.05;
const BATCH = 0.35;

/**
 * Patterns, strongest first; empty when nothing was done together and nobody was registered together. What the group does
 * comes first, by its share of the acts that several members did. Accounts that were made in one go are a farm, unless
 * they are used for something that engagement is not: links that are theirs, a topic, manuscripts, the first minutes of a
 * comment section.
 */
export function findPatterns(
  view: ClusterView,
  signals: readonly SignalResult[],
  model: Model,
): readonly Pattern[] {
  const strong = (id: string) =>
    signals.find((signal) => signal.id === id && signal.weight_nats >= model.presentNats);
  const reaches = (id: string, share: number) => (strong(id)?.value ?? 0) >= share;
  const topics = reaches('topic_share', HELD_SHARE) || reaches('early_topics', HELD_SHARE);
  const links = reaches('common_links', HELD_SHARE);
  const points = new Map(countJointActs(view, { links, topics }));
  const reports = view.gatherings.filter(({ trace }) => trace === 'co-report');
  const reported = reports.reduce((sum, { members }) => sum + members.length, 0);
  if (reported > 0) add(points, 'comment_control', reported);
  if (points.size === 0) addGatherings(points, view);

  const together = sumOf(points);
  const batch = strong('batch_registration') !== undefined;
  const isMade =
    (batch && madeInOneNight(view) >= MADE_SHARE) ||
    reaches('registration_traits', HELD_SHARE) ||
    reaches('joint_awakening', MADE_SHARE / 2);
  const most = Math.max(0, ...points.values());
  // Late comments among likes are how engagement is bought; reports, and the first screen of a section, are not.
  const silences = reaches('early_comments', HELD_SHARE) || 2 * reported >= most;
  const plain =
    points.get('engagement_boost') === most || (points.get('comment_control') === most && !silences);
  if (isMade && plain) add(points, 'account_farming', MADE * together);
  else if (isMade || batch) add(points, 'account_farming', BATCH * together);
  // Who never did anything together is known by what they have in common, if by anything.
  if (together === 0 && batch) add(points, 'account_farming', 1);

  const total = sumOf(points);
  const ranked = [...points]
    .filter(([, acts]) => acts > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked
    .filter(([, acts], rank) => rank === 0 || acts >= NAMED_SHARE * total)
    .map(([pattern]) => pattern);
}

const add = (points: Map<Pattern, number>, pattern: Pattern, more: number) =>
  points.set(pattern, (points.get(pattern) ?? 0) + more);

const sumOf = (points: ReadonlyMap<Pattern, number>): number =>
  [...points.values()].reduce((sum, acts) => sum + acts, 0);

/** Largest share of the members that were registered within one night. */
function madeInOneNight({ members }: ClusterView): number {
  const times = members
    .flatMap(({ registeredAt }) => (registeredAt === null ? [] : [registeredAt]))
    .sort((a, b) => a - b);
  let most = 0;
  let first = 0;
  times.forEach((at, last) => {
    while (at - (times[first] as number) > NIGHT_MS) first += 1;
    most = Math.max(most, last + 1 - first);
  });
  return times.length === 0 ? 0 : most / times.length;
}

/** Where no act was seen that several did, what their traces are about; what they have in common only where that is all. */
function addGatherings(points: Map<Pattern, number>, { gatherings }: ClusterView): void {
  let alike = 0;
  for (const gathering of gatherings) {
    const pattern = patternOf(gathering);
    const nats = (gathering.members.length - 1) * gathering.natsPerMember;
    if (pattern === 'account_farming') alike += nats;
    else if (pattern !== null) add(points, pattern, nats);
  }
  if (points.size === 0 && alike > 0) points.set('account_farming', alike);
}

function patternOf({ trace }: Gathering): Pattern | null {
  if (
    trace.startsWith('registered-') ||
    trace === 'cohort-target' ||
    trace === 'co-device' ||
    trace === 'co-network'
  )
    return 'account_farming';
  if (trace === 'near-text' || trace === 'retold-text' || trace === 'co-media') return 'content_farm';
  if (trace.startsWith('co-topic')) return 'trend_boost';
  if (/^co-(url|domain)/.test(trace)) return 'traffic_diversion';
  // Who reports others in numbers wants them silent.
  if (/^co-(comment|danmaku|report)/.test(trace)) return 'comment_control';
  return /-author(-1h)?$/.test(trace) ? null : 'engagement_boost';
}
