import { describe, expect, test } from 'vitest';
import { PATTERNS } from '../../src/contract/index.ts';
import { TRACE_KINDS } from '../../src/traces/index.ts';
import { MODEL, PATTERN_NAMES } from '../../src/verdicts/index.ts';
import { findPatterns } from '../../src/verdicts/patterns.ts';
import { action } from '../support/cluster-views.ts';
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

describe('signals and patterns', () => {
  test('comments that hold a section are comment control, not engagement', () => {
    const held = result('comment_sections', 'targets', 50, 0.8);
    expect(patternsOf(['co-like', 'co-comment'], [held])[0]).toBe('comment_control');
  });

  test('a section in which they are few is not held', () => {
    const lost = result('comment_sections', 'targets', 50, 0.05);
    expect(patternsOf(['co-like'], [lost])).toEqual(['engagement_boost']);
  });

  test('a batch of registrations is account farming, also where they never acted', () => {
    expect(patternsOf([], [result('batch_registration', 'registration', 50)])).toEqual(['account_farming']);
    expect(patternsOf([], [result('batch_registration', 'registration', 1)])).toEqual([]);
  });

  test('of accounts that were nearly all made together, making them is what it is, whatever they like', () => {
    const batch = (share: number) => result('batch_registration', 'registration', 50, share);
    expect(patternsOf(['co-like', 'cohort-target'], [batch(0.95)])).toEqual([
      'account_farming',
      'engagement_boost',
    ]);
    expect(patternsOf(['co-like', 'cohort-target'], [batch(0.6)])[0]).toBe('engagement_boost');
  });

  test('held sections, topics and links say what they were made for', () => {
    const batch = result('batch_registration', 'registration', 50, 0.95);
    const held = (id: string) => result(id, 'targets', 50, 0.8);
    expect(patternsOf(['co-comment', 'co-like'], [batch, held('comment_sections')])[0]).toBe(
      'comment_control',
    );
    expect(patternsOf(['co-topic', 'co-like'], [batch, held('topic_share')])[0]).toBe('trend_boost');
    expect(
      patternsOf(['co-comment', 'co-url'], [batch, held('common_links'), held('comment_sections')])[0],
    ).toBe('traffic_diversion');
  });

  test('long texts copied in posts are a content farm, though the topic is theirs, too; slogans push the topic', () => {
    const copying = (text: string) =>
      findPatterns(
        {
          ...cluster(PROVEN, [gathering('co-topic', ALL), gathering('near-text', ALL)]),
          actions: ALL.map((member) => action(member, { action: 'post', text, textFamily: 1 })),
        },
        [result('homogeneous_content', 'content', 50), result('topic_share', 'targets', 50, 0.8)],
        MODEL,
      )[0];
    expect(copying('word '.repeat(30))).toBe('content_farm');
    expect(copying('up with it')).toBe('trend_boost');
  });

  test('texts copied in many families are a content farm', () => {
    expect(patternsOf(['co-repost'], [result('homogeneous_content', 'content', 50)])).toContain(
      'content_farm',
    );
  });
});

test('every pattern has a name in both languages', () => {
  for (const pattern of PATTERNS) {
    expect(PATTERN_NAMES[pattern].en).not.toBe('');
    expect(PATTERN_NAMES[pattern].zh).not.toBe('');
  }
});
