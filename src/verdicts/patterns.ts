/** Which of the six patterns a cluster shows: by what its gatherings are about, and by the signals that fired. */
import type { Pattern, SignalResult } from '../contract/index.ts';
import type { ClusterView, Gathering, MemberAction } from '../signals/index.ts';
import type { Model } from './model.ts';

/** Least share of the evidence for a pattern to be named; the strongest is always named. */
const NAMED_SHARE = 0.25;
/** A section, topic or link is "theirs" from this share of its accounts on. */
const HELD_SHARE = 0.3;
/** Nearly all of a group were made or woken together: making accounts is then what it is, whatever it does with them. */
const MADE_SHARE = 0.8;
/** Copied texts of this many characters on average are manuscripts, shorter ones slogans and lures. */
const MANUSCRIPT_CHARS = 50;

/**
 * What a finding adds, in units of all that the group did together. What is held decides over how it was done: likes under
 * comments that hold a section are comment control, and links that nobody else spreads are traffic diversion, in whatever
 * they stand. Being made together decides only over plain engagement.
 */
const ADDS = {
  links: 1.5,
  manuscripts: 1.4,
  section: 1.3,
  topic: 1.1,
  made: 1.05,
  copied: 0.4,
  batch: 0.35,
} as const;

/** Patterns, strongest first; empty when nothing was done together and nobody was registered together. */
export function findPatterns(
  view: ClusterView,
  signals: readonly SignalResult[],
  model: Model,
): readonly Pattern[] {
  const points = new Map<Pattern, number>();
  const add = (pattern: Pattern, nats: number) => points.set(pattern, (points.get(pattern) ?? 0) + nats);

  let alike = 0;
  for (const gathering of view.gatherings) {
    const pattern = patternOf(gathering);
    const nats = (gathering.members.length - 1) * gathering.natsPerMember;
    if (pattern === 'account_farming') alike += nats;
    else if (pattern !== null) add(pattern, nats);
  }
  const together = [...points.values()].reduce((sum, nats) => sum + nats, 0);

  const strong = (id: string) =>
    signals.find((signal) => signal.id === id && signal.weight_nats >= model.presentNats);
  const reaches = (id: string, share: number) => (strong(id)?.value ?? 0) >= share;
  const held = (...ids: readonly string[]) => ids.some((id) => reaches(id, HELD_SHARE));
  if (held('common_links')) add('traffic_diversion', ADDS.links * together);
  if (held('comment_sections', 'early_comments')) add('comment_control', ADDS.section * together);
  if (held('topic_share', 'early_topics')) add('trend_boost', ADDS.topic * together);
  if (strong('homogeneous_content') !== undefined)
    add('content_farm', (areManuscripts(view.actions) ? ADDS.manuscripts : ADDS.copied) * together);
  const isMade =
    reaches('batch_registration', MADE_SHARE) ||
    reaches('registration_traits', MADE_SHARE) ||
    reaches('joint_awakening', MADE_SHARE / 2);
  if (isMade) add('account_farming', ADDS.made * together);
  else if (strong('batch_registration') !== undefined) add('account_farming', ADDS.batch * together);
  // Who never did anything together is known by what they have in common, if by anything.
  if (together === 0) {
    if (alike > 0) add('account_farming', alike);
    if (strong('batch_registration') !== undefined) add('account_farming', model.presentNats);
  }

  const total = [...points.values()].reduce((sum, nats) => sum + nats, 0);
  const ranked = [...points]
    .filter(([, nats]) => nats > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked
    .filter(([, nats], rank) => rank === 0 || nats >= NAMED_SHARE * total)
    .map(([pattern]) => pattern);
}

/** Are the texts that can be copies long, and mostly posts of their own? */
function areManuscripts(actions: readonly MemberAction[]): boolean {
  const copies = actions.filter(({ textFamily, text }) => textFamily !== null && text !== '');
  if (copies.length === 0) return false;
  const chars = copies.reduce((sum, { text }) => sum + [...text].length, 0) / copies.length;
  const posts = copies.filter(({ action }) => action === 'post').length;
  return chars >= MANUSCRIPT_CHARS && 2 * posts >= copies.length;
}

function patternOf({ trace }: Gathering): Pattern | null {
  if (
    trace.startsWith('registered-') ||
    trace === 'cohort-target' ||
    trace === 'co-device' ||
    trace === 'co-network'
  )
    return 'account_farming';
  if (trace === 'near-text' || trace === 'co-media') return 'content_farm';
  if (trace.startsWith('co-topic')) return 'trend_boost';
  if (/^co-(url|domain)/.test(trace)) return 'traffic_diversion';
  // Who reports others in numbers wants them silent.
  if (/^co-(comment|danmaku|report)/.test(trace)) return 'comment_control';
  return /-author(-1h)?$/.test(trace) ? null : 'engagement_boost';
}
