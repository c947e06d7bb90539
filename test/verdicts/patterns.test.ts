import { describe, expect, test } from 'vitest';
import { PATTERNS } from '../../src/contract/index.ts';
import type { ClusterView } from '../../src/signals/index.ts';
import { TRACE_KINDS } from '../../src/traces/index.ts';
import { MODEL, PATTERN_NAMES } from '../../src/verdicts/index.ts';
import { findPatterns } from '../../src/verdicts/patterns.ts';
import { action, members, view } from '../support/cluster-views.ts';
import { cluster, gathering, PROVEN, result } from './evidence.ts';

const ALL = [0, 1, 2, 3, 4];
const patternsOf = (traces: readonly string[], signals: Parameters<typeof findPatterns>[1] = []) =>
  findPatterns(
    cluster(
      PROVEN,
      traces.map((trace) => gathering(trace, ALL)),
    ),
    signals,
    MODEL,
  );

describe('the pattern of gatherings', () => {
  test.each([
    ['co-like', 'engagement_boost'],
    ['co-follow-1h', 'engagement_boost'],
    ['co-comment', 'comment_control'],
    ['co-danmaku', 'comment_control'],
    ['co-topic', 'trend_boost'],
    ['co-url', 'traffic_diversion'],
    ['co-domain', 'traffic_diversion'],
    ['near-text', 'content_farm'],
    ['co-media', 'content_farm'],
    ['co-device', 'account_farming'],
    ['registered-burst', 'account_farming'],
    ['cohort-target', 'account_farming'],
  ])('%s is %s', (trace, pattern) => {
    expect(TRACE_KINDS.map(({ name }) => name)).toContain(trace);
    expect(patternsOf([trace])).toEqual([pattern]);
  });

  test('none is named where nothing was done together', () => {
    expect(patternsOf([])).toEqual([]);
  });

  test('one that makes up a small share is not named', () => {
    const many = Array.from({ length: 9 }, () => 'co-like');
    expect(patternsOf([...many, 'co-topic'])).toEqual(['engagement_boost']);
    expect(patternsOf(['co-like', 'co-topic'])).toHaveLength(2);
  });
});

/** Each of ten members does it. */
const all = (fields: Parameters<typeof action>[1]) =>
  Array.from({ length: 10 }, (_, member) => action(member, { recipient: 'outsider', ...fields }));
const HOUR = 3_600_000;
/** Ten members that registered so many hours apart. */
const registered = (hoursApart: number) =>
  members(10, (index) => ({ registeredAt: Date.UTC(2026, 3, 1) + index * hoursApart * HOUR }));
const groupOf = (fields: Partial<ClusterView>) =>
  view({ members: registered(200), together: PROVEN, ...fields });
const said = (fields: Partial<ClusterView>, signals: Parameters<typeof findPatterns>[1] = []) =>
  findPatterns(groupOf(fields), signals, MODEL);
const BATCH = result('batch_registration', 'registration', 50, 0.95);
const heldThing = (id: string) => result(id, 'targets', 50, 0.8);

