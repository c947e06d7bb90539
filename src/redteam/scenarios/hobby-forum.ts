/** A hobby forum (honest): a few dozen people who read and like everything of the same ten authors, every day. */
import {
  actionsIn,
  brokenPromises,
  busiestHourShare,
  devicesPerAccount,
  targetsHitTogether,
} from '../checks.ts';
import { daysIn, localTime, MINUTE } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { between, chance, exponential } from '../rng.ts';
import { writeText } from '../text-grammar.ts';

/** An index into the topics of the grammars: pets. */
const TOPIC = 7;

export const hobbyForum = groupScenario({
  name: 'hobby-forum',
  kind: 'look-alike',
  pattern: null,
  story:
    'Fifty people with one hobby read the same ten authors every day and like whatever those post within the hour, as they have for years. They act together on more targets than most armies, and nothing else about them is alike.',
  knobs: {
    accounts: { value: 50, about: 'people of the forum' },
    authors: { value: 10, about: 'of them, those who write' },
    postsEach: { value: 2, about: 'posts of an author per day' },
    loyalty: { value: 0.9, about: 'share of the posts that a reader likes (0 to 1)' },
    withinMinutes: { value: 15, about: 'mean minutes until a reader comes' },
    ordinaryActions: { value: 6, about: 'ordinary actions per person and day' },
  },
  cast: ({ maker, knobs, rng }) =>
    people(
      maker,
      Math.max(1, knobs.accounts),
      (i) => (i < knobs.authors ? 'author' : 'reader'),
      () => ({ community: 11, language: chance(rng, 0.9) ? 'zh' : 'en' }),
    ),
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const publish = createPublish(stage);
    const authors = members.slice(0, Math.max(1, knobs.authors)).map(({ account }) => account);
    for (let day = 0; day < daysIn(from, to); day++) {
      for (const author of authors) {
        for (let i = 0; i < knobs.postsEach; i++) {
          const at = localTime({ from, to }, between(rng, 8.2, 22.5), day);
          const post = publish(author, { at, text: writeText(rng, 'post', TOPIC, author.language) });
          for (const { account: reader } of members) {
            if (reader === author || !chance(rng, knobs.loyalty)) continue;
            const when = at + 5000 + exponential(rng, knobs.withinMinutes * MINUTE);
            emit(act(reader, { action: 'like', at: when, ...post }));
            if (!chance(rng, 0.12)) continue;
            const text = writeText(rng, 'comment', TOPIC, reader.language);
            emit(act(reader, { action: 'comment', at: when + between(rng, 5, 60) * 1000, ...post, text }));
          }
        }
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs, from, to } = output;
    const readers = knobs.accounts * knobs.loyalty;
    const together = targetsHitTogether(
      actionsIn(output, 'like'),
      0.7 * readers,
      4 * knobs.withinMinutes * MINUTE,
    );
    return brokenPromises({
      'most readers like nearly every post within the hour':
        together >= 0.8 * daysIn(from, to) * knobs.authors * knobs.postsEach,
      'registrations are spread over years': busiestHourShare(output) < 0.05 + 2 / knobs.accounts,
      'each has a phone of their own': devicesPerAccount(output) === 1,
    });
  },
});
