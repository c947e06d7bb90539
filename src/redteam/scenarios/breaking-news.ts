/** Breaking news (honest): thousands write about one event within minutes, each in their own words. */

import { actionsIn, brokenPromises, busiestHourShare, mostWithin, timeOf } from '../checks.ts';
import { HOUR, MINUTE } from '../clock.ts';
import { groupScenario } from '../group.ts';
import { honestMedia } from '../honest-post.ts';
import { createIdMaker } from '../ids.ts';
import { chance, logNormal } from '../rng.ts';
import { topicNumber, topicTag, writeText } from '../text-grammar.ts';

const TOPIC = topicNumber('storm');

export const breakingNews = groupScenario({
  name: 'breaking-news',
  kind: 'look-alike',
  pattern: null,
  story:
    'A storm floods the city at twenty past nine; two thousand people post, comment and repost about it within minutes. The texts are about one thing, and nobody copies.',
  knobs: {
    accounts: { value: 2000, about: 'people who take part' },
    medianMinutes: { value: 14, about: 'median delay until somebody reacts' },
    ordinaryActions: { value: 3, about: 'ordinary actions per person on the day' },
  },
  cast: ({ maker, knobs }) =>
    Array.from({ length: knobs.accounts }, () => ({ account: maker.account(), role: 'witness' })),
  play({ rng, knobs, act, members, emit, from, to, prefix }) {
    const postId = createIdMaker(prefix, 'post');
    const breaksAt = from + (13.33 / 24) * (to - from);
    const reports: { id: string; author: string; at: number }[] = [];
    const delays = members.map(() => logNormal(rng, knobs.medianMinutes * MINUTE, 0.9)).sort((a, b) => a - b);
    for (const [order, { account }] of members.entries()) {
      const at = breaksAt + (delays[order] as number);
      const what = rng.next();
      const tag = chance(rng, 0.35) ? [topicTag(TOPIC, account.language)] : [];
      const seen = reports[Math.floor(reports.length * rng.next() ** 2.2)];
      if (!seen || what < 0.5) {
        const id = postId(order);
        if (reports.length < 400) reports.push({ id, author: account.id, at });
        const text = writeText(rng, 'post', TOPIC, account.language);
        emit(
          act(account, {
            action: 'post',
            at,
            targetId: id,
            targetAccountId: account.id,
            text,
            topics: tag,
            media: chance(rng, 0.4) ? [honestMedia(rng)] : [],
          }),
        );
      } else {
        const action = what < 0.8 ? 'comment' : 'repost';
        const text = writeText(rng, action, TOPIC, account.language);
        emit(
          act(account, {
            action,
            at: Math.max(at, seen.at + 3000),
            targetId: seen.id,
            targetAccountId: seen.author,
            text,
            topics: tag,
          }),
        );
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const wordy = actionsIn(output).filter(
      (action) => action.action === 'post' || action.action === 'comment' || action.action === 'repost',
    );
    const times = wordy.map((action) => timeOf(action.occurred_at));
    const long = wordy.filter((action) => String(action.text).length >= 12);
    return brokenPromises({
      'most people react within the hour':
        mostWithin(times, Math.max(HOUR, 5 * knobs.medianMinutes * MINUTE)) >= 0.8 * knobs.accounts,
      'nearly all longer texts are their own':
        new Set(long.map((action) => action.text)).size >= 0.9 * long.length,
      'registrations are natural': busiestHourShare(output) < 0.03 + 2 / knobs.accounts,
    });
  },
});
