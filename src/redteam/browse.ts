/** What a person does when they open the app: the one generator of ordinary behaviour, for residents and puppets. */
import type { ActionName } from '../contract/index.ts';
import type { Account, ActionMaker, Seat } from './accounts.ts';
import type { City, CityPost } from './city.ts';
import { type Emit, SECOND, wakingTime } from './clock.ts';
import { honestPost } from './honest-post.ts';
import { createIdMaker } from './ids.ts';
import { createPairSet } from './once.ts';
import { chance, createWeightedPicker, exponential, poisson, type Rng, skewedIndex } from './rng.ts';
import { type TextKind, writeText } from './text-grammar.ts';

const NAMES: readonly ActionName[] = [
  'view',
  'like',
  'comment',
  'repost',
  'favorite',
  'follow',
  'vote',
  'share',
  'danmaku',
  'quote',
  'dislike',
];
/** Lurkers, likers, talkers, sharers, and those in between; columns as in NAMES. */
const TEMPERS = [
  [72, 14, 2, 1, 3, 3, 2, 1, 1, 0, 1],
  [26, 56, 4, 2, 4, 4, 2, 1, 0, 0, 1],
  [28, 22, 22, 4, 2, 3, 3, 1, 12, 2, 1],
  [34, 24, 6, 16, 3, 4, 2, 6, 3, 3, 0],
  [45, 30, 6, 4, 4, 4, 2, 1, 3, 0, 1],
].map(createWeightedPicker);

/** Makes ordinary actions of one scenario instance; remembers who liked what, because a like counts once. */
export interface Browser {
  /**
   * One action on a post, unless the account did it before or was not there yet; a vote goes to a poll of the day, and who
   * would write danmaku on what is no film comments.
   */
  react(account: Account, action: ActionName, post: CityPost, at: number, emit: Emit, seat?: Seat): boolean;
  /** The same on exactly this post. */
  reactTo(account: Account, action: ActionName, post: CityPost, at: number, emit: Emit, seat?: Seat): boolean;
  /** Several actions in one sitting that begins at `at`; at the account's own device, or at `seat`. */
  sitting(account: Account, at: number, actions: number, emit: Emit, seat?: Seat): void;
  /** About `actions` actions over a stretch, in sittings, by the rhythm of the day. */
  ordinaryDay(account: Account, actions: number, range: { from: number; to: number }, emit: Emit): void;
}

/** Actions that carry a text, and which rule of the grammars writes it. */
const WRITTEN: Readonly<Partial<Record<ActionName, TextKind>>> = {
  comment: 'comment',
  repost: 'repost',
  danmaku: 'danmaku',
  quote: 'post',
};

/** Actions that a platform counts once per account and target, numbered. */
const ONCE: Readonly<Partial<Record<ActionName, number>>> = {
  like: 0,
  dislike: 1,
  favorite: 2,
  follow: 3,
  vote: 4,
};
const ONCES = 5;
/** One in so many posts is a film, where people write danmaku; under the others the same people comment. */
const FILMS = 4;

/** The posts that hold a poll. */
export function pollsOf(city: City): CityPost[] {
  return city.posts.filter((_, i) => i % 53 === 0).slice(0, 60);
}

/** `prefix` keys the ids of posts that are written in passing. */
export function createBrowser(prefix: string, city: City, rng: Rng, act: ActionMaker): Browser {
  const postId = createIdMaker(prefix, 'ordinary post');
  let posts = 0;
  const done = createPairSet();
  const polls = pollsOf(city);

  function target(action: ActionName, post: CityPost): CityPost {
    return action === 'vote' && polls.length > 0
      ? (polls[skewedIndex(rng, polls.length, 2)] as CityPost)
      : post;
  }

  const browser: Browser = {
    react(account, wanted, post, at, emit, seat) {
      const action = wanted === 'danmaku' && post.serial % FILMS !== 0 ? 'comment' : wanted;
      return browser.reactTo(account, action, target(action, post), at, emit, seat);
    },
    reactTo(account, action, chosen, at, emit, seat) {
      const targetId = action === 'follow' ? chosen.author.id : chosen.id;
      if (targetId === account.id || at < account.registeredAt) return false;
      const once = ONCE[action];
      if (once !== undefined) {
        const { serial } = action === 'follow' ? chosen.author : chosen;
        if (!done.add(account.serial, serial * ONCES + once)) return false;
      }
      const writes = WRITTEN[action];
      const text = writes && writeText(rng, writes, chosen.community, account.language);
      emit(act(account, { action, at, targetId, targetAccountId: chosen.author.id, text, seat }));
      return true;
    },
    sitting(account, at, actions, emit, seat) {
      let now = at;
      for (let i = 0; i < actions; i++) {
        const action = NAMES[
          (TEMPERS[account.temperament % TEMPERS.length] as (typeof TEMPERS)[number])(rng)
        ] as ActionName;
        browser.react(account, action, city.pickPost(rng, now, account.community), now, emit, seat);
        now += 400 + exponential(rng, 24 * SECOND);
      }
    },
    ordinaryDay(account, actions, { from, to }, emit) {
      const since = Math.max(from, account.registeredAt);
      if (actions > 0 && since < to && chance(rng, 0.2)) {
        const topic = chance(rng, 0.7) ? account.community : rng.int(100);
        const at = wakingTime(rng, since, to);
        const target = { targetId: postId(posts++), targetAccountId: account.id };
        emit(act(account, { action: 'post', at, ...target, ...honestPost(rng, account, topic, at) }));
      }
      for (let left = poisson(rng, actions); left > 0; ) {
        const now = Math.min(left, 1 + Math.floor(exponential(rng, 5)));
        browser.sitting(account, since < to ? wakingTime(rng, since, to) : to, now, emit);
        left -= now;
      }
    },
  };
  return browser;
}
