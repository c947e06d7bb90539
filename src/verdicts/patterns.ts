/** Which of the six patterns a cluster shows: by what its gatherings are about, and by the signals that fired. */
import type { Pattern, SignalResult } from '../contract/index.ts';
import type { ClusterView, Gathering } from '../signals/index.ts';
import type { Model } from './model.ts';

/** Least share of the evidence for a pattern to be named; the strongest is always named. */
const NAMED_SHARE = 0.25;
/** A section, topic or link is "theirs" from this share of its accounts on. */
const HELD_SHARE = 0.3;

/** Patterns, strongest first; empty when nothing was done together and nobody was registered together. */
export function findPatterns(
  view: ClusterView,
  signals: readonly SignalResult[],
  model: Model,
): readonly Pattern[] {
  const points = new Map<Pattern, number>();
  const add = (pattern: Pattern, nats: number) => points.set(pattern, (points.get(pattern) ?? 0) + nats);

  for (const gathering of view.gatherings) {
    const pattern = patternOf(gathering);
    if (pattern !== null) add(pattern, (gathering.members.length - 1) * gathering.natsPerMember);
  }
  const together = [...points.values()].reduce((sum, nats) => sum + nats, 0);

  const strong = (id: string) =>
    signals.find((signal) => signal.id === id && signal.weight_nats >= model.presentNats);
  const held = (id: string) => {
    const signal = strong(id);
    return signal !== undefined && (signal.value ?? 0) >= HELD_SHARE;
  };
  // What is held decides over how it was done: comments that hold a section are comment control, not engagement.
  if (held('comment_sections')) add('comment_control', together);
  if (held('topic_share')) add('trend_boost', together);
  if (held('common_links')) add('traffic_diversion', together);
  if (strong('homogeneous_content') !== undefined) add('content_farm', together / 2);
  if (strong('batch_registration') !== undefined)
    add('account_farming', Math.max(together / 2, model.presentNats));

  const total = [...points.values()].reduce((sum, nats) => sum + nats, 0);
  const ranked = [...points]
    .filter(([, nats]) => nats > 0)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return ranked
    .filter(([, nats], rank) => rank === 0 || nats >= NAMED_SHARE * total)
    .map(([pattern]) => pattern);
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
  if (trace === 'co-topic') return 'trend_boost';
  if (trace === 'co-url' || trace === 'co-domain') return 'traffic_diversion';
  if (/^co-(comment|danmaku)/.test(trace)) return 'comment_control';
  return /-author(-1h)?$/.test(trace) ? null : 'engagement_boost';
}
