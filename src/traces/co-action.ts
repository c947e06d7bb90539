/** The same action on the same target, or for the same author: within a minute, or within an hour. */
import { ACTIONS, type ActionName, type Bilingual } from '../contract/index.ts';
import { type Facts, NONE } from './facts.ts';
import { namesOf, type TraceKind, type TraceSource } from './trace-kind.ts';
import { bucketRows, groupRows, type TraceRows } from './trace-rows.ts';

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

/** The rows of acts other than posts, action by action. */
function byAction({ acts }: Facts, rowsOf: (rows: Uint32Array) => TraceRows): readonly TraceRows[] {
  const { start, rows } = groupRows(Uint32Array.from(acts.action), ACTIONS.length);
  return TARGETED.map((action) => {
    const index = ACTIONS.indexOf(action);
    return rowsOf(rows.subarray(start[index], start[index + 1]));
  });
}

/** `co-like`, `co-repost` … : one kind per action, bucket = the target. */
export const coActionOnTarget: TraceSource = {
  kinds: TARGETED.map(onTarget),
  names: namesOf('target_id'),
  rows: (facts) => {
    const { at, account, target, author, authorAccount } = facts.acts;
    const owners = { of: author.of, account: authorAccount };
    return byAction(facts, (rows) => bucketRows({ ...target, at, account, rows, owners }));
  },
};

/** `co-like-author` … : bucket = the account that owns the target; an account's acts on its own posts do not count. */
export const coActionOnAuthor: TraceSource = {
  kinds: TARGETED.map(onAuthor),
  names: namesOf('target_account_id'),
  rows: (facts) => {
    const { at, account, author, authorAccount } = facts.acts;
    const of = author.of.map((number, row) =>
      number !== NONE && authorAccount[number] === account[row] ? NONE : number,
    );
    return byAction(facts, (rows) => bucketRows({ of, keys: author.keys, at, account, rows }));
  },
};
