/** A repost ring (互转): its members pass on each other’s posts and those of customers. */

import { actionsIn, brokenPromises, groupBy, mostWithin, timeOf } from '../checks.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { evasionKnobs, hire, jittered, workingTime } from '../hire.ts';
import { honestPost } from '../honest-post.ts';
import { createIdMaker } from '../ids.ts';
import { between, chance, pick } from '../rng.ts';
import { createRota, customerPosts, orderTime, shiftSizes } from '../tasks.ts';
import { writeSupport } from '../text/campaign-lines.ts';
import { topicTag, writeText } from '../text-grammar.ts';

/** What is passed on. */
interface Source {
  readonly id: string;
  readonly author: string;
  readonly at: number;
  readonly community: number;
}

export const repostRing = groupScenario({
  name: 'repost-ring',
  kind: 'attack',
  pattern: 'engagement_boost',
  story:
    'Forty-five accounts repost and quote each other’s posts and those of paying customers within a quarter of an hour, sometimes one another’s quotes, so that all of it looks talked about.',
  knobs: {
    ...evasionKnobs({
      accounts: 45,
      aged: 0.4,
      ownDevices: 0.35,
      devices: 10,
      networks: 5,
      camouflage: 0.45,
      rotation: 0.6,
      jitterSeconds: 450,
      cells: 1,
      popularTargets: 0.2,
      paraphraseDepth: 0,
    }),
    ownPosts: { value: 10, about: 'posts of members that the ring passes on' },
    targets: { value: 10, about: 'posts of customers that it passes on' },
    quoteShare: { value: 0.3, about: 'share of quotes with a text of their own among the reposts (0 to 1)' },
  },
  cast: (casting) => hire(casting, 'nickname'),
  play(stage) {
    const { rng, knobs, act, members, emit, from, to, prefix } = stage;
    const postId = createIdMaker(prefix, 'post');
    const onDuty = createRota(members, knobs.rotation);
    const passOn = (source: Source, workers: ReturnType<typeof onDuty>, at: number): void => {
      const quotes: Source[] = [];
      for (const account of workers) {
        if (account.id === source.author) continue;
        const when = Math.max(source.at + 4000, jittered(rng, at, knobs.jitterSeconds));
        // Now and then a quote that is out already is passed on in place of the post.
        const quote = quotes.length > 0 && chance(rng, 0.15) ? pick(rng, quotes) : source;
        const passed = quote.at < when ? quote : source;
        const isQuote = chance(rng, knobs.quoteShare);
        const text = chance(rng, 0.5)
          ? writeSupport(rng, knobs.paraphraseDepth)
          : writeText(rng, isQuote ? 'post' : 'repost', source.community, account.language);
        const timed = act(account, {
          action: isQuote ? 'quote' : 'repost',
          at: when,
          targetId: passed.id,
          targetAccountId: passed.author,
          text,
          topics: chance(rng, 0.1) ? [topicTag(source.community, account.language)] : [],
        });
        emit(timed);
        if (isQuote) quotes.push({ ...source, id: timed.event.event_id, author: account.id, at: when });
      }
    };
    for (let task = 0; task < knobs.ownPosts; task++) {
      const workers = onDuty(rng, task);
      const author = workers[0];
      if (!author) break;
      const at = workingTime(rng, from, to);
      const source = { id: postId(task), author: author.id, at, community: author.community };
      const post = honestPost(rng, author, author.community, at);
      emit(act(author, { action: 'post', at, targetId: source.id, targetAccountId: author.id, ...post }));
      passOn(source, workers, at + 1000 * knobs.jitterSeconds + between(rng, 5, 60) * 1000);
    }
    for (const [task, post] of customerPosts(rng, stage, knobs.targets, knobs.popularTargets).entries()) {
      const { id, at, community } = post;
      const ordered = orderTime(rng, post, knobs.jitterSeconds, to);
      passOn({ id, author: post.author.id, at, community }, onDuty(rng, task), ordered);
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs, truth } = output;
    const members = new Set(truth.map((row) => row.account_id));
    const workers = shiftSizes(knobs).least;
    const passed = actionsIn(output).filter(({ action }) => action === 'repost' || action === 'quote');
    const hit = { own: 0, customers: 0 };
    for (const group of groupBy(passed, (action) => action.target_id).values()) {
      const times = group.map((action) => timeOf(action.occurred_at));
      // Some pass a quote on in place of the post.
      if (mostWithin(times, 2000 * knobs.jitterSeconds + 5000) < Math.max(1, 0.5 * (workers - 1))) continue;
      hit[members.has(String(group[0]?.target_account_id)) ? 'own' : 'customers']++;
    }
    const quotes = passed.filter(({ action }) => action === 'quote').length;
    return brokenPromises({
      'the ring passes on the posts of its members': hit.own >= 0.9 * knobs.ownPosts,
      'the ring passes on the posts of customers': hit.customers >= 0.9 * knobs.targets,
      'some of them quote': knobs.quoteShare === 0 || quotes > 0.3 * knobs.quoteShare * passed.length,
    });
  },
});
