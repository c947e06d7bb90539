/** How attention spreads: followers come, pass on, and their followers come; a few posts reach everybody. */
import type { Account } from './accounts.ts';
import type { Browser } from './browse.ts';
import type { City, CityPost } from './city.ts';
import { type Emit, HOUR, MINUTE, SECOND } from './clock.ts';
import { chance, exponential, logNormal, poisson, type Rng, sample } from './rng.ts';

/** Followers that come for each unit of a post's weight, and at most, as a share of the residents. */
const PER_WEIGHT = 0.72;
const AT_MOST = 1 / 25;
/** Followers that come for each repost by one who came: below 1 / the share of reposts, so that cascades end. */
const PER_REPOST = 1.3;

/** What a cascade is made with. */
export interface Spreading {
  readonly rng: Rng;
  readonly city: City;
  readonly browser: Browser;
  readonly emit: Emit;
}

/** Followers are told of a post and come within minutes; those who repost it bring followers of their own. */
export function cascade(spreading: Spreading, post: CityPost): void {
  const { rng, city, browser, emit } = spreading;
  const expected = Math.min(city.residents.length * AT_MOST, PER_WEIGHT * post.weight);
  followersCome(spreading, post, { author: post.author, at: post.at, expected });
  if (post.kind !== 'post') return;
  for (const fan of fansOf(city, post.author)) {
    // They have notifications on: most of them like every post within the minute.
    if (chance(rng, 0.85))
      browser.react(fan, 'like', post, post.at + 2 * SECOND + exponential(rng, 16 * SECOND), emit);
    if (chance(rng, 0.15))
      browser.react(fan, 'comment', post, post.at + 10 * SECOND + exponential(rng, 2 * MINUTE), emit);
  }
}

interface Reach {
  readonly author: Account;
  readonly at: number;
  readonly expected: number;
}

function followersCome(spreading: Spreading, post: CityPost, { author, at, expected }: Reach): void {
  const { rng, city, browser, emit } = spreading;
  for (let left = poisson(rng, expected); left > 0; left--) {
    const when = at + logNormal(rng, 5 * MINUTE, 1.3);
    const follower = city.pickFollower(rng, author);
    const what = rng.next();
    const action = what < 0.56 ? 'like' : what < 0.74 ? 'repost' : what < 0.88 ? 'comment' : 'view';
    browser.react(follower, action, post, when, emit);
    if (action === 'repost')
      followersCome(spreading, post, { author: follower, at: when, expected: PER_REPOST });
  }
}

function fansOf(city: City, author: Account): readonly Account[] {
  return city.celebrities.find((celebrity) => celebrity.author === author)?.fans ?? [];
}

/** Everybody sees it within the hour, thousands in the first minutes. */
export function goViral({ rng, city, browser, emit }: Spreading, likes: number, post: CityPost): void {
  for (const account of sample(rng, city.residents, likes)) {
    const at = post.at + logNormal(rng, 9 * MINUTE, 1.2);
    browser.react(account, 'like', post, at, emit);
    if (chance(rng, 0.12)) browser.react(account, 'repost', post, at + exponential(rng, MINUTE), emit);
    if (chance(rng, 0.08)) browser.react(account, 'comment', post, at + exponential(rng, 2 * MINUTE), emit);
  }
}

/** Two posts a day: the first ones after local noon and local nine in the evening, or in the middle of a shorter stretch. */
export function viralPosts(city: City, from: number, to: number): ReadonlySet<CityPost> {
  const day = Math.min(24 * HOUR, to - from);
  const viral = new Set<CityPost>();
  for (let start = from; start + day <= to; start += day)
    for (const share of [4.2 / 24, 13.1 / 24]) {
      const post = city.posts.find(({ at }) => at >= start + share * day);
      if (post) viral.add(post);
    }
  return viral;
}
