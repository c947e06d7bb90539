/** The crowd: people with habits, circles, families and campuses, celebrities with fans, and two posts that go viral. */
import { accountEvent, observedAt } from '../account-event.ts';
import { type AiLabel, createActionMaker } from '../accounts.ts';
import { type Browser, createBrowser, honestPost } from '../browse.ts';
import type { City, CityPost } from '../city.ts';
import { type Emit, HOUR, MINUTE, rhythm, SECOND, streamBySlot } from '../clock.ts';
import { createReportMaker, pickReason } from '../reports.ts';
import { chance, createWeightedPicker, exponential, logNormal, poisson, type Rng, sample } from '../rng.ts';
import type { Scenario } from '../scenario.ts';

const KNOBS = {
  accounts: { value: 12_000, about: 'people who live in the city' },
  posts: { value: 5_500, about: 'posts that they write in the stretch' },
  sittings: { value: 20_500, about: 'times that somebody opens the app' },
  actionsPerSitting: { value: 5.5, about: 'mean actions in one sitting' },
  viralLikes: {
    value: 3_000,
    about: 'likes on each of the two viral posts, limited by the number of people',
  },
  reports: { value: 300, about: 'reports that people file in the stretch against posts they dislike' },
  aiPosts: {
    value: 0.03,
    about: 'share of posts that people had written by an AI, most of them labelled (0 to 1)',
  },
  rareProviders: {
    value: 0.04,
    about: 'share of people with a mail provider or a mobile operator that few have (0 to 1)',
  },
};
type Knobs = keyof typeof KNOBS;

/** People's own AI posts: labelled, found out without a label, or labelled by hand. */
const LABELS: readonly AiLabel[] = [
  { explicit: true, implicit: true, generated: true },
  { explicit: false, implicit: true, generated: true },
  { explicit: true, implicit: false, generated: null },
];
const pickLabel = createWeightedPicker([70, 20, 10]);

/** Followers are told of a post and come within minutes; the more attention a post draws, the more of them. */
function cascade(rng: Rng, city: City, browser: Browser, post: CityPost, emit: Emit): void {
  const reactions = poisson(rng, Math.min(60, 1.1 * post.weight));
  for (let i = 0; i < reactions; i++) {
    const at = post.at + logNormal(rng, 5 * MINUTE, 1.3);
    const what = rng.next();
    const action = what < 0.5 ? 'like' : what < 0.72 ? 'repost' : what < 0.88 ? 'comment' : 'view';
    browser.react(city.pickFollower(rng, post.author), action, post, at, emit);
  }
  const fans = city.celebrities.find(({ author }) => author.id === post.author.id)?.fans ?? [];
  for (const fan of fans) {
    // They have notifications on: most of them like every post within the minute.
    if (chance(rng, 0.85))
      browser.react(fan, 'like', post, post.at + 2 * SECOND + exponential(rng, 16 * SECOND), emit);
    if (chance(rng, 0.15))
      browser.react(fan, 'comment', post, post.at + 10 * SECOND + exponential(rng, 2 * MINUTE), emit);
  }
}

/** Everybody sees it within the hour, thousands in the first minutes. */
function goViral(rng: Rng, city: City, browser: Browser, likes: number, post: CityPost, emit: Emit): void {
  for (const account of sample(rng, city.residents, likes)) {
    const at = post.at + logNormal(rng, 9 * MINUTE, 1.2);
    browser.react(account, 'like', post, at, emit);
    if (chance(rng, 0.12)) browser.react(account, 'repost', post, at + exponential(rng, MINUTE), emit);
    if (chance(rng, 0.08)) browser.react(account, 'comment', post, at + exponential(rng, 2 * MINUTE), emit);
  }
}

/** The first posts after local noon and local nine in the evening, or the middle ones of a shorter stretch. */
function viralPosts(city: City, from: number, to: number): CityPost[] {
  return [4.2, 13.1].flatMap((hours) => {
    const wanted = Math.min(from + hours * HOUR, from + ((to - from) * hours) / 24);
    return city.posts.find((post) => post.at >= wanted) ?? [];
  });
}

