/** The same action on the same target, or for the same author: within a minute, or within an hour. */
import { ACTIONS, type ActionName, type Bilingual } from '../contract/index.ts';
import { AT, IN_WINDOW, namesOf, type TraceKind, type TraceSource } from './trace-kind.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const VERBS: Readonly<Record<ActionName, Bilingual>> = {
  post: { en: 'posted', zh: '发布' },
  comment: { en: 'commented on', zh: '评论' },
  repost: { en: 'reposted', zh: '转发' },
  quote: { en: 'quoted', zh: '引用' },
  like: { en: 'liked', zh: '点赞' },
  dislike: { en: 'disliked', zh: '点踩' },
  follow: { en: 'followed', zh: '关注' },
  vote: { en: 'voted on', zh: '投票' },
  favorite: { en: 'favorited', zh: '收藏' },
  share: { en: 'shared', zh: '分享' },
  view: { en: 'viewed', zh: '观看' },
  danmaku: { en: 'sent bullet comments on', zh: '发弹幕' },
};

/** A post's target is the post itself, so posts cannot meet on a target. */
const TARGETED = ACTIONS.filter((action) => action !== 'post');
const inList = (actions: readonly string[]) => actions.map((action) => `'${action}'`).join(', ');

/**
 * A kind that a script meets within a minute, and people paid by the piece within an hour. Views only within a minute: what
 * two people see within an hour is what the feed shows them.
 */
const fastAndSlow = (action: ActionName, kind: Omit<TraceKind, 'windowMs'>): TraceKind => ({
  ...kind,
  windowMs: MINUTE,
  ...(action === 'view' ? {} : { slower: { ...kind, name: `${kind.name}-1h`, windowMs: HOUR } }),
});

const onTarget = (action: ActionName): TraceKind =>
  fastAndSlow(action, {
    name: `co-${action}`,
    family: 'target',
    needs: `${action} actions`,
    label: { en: `${VERBS[action].en} the same target`, zh: `对同一目标${VERBS[action].zh}` },
  });

const onAuthor = (action: ActionName): TraceKind =>
  fastAndSlow(action, {
    name: `co-${action}-author`,
    family: 'target',
    needs: `${action} actions with target_account_id`,
    label: { en: `${VERBS[action].en} the same author's posts`, zh: `对同一作者的内容${VERBS[action].zh}` },
  });

/** `co-like`, `co-repost` … : one kind per action, bucket = the target. */
export const coActionOnTarget: TraceSource = {
  kinds: TARGETED.map(onTarget),
  names: namesOf('target_id'),
  select: `
    SELECT toUInt8(indexOf([${inList(TARGETED)}], action) - 1) AS kind, sipHash64(target_id) AS bucket, ${AT} AS at,
           account_key AS account, if(target_account_id = '', 0, sipHash64(target_account_id)) AS owner
    FROM actions FINAL
    WHERE ${IN_WINDOW} AND action != 'post'
    ORDER BY kind, bucket, at, account, owner`,
};

/** `co-like-author` … : bucket = the account that owns the target; an account's acts on its own posts do not count. */
export const coActionOnAuthor: TraceSource = {
  kinds: TARGETED.map(onAuthor),
  names: namesOf('target_account_id'),
  select: `
    SELECT toUInt8(indexOf([${inList(TARGETED)}], action) - 1) AS kind, sipHash64(target_account_id) AS bucket, ${AT} AS at,
           account_key AS account
    FROM actions FINAL
    WHERE ${IN_WINDOW} AND action != 'post' AND target_account_id != '' AND target_account_id != account_id
    ORDER BY kind, bucket, at, account`,
};
