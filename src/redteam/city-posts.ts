/** What is written in the city: posts, and the quotes and comments on them that people react to in turn. */
import type { Account } from './accounts.ts';
import type { City, CityPost } from './city.ts';
import { DAY, MINUTE, type Stretch, wakingTime } from './clock.ts';
import { createFeed } from './feed.ts';
import { createIdMaker } from './ids.ts';
import { chance, exponential, pareto, type Rng } from './rng.ts';

/** Popularity falls off with P(weight > t) = t^-1.15. */
const POPULARITY = 1.15;
/** A celebrity's post draws so many times the attention. */
const FAME = 12;
/** Quotes and comments that others may react to, for each post; and how many of them answer another such. */
const REPLIES = 0.16;
const OF_REPLIES = 0.4;

interface PostPlan extends Stretch {
  readonly celebrities: City['celebrities'];
  readonly pickResident: (rng: Rng) => Account;
  /** Posts within the stretch. */
  readonly count: number;
}

/** `count` posts within the stretch, and as many per day in the day before it; in order of time. */
export function planPosts(rng: Rng, { celebrities, pickResident, count, from, to }: PostPlan): CityPost[] {
  const postId = createIdMaker('city', 'post');
  const days = (to - from) / DAY;
  const total = count + Math.ceil(count / days);
  const famous = Math.min(celebrities.length * Math.ceil(6 * Math.max(1, days)), Math.floor(total / 20));
  const posts: CityPost[] = [];
  for (let i = 0; i < total; i++) {
    const at = i < count ? wakingTime(rng, from, to) : wakingTime(rng, from - DAY, from);
    const star = i < famous ? celebrities[i % celebrities.length]?.author : undefined;
    const author = star ?? authorAt(rng, at, pickResident);
    const weight = Math.min(400, pareto(rng, POPULARITY)) * (star ? FAME : 1);
    posts.push({
      id: postId(i),
      serial: i,
      at,
      author,
      community: author.community,
      weight,
      parent: null,
      kind: 'post',
    });
  }
  return posts.sort((a, b) => a.at - b.at);
}

/** Who writes at a time was there by then. */
function authorAt(rng: Rng, at: number, draw: (rng: Rng) => Account): Account {
  let author = draw(rng);
  for (let tries = 0; author.registeredAt > at && tries < 20; tries++) author = draw(rng);
  return author;
}

interface ReplyPlan extends Stretch {
  readonly posts: readonly CityPost[];
  readonly pickFollower: (rng: Rng, author: Account) => Account;
}

/** Quotes and comments within the stretch, some of them of quotes and comments; in order of time, serials after the posts’. */
export function planReplies(rng: Rng, { posts, pickFollower, from, to }: ReplyPlan): CityPost[] {
  const replyId = createIdMaker('city', 'reply');
  const feed = createFeed(posts);
  const inStretch = posts.filter((post) => post.at >= from).length;
  const times = Array.from({ length: Math.round(REPLIES * inStretch) }, () => wakingTime(rng, from, to));
  const replies: CityPost[] = [];
  for (const [i, at] of times.sort((a, b) => a - b).entries()) {
    const recent = replies[replies.length - 1 - Math.floor(exponential(rng, 12))];
    const isChain = recent !== undefined && chance(rng, OF_REPLIES);
    const parent = isChain ? recent : feed(rng, at - MINUTE);
    if (!parent || parent.at >= at) continue;
    const author = authorAt(rng, at, (draw) => pickFollower(draw, parent.author));
    if (author === parent.author) continue;
    replies.push({
      id: replyId(i),
      serial: posts.length + i,
      at,
      author,
      community: parent.community,
      weight: Math.min(60, pareto(rng, POPULARITY)),
      parent,
      kind: chance(rng, 0.55) ? 'quote' : 'comment',
    });
  }
  return replies;
}