export const organicCity: Scenario<Knobs> = {
  name: 'organic-city',
  kind: 'crowd',
  story:
    'Twelve thousand people go about their day: circles of friends, families on one phone, campuses and carriers behind one address, fans who like every post within a minute, and two posts that go viral.',
  knobs: KNOBS,

  *truth({ city }) {
    for (const { id } of city.residents)
      yield { account_id: id, group: null, honest: true, pattern: null, role: 'resident' };
  },

  events({ rng, prefix, knobs, from, to, city }) {
    const act = createActionMaker(prefix, rng.fork('actions'));
    const browser = createBrowser(prefix, city, rng.fork('browsing'), act);
    const sittings = rng.fork('sittings');
    const cascades = rng.fork('cascades');
    const writing = rng.fork('writing');
    const labels = rng.fork('labels');
    const reports = rng.fork('reports');
    const report = createReportMaker(prefix);
    const viral = new Set(viralPosts(city, from, to));
    const slotMs = 2 * MINUTE;
    const seen = city.residents.map((account) => ({ account, at: observedAt(account, from) }));
    seen.sort((a, b) => a.at - b.at);
    let nextSeen = 0;
    let busy = 0;
    for (let at = from; at < to; at += slotMs) busy += rhythm(at);
    let nextPost = city.posts.findIndex((post) => post.at >= from);
    if (nextPost < 0) nextPost = city.posts.length;

    return streamBySlot({ from, to, slotMs }, (slotFrom, slotTo, emit) => {
      for (; nextSeen < seen.length; nextSeen++) {
        const resident = seen[nextSeen] as (typeof seen)[number];
        if (resident.at >= slotTo) break;
        emit(accountEvent(resident.account, resident.at));
      }
      for (; nextPost < city.posts.length; nextPost++) {
        const post = city.posts[nextPost] as CityPost;
        if (post.at >= slotTo) break;
        const topic = chance(writing, 0.7) ? post.community : writing.int(100);
        emit(
          act(post.author, {
            action: 'post',
            at: post.at,
            targetId: post.id,
            targetAccountId: post.author.id,
            ...honestPost(writing, post.author, topic),
            aiLabel: chance(labels, knobs.aiPosts) ? LABELS[pickLabel(labels)] : undefined,
          }),
        );
        cascade(cascades, city, browser, post, emit);
        if (viral.has(post)) goViral(cascades, city, browser, knobs.viralLikes, post, emit);
      }
      for (let left = poisson(reports, (knobs.reports * rhythm(slotFrom)) / busy); left > 0; left--) {
        const at = slotFrom + reports.next() * (slotTo - slotFrom);
        const reporter = city.pickResident(reports);
        const { id, author } = city.pickPost(reports, at, reporter.community);
        if (author === reporter) continue;
        emit(report(reporter, { at, accountId: author.id, targetId: id, reason: pickReason(reports) }));
      }
      const count = poisson(sittings, (knobs.sittings * rhythm(slotFrom)) / busy);
      for (let i = 0; i < count; i++) {
        const at = slotFrom + sittings.next() * (slotTo - slotFrom);
        const actions = 1 + Math.floor(exponential(sittings, knobs.actionsPerSitting - 0.5));
        browser.sitting(city.pickResident(sittings), at, actions, emit);
      }
    });
  },

  check({ events, truth }) {
    const broken: string[] = [];
    const likes = new Map<string, number>();
    const registered: number[] = [];
    for (const { event } of events) {
      if (event.type === 'action' && event.action === 'like')
        likes.set(event.target_id, (likes.get(event.target_id) ?? 0) + 1);
      if (event.type === 'account') registered.push(Date.parse(String(event.registered_at)));
    }
    if (truth.some((row) => !row.honest || row.group !== null))
      broken.push('a resident is not of the honest crowd');
    if (registered.length !== truth.length) broken.push('an account has no account event, or more than one');
    const years = new Set(registered.map((at) => new Date(at).getUTCFullYear()));
    if (years.size < 6) broken.push(`registrations span ${years.size} calendar years only`);
    const sorted = [...likes.values()].sort((a, b) => b - a);
    const total = sorted.reduce((sum, n) => sum + n, 0);
    const top = sorted.slice(0, Math.ceil(sorted.length / 100)).reduce((sum, n) => sum + n, 0);
    if (top < 0.12 * total)
      broken.push(`the top 1 % of targets hold ${Math.round((100 * top) / total)} % of likes only`);
    return broken;
  },
};