describe('what members do together', () => {
  test.each([
    ['like', 'engagement_boost'],
    ['follow', 'engagement_boost'],
    ['vote', 'engagement_boost'],
    ['view', 'engagement_boost'],
    ['comment', 'comment_control'],
    ['danmaku', 'comment_control'],
  ] as const)('%s on one target is %s, whoever they are', (act, pattern) => {
    expect(said({ actions: all({ action: act }) })).toEqual([pattern]);
    // Stock from several nights says nothing of what it is used for.
    expect(said({ actions: all({ action: act }) }, [BATCH])[0]).toBe(pattern);
  });

  test('what each does by itself says nothing', () => {
    const alone = Array.from({ length: 10 }, (_, member) =>
      action(member, { action: 'vote', targetId: `own ${member}`, recipient: 'outsider' }),
    );
    expect(said({ actions: [...alone, ...all({ action: 'comment', targetId: 'p' })] })).toEqual([
      'comment_control',
    ]);
  });

  test('the larger share comes first', () => {
    const likes = ['a', 'b', 'c'].flatMap((targetId) => all({ targetId }));
    const comments = (targets: readonly string[]) =>
      targets.flatMap((targetId) => all({ action: 'comment', targetId }));
    expect(said({ actions: [...likes, ...comments(['a'])] })[0]).toBe('engagement_boost');
    expect(said({ actions: [...likes, ...comments(['a', 'b', 'c', 'd'])] })[0]).toBe('comment_control');
  });

  test('likes for each other count for what they write', () => {
    const likes = ['x', 'y', 'z'].flatMap((targetId) => all({ targetId, recipient: 3 }));
    expect(said({ actions: [...all({ action: 'comment' }), ...likes] })).toEqual(['comment_control']);
    const pushes = all({ action: 'post', topics: ['t'], recipient: null });
    expect(said({ actions: [...pushes, ...likes] }, [heldThing('topic_share')])).toEqual(['trend_boost']);
  });

  test('a link or a topic decides only where it is theirs', () => {
    const links = all({ action: 'comment', domains: ['shop.example'] });
    expect(said({ actions: links }, [heldThing('common_links')])[0]).toBe('traffic_diversion');
    expect(said({ actions: links })[0]).toBe('comment_control');
    const topics = all({ action: 'repost', topics: ['t'] });
    expect(said({ actions: topics }, [heldThing('topic_share')])[0]).toBe('trend_boost');
    expect(said({ actions: topics })[0]).toBe('engagement_boost');
  });

  test('long texts copied in posts are a content farm, though the topic is theirs, too; slogans push the topic', () => {
    const copying = (text: string) =>
      said({ actions: all({ action: 'post', text, textFamily: 1, topics: ['t'] }) }, [
        heldThing('topic_share'),
      ]);
    expect(copying('word '.repeat(30))).toEqual(['content_farm']);
    expect(copying('up with it')).toEqual(['trend_boost']);
  });

  test('who reports people together wants them silent, batch or not', () => {
    const reports = { gatherings: [gathering('co-report', ALL)], actions: all({}).slice(0, 3) };
    expect(said(reports)[0]).toBe('comment_control');
    expect(said({ ...reports, members: registered(0.1) }, [BATCH])[0]).toBe('comment_control');
  });
});

describe('how accounts came to be', () => {
  test('a batch of registrations is account farming, also where they never acted', () => {
    expect(said({}, [BATCH])).toEqual(['account_farming']);
    expect(said({}, [result('batch_registration', 'registration', 1)])).toEqual([]);
  });

  test('of accounts that were nearly all made in one night, making them is what it is, whatever they like', () => {
    expect(said({ actions: all({}), members: registered(0.1) }, [BATCH])).toEqual([
      'account_farming',
      'engagement_boost',
    ]);
    expect(said({ actions: all({}), members: registered(2) }, [BATCH])[0]).toBe('engagement_boost');
  });

  test('so it is with rare means of registration, and with a common awakening', () => {
    const traits = result('registration_traits', 'registration', 50, 0.5);
    expect(said({ actions: all({}) }, [traits])[0]).toBe('account_farming');
    const awake = result('joint_awakening', 'rhythm', 50, 0.6);
    expect(said({ actions: all({}) }, [awake])[0]).toBe('account_farming');
  });

  test('held sections, topics and links say what a batch was made for', () => {
    const made = (act: Parameters<typeof all>[0], held: string) =>
      said({ actions: all(act), members: registered(0.1) }, [BATCH, heldThing(held)])[0];
    expect(made({ action: 'comment' }, 'early_comments')).toBe('comment_control');
    expect(made({ action: 'comment' }, 'comment_sections')).toBe('account_farming');
    expect(made({ action: 'post', topics: ['t'] }, 'topic_share')).toBe('trend_boost');
    expect(made({ action: 'comment', domains: ['shop.example'] }, 'common_links')).toBe('traffic_diversion');
  });
});

test('every pattern has a name in both languages', () => {
  for (const pattern of PATTERNS) {
    expect(PATTERN_NAMES[pattern].en).not.toBe('');
    expect(PATTERN_NAMES[pattern].zh).not.toBe('');
  }
});
