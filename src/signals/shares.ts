/** Marks of one form: most of something on the platform comes from the members (a comment section, a topic, a link). */
import type { Bilingual } from '../contract/index.ts';
import {
  type Census,
  type ClusterView,
  EARLY_COMMENT_MS,
  EARLY_TOPIC_MS,
  type MemberAction,
  type Platform,
} from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS } from './statistics.ts';
import { iso, percent, quote } from './words.ts';

interface Share {
  readonly thing: string;
  readonly members: readonly number[];
  readonly total: number;
  readonly first: number;
  readonly nats: number;
}

interface Definition {
  readonly id: string;
  readonly title: Bilingual;
  readonly about: string;
  /** What an action is part of: a comment section, topics, domains. */
  readonly things: (action: MemberAction, platform: Platform) => readonly string[];
  readonly census: (platform: Platform) => Census;
  readonly sentence: (share: Share, percentage: string) => Bilingual;
}

const SHOWN = 5;

/**
 * A signal whose value is the members' share of the accounts behind the things they work on (weighted by members),
 * and whose nats are the excess over their share of the platform. They speak of what a group does, not of who it is.
 */
function shareSignal(definition: Definition): Signal {
  return {
    id: definition.id,
    kind: 'targets',
    title: definition.title,
    about: definition.about,
    evaluate(view, platform) {
      const shares = sharesOf(definition, view, platform);
      const strongest = shares[0];
      if (strongest === undefined) return abstain('fewer than three members worked on any one of them');
      const members = shares.reduce((sum, share) => sum + share.members.length, 0);
      const total = shares.reduce((sum, share) => sum + share.total, 0);
      return {
        value: members / total,
        weightNats: shares.reduce((sum, share) => sum + share.nats, 0),
        evidence: shares.slice(0, SHOWN).map((share) =>
          fact(definition.sentence(share, percent(share.members.length / share.total)), {
            observed: share.members.length / share.total,
            usual: view.members.length / platform.accounts,
            accounts: share.members.map((member) => view.members[member]?.accountId ?? ''),
            targets: [share.thing],
            times: [iso(share.first)],
          }),
        ),
      };
    },
  };
}

function sharesOf(definition: Definition, view: ClusterView, platform: Platform): readonly Share[] {
  const users = new Map<string, { members: Set<number>; first: number }>();
  for (const action of view.actions)
    for (const thing of definition.things(action, platform)) {
      if (thing === '') continue;
      const entry = users.get(thing);
      if (entry === undefined) users.set(thing, { members: new Set([action.member]), first: action.at });
      else entry.members.add(action.member);
    }
  const census = definition.census(platform);
  const usual = view.members.length / platform.accounts;
  return [...users]
    .filter(([, entry]) => entry.members.size >= MIN_MEMBERS)
    .map(([thing, entry]): Share => {
      const total = Math.max(census.count(thing), entry.members.size);
      const large = entry.members.size >= MIN_LIFT * usual * total;
      const excess = excessNats(entry.members.size, total, usual) - Math.log(users.size);
      const nats = large ? Math.max(0, excess) : 0;
      return { thing, members: [...entry.members].sort((a, b) => a - b), total, first: entry.first, nats };
    })
    .sort((a, b) => b.nats - a.nats || (a.thing < b.thing ? -1 : 1));
}

export const commentSections = shareSignal({
  id: 'comment_sections',
  title: { en: 'Held comment sections', zh: '控制评论区' },
  about: 'Value: share of the commenters under the targets they comment on that are members.',
  things: (action) => (action.action === 'comment' || action.action === 'danmaku' ? [action.targetId] : []),
  census: (platform) => platform.commenters,
  sentence: (share, percentage) => ({
    en: `${share.members.length} of the ${share.total} accounts that commented on ${quote(share.thing)} are members (${percentage})`,
    zh: `在 ${quote(share.thing)} 评论的 ${share.total} 个账号中有 ${share.members.length} 个是成员（${percentage}）`,
  }),
});

export const topicShare = shareSignal({
  id: 'topic_share',
  title: { en: 'Share of a topic', zh: '话题占比' },
  about: 'Value: share of the accounts behind the topics they use that are members.',
  things: (action) => action.topics,
  census: (platform) => platform.topics,
  sentence: (share, percentage) => ({
    en: `${share.members.length} of the ${share.total} accounts that used the topic “${quote(share.thing)}” are members (${percentage})`,
    zh: `使用话题“${quote(share.thing)}”的 ${share.total} 个账号中有 ${share.members.length} 个是成员（${percentage}）`,
  }),
});

export const commonLinks = shareSignal({
  id: 'common_links',
  title: { en: 'Common links', zh: '共同链接' },
  about: 'Value: share of the accounts behind the domains they link to that are members.',
  things: (action) => action.domains,
  census: (platform) => platform.domains,
  sentence: (share, percentage) => ({
    en: `${share.members.length} of the ${share.total} accounts that linked to ${quote(share.thing)} are members (${percentage})`,
    zh: `链接到 ${quote(share.thing)} 的 ${share.total} 个账号中有 ${share.members.length} 个是成员（${percentage}）`,
  }),
});

const isEarly = (at: number, opened: number | null, withinMs: number): boolean =>
  opened !== null && at - opened <= withinMs;

export const earlyComments = shareSignal({
  id: 'early_comments',
  title: { en: 'First minutes of comment sections', zh: '抢占评论区首屏' },
  about:
    'Value: share of the accounts that commented within ten minutes of a target being first seen that are members.',
  things: ({ action, targetId, at }, platform) =>
    (action === 'comment' || action === 'danmaku') &&
    isEarly(at, platform.targetOpenedAt(targetId), EARLY_COMMENT_MS)
      ? [targetId]
      : [],
  census: (platform) => platform.earlyCommenters,
  sentence: (share, percentage) => ({
    en: `${share.members.length} of the ${share.total} accounts that commented on ${quote(share.thing)} in its first ten minutes are members (${percentage})`,
    zh: `在 ${quote(share.thing)} 前十分钟评论的 ${share.total} 个账号中有 ${share.members.length} 个是成员（${percentage}）`,
  }),
});

export const earlyTopics = shareSignal({
  id: 'early_topics',
  title: { en: 'First hour of topics', zh: '话题起量首小时' },
  about:
    'Value: share of the accounts that used a topic within an hour of its being first seen that are members.',
  things: ({ topics, at }, platform) =>
    topics.filter((topic) => isEarly(at, platform.topicOpenedAt(topic), EARLY_TOPIC_MS)),
  census: (platform) => platform.earlyTopics,
  sentence: (share, percentage) => ({
    en: `${share.members.length} of the ${share.total} accounts that used the topic “${quote(share.thing)}” in its first hour are members (${percentage})`,
    zh: `话题“${quote(share.thing)}”出现首小时内的 ${share.total} 个账号中有 ${share.members.length} 个是成员（${percentage}）`,
  }),
});
