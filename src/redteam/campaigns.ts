/** What a shift does in the campaigns that more than one scenario runs: filling a comment section, lifting a hashtag. */
import type { Account, ActionMaker } from './accounts.ts';
import type { Browser } from './browse.ts';
import type { CityPost } from './city.ts';
import { type Emit, MINUTE } from './clock.ts';
import { between, chance, exponential, pick, type Rng, sample } from './rng.ts';
import type { LineWriter } from './text/campaign-lines.ts';

/** What is needed to act. */
interface Means {
  readonly rng: Rng;
  readonly act: ActionMaker;
  readonly emit: Emit;
}

/** One comment section to be filled. */
export interface CommentOrder {
  readonly post: CityPost;
  readonly workers: readonly Account[];
  readonly write: LineWriter;
  readonly paraphraseDepth: number;
  readonly jitterSeconds: number;
  /** Likes that each comment gets from the shift. */
  readonly likesEach: number;
}

/** The shift writes its comments from the first minute on, and likes each other’s. */
export function fillComments(
  { rng, act, emit, browser }: Means & { browser: Browser },
  order: CommentOrder,
): void {
  const { post, workers } = order;
  for (const account of workers) {
    const at = post.at + 15_000 + between(rng, 0, 2000 * order.jitterSeconds);
    const target = { targetId: post.id, targetAccountId: post.author.id };
    const text = order.write(rng, order.paraphraseDepth);
    const comment = act(account, { action: 'comment', at, ...target, text });
    emit(comment);
    if (chance(rng, 0.5)) browser.react(account, 'like', post, at + between(rng, 800, 9000), emit);
    for (const fan of sample(rng, workers, order.likesEach)) {
      if (fan === account) continue;
      const likedAt = at + 3000 + exponential(rng, 3 * MINUTE);
      const liked = { targetId: comment.event.event_id, targetAccountId: account.id };
      emit(act(fan, { action: 'like', at: likedAt, ...liked }));
    }
  }
  // One of them also passes the post on.
  const [messenger] = workers;
  if (messenger) browser.react(messenger, 'share', post, post.at + between(rng, 5, 20) * MINUTE, emit);
}

/** One round of a push. */
export interface PushOrder {
  readonly workers: readonly Account[];
  readonly tag: string;
  readonly write: LineWriter;
  readonly paraphraseDepth: number;
  /** Id of the next post. */
  readonly nextPost: () => string;
  /** When the next post is written. */
  readonly nextTime: () => number;
  /** Reposts and likes follow within this time. */
  readonly echoMs: number;
  /** Posts of the round that each account reposts or likes. */
  readonly repostsEach: number;
}

/** Each of the shift posts the hashtag, and they repost and like each other. */
export function pushTopic({ rng, act, emit }: Means, order: PushOrder): void {
  const { workers, paraphraseDepth } = order;
  const topics = [order.tag];
  const written = workers.map((account) => {
    const at = order.nextTime();
    const post = { id: order.nextPost(), at, account };
    const text = order.write(rng, paraphraseDepth);
    emit(act(account, { action: 'post', at, targetId: post.id, targetAccountId: account.id, text, topics }));
    return post;
  });
  for (const account of workers) {
    for (let i = 0; i < order.repostsEach; i++) {
      const post = pick(rng, written);
      if (post.account === account) continue;
      const at = post.at + order.echoMs * rng.next();
      const details = { at, targetId: post.id, targetAccountId: post.account.id };
      if (chance(rng, 0.5)) emit(act(account, { ...details, action: 'like' }));
      else
        emit(act(account, { ...details, action: 'repost', text: order.write(rng, paraphraseDepth), topics }));
    }
  }
}
