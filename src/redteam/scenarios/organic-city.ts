/** The crowd: people with habits, circles, families and campuses, celebrities with fans, and two posts that go viral. */
import { accountEvent, observedAt } from '../account-event.ts';
import { createActionMaker } from '../accounts.ts';
import { createBrowser } from '../browse.ts';
import { cascade, goViral, viralPosts } from '../cascade.ts';
import { DAY, rhythm, SECOND, streamBySlot } from '../clock.ts';
import { createConversation } from '../conversation.ts';
import { gather, planNiches } from '../niches.ts';
import { createReportMaker, pickReason } from '../reports.ts';
import { chance, poisson } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { arrive, sittingLength, switchAccount } from '../sittings.ts';

const KNOBS = {
  accounts: { value: 12_000, about: 'people who live in the city' },
  posts: { value: 5_500, about: 'posts that they write in a day' },
  sittings: { value: 20_500, about: 'times in a day that somebody opens the app' },
  actionsPerSitting: { value: 5.5, about: 'mean actions in one sitting' },
  viralLikes: {
    value: 3_000,
    about: 'likes on each of the day’s two viral posts, limited by the number of people',
  },
  reports: { value: 300, about: 'reports in a day that people file against posts they dislike' },
  aiPosts: {
    value: 0.03,
    about: 'share of posts that people had written by an AI, most of them labelled (0 to 1)',
  },
  rareProviders: {
    value: 0.04,
    about: 'share of people with a mail provider or a mobile operator that few have (0 to 1)',
  },
  niches: { value: 12, about: 'hashtags in a day that a few dozen people meet around for some hours' },
};
type Knobs = keyof typeof KNOBS;

export const organicCity: Scenario<Knobs> = {
  name: 'organic-city',
  kind: 'crowd',
  story:
    'Twelve thousand people go about their days: families on one phone, phones passed on, people with two accounts, campuses and carriers behind one address, quotes of quotes, fans who like within a minute, niches that meet around a hashtag for an evening, newcomers in a promotion, and two posts a day that go viral.',
  knobs: KNOBS,

  *truth({ city }) {
    for (const { id } of city.residents)
      yield { account_id: id, group: null, honest: true, pattern: null, role: 'resident' };
  },

  events(input) {
    const { rng, prefix, knobs, from, to, city } = input;
    const act = createActionMaker(prefix, rng.fork('actions'));
    const browser = createBrowser(prefix, city, rng.fork('browsing'), act);
    const converse = createConversation({ rng: rng.fork('writing'), act, city, aiPosts: knobs.aiPosts });
    const report = createReportMaker(prefix);
    const reports = rng.fork('reports');
    const sittings = rng.fork('sittings');
    const cascades = rng.fork('cascades');
    const meetings = rng.fork('niches');
    const viral = viralPosts(city, from, to);
    const written = [...city.posts.filter((post) => post.at >= from), ...city.replies].sort(
      (a, b) => a.at - b.at,
    );
    const seen = city.residents.map((account) => ({ account, at: observedAt(account, from) }));
    seen.sort((a, b) => a.at - b.at);
    const niches = planNiches(meetings, city, { from, to }, knobs.niches);
    let serial = city.posts.length + city.replies.length;
    const slotMs = 20 * SECOND;
    const days = Math.max(1, (to - from) / DAY);
    let busy = 0;
    for (let at = from; at < to; at += slotMs) busy += rhythm(at);
    let [nextSeen, nextWritten, nextNiche] = [0, 0, 0];

    return streamBySlot({ from, to, slotMs }, (slotFrom, slotTo, emit) => {
      const spreading = { rng: cascades, city, browser, emit };
      const sitter = { rng: sittings, city, browser, emit };
      for (let next = seen[nextSeen]; next && next.at < slotTo; next = seen[++nextSeen]) {
        emit(accountEvent(next.account, next.at));
        if (next.account.registeredAt >= from) arrive(sitter, next.account);
      }
      for (let next = written[nextWritten]; next && next.at < slotTo; next = written[++nextWritten]) {
        emit(converse(next));
        cascade(spreading, next);
        if (viral.has(next)) goViral(spreading, knobs.viralLikes, next);
      }
      for (let next = niches[nextNiche]; next && next.startsAt < slotTo; next = niches[++nextNiche])
        gather({ rng: meetings, act, browser, emit, serial: () => serial++ }, next);
      const share = (days * rhythm(slotFrom)) / busy;
      for (let left = poisson(reports, knobs.reports * share); left > 0; left--) {
        const at = slotFrom + reports.next() * (slotTo - slotFrom);
        const reporter = city.pickResident(reports);
        const { id, author } = city.pickPost(reports, at, reporter.community);
        if (author === reporter || reporter.registeredAt > at) continue;
        emit(report(reporter, { at, accountId: author.id, targetId: id, reason: pickReason(reports) }));
      }
      const count = poisson(sittings, knobs.sittings * share);
      for (let i = 0; i < count; i++) {
        const at = slotFrom + sittings.next() * (slotTo - slotFrom);
        const resident = city.pickResident(sittings);
        browser.sitting(resident, at, sittingLength(sittings, knobs.actionsPerSitting), emit);
        const second = city.seconds.get(resident);
        if (second && chance(sittings, 0.4)) switchAccount(sitter, resident, second, at);
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
