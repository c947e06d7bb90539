/** Families (honest): relatives in one home, some on one tablet, who like all that the others post. */
import { actionsIn, brokenPromises, devicesPerAccount, groupBy, mostWithin, timeOf } from '../checks.ts';
import { daysIn, HOUR, localTime, MINUTE } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { homeNetwork } from '../networks.ts';
import { between, chance, exponential, pick } from '../rng.ts';
import { writeText } from '../text-grammar.ts';

const PASSED_ON = [
  '睡前泡脚加一样东西，比吃药还管用，赶紧转给家人',
  '医生提醒：这三种早餐千万别再吃了，看完转给爸妈',
  '一个人过得好不好，看这五点就知道，写得真好',
];

export const familyGroups = groupScenario({
  name: 'family-groups',
  kind: 'look-alike',
  pattern: null,
  story:
    'Twenty-five families of six: two share a tablet, all come from one home, every photo is liked by all relatives within the hour, and what grandmother passes on the others pass on, word for word, because she asks.',
  knobs: {
    accounts: { value: 150, about: 'people in all families' },
    familySize: { value: 6, about: 'people in a family' },
    postsEach: { value: 1.2, about: 'mean posts per person and day' },
    loyalty: { value: 0.85, about: 'share of the posts that a relative likes (0 to 1)' },
    ordinaryActions: { value: 6, about: 'ordinary actions per person and day' },
  },
  cast({ maker, knobs, rng }) {
    const size = Math.max(1, Math.round(knobs.familySize));
    const families = Array.from({ length: Math.ceil(knobs.accounts / size) }, () => ({
      home: homeNetwork(rng),
      place: rng.next(),
      tablet: maker.device(),
    }));
    return people(
      maker,
      knobs.accounts,
      (i) => `family ${1 + Math.floor(i / size)}`,
      (i) => {
        const { home, place, tablet } = families[Math.floor(i / size)] as (typeof families)[number];
        return { home, place, language: 'zh', ...(i % size < 2 ? { device: tablet } : {}) };
      },
    );
  },
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const publish = createPublish(stage);
    for (const family of groupBy(members, ({ role }) => role).values()) {
      const [grandmother, ...others] = family.map(({ account }) => account);
      if (!grandmother) continue;
      for (let day = 0; day < daysIn(from, to); day++) {
        for (const author of [grandmother, ...others]) {
          for (let left = exponential(rng, knobs.postsEach); left > 0.5; left--) {
            const at = localTime({ from, to }, between(rng, 8.1, 22.8), day);
            const post = publish(author, { at, text: writeText(rng, 'post', author.community, 'zh') });
            for (const { account: relative } of family) {
              if (relative === author || !chance(rng, knobs.loyalty)) continue;
              emit(act(relative, { action: 'like', at: at + 8000 + exponential(rng, 20 * MINUTE), ...post }));
            }
          }
        }
        const text = pick(rng, PASSED_ON);
        const asked = localTime({ from, to }, between(rng, 18.5, 20.5), day);
        const article = publish(grandmother, {
          at: asked,
          text,
          urls: [`https://daily.example/a/${1000 + rng.int(900)}`],
        });
        for (const relative of others) {
          if (chance(rng, 0.6))
            emit(
              act(relative, {
                action: 'repost',
                at: asked + exponential(rng, 25 * MINUTE),
                ...article,
                text,
              }),
            );
        }
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs, truth } = output;
    const familyOf = new Map(truth.map((row) => [row.account_id, row.role]));
    const isAtHome = (like: { account_id: string; target_account_id?: string | null | undefined }): boolean =>
      familyOf.get(like.account_id) === familyOf.get(String(like.target_account_id));
    const likes = groupBy(actionsIn(output, 'like').filter(isAtHome), (like) => like.target_id);
    const together = [...likes.values()].filter(
      (group) =>
        mostWithin(
          group.map((like) => timeOf(like.occurred_at)),
          2 * HOUR,
        ) >=
        0.5 * knobs.loyalty * (knobs.familySize - 1),
    ).length;
    return brokenPromises({
      'relatives like what the family posts within the hour':
        likes.size >= 0.3 * knobs.accounts * knobs.postsEach && together >= 0.8 * likes.size,
      'there is a tablet for two in each family':
        Math.abs(devicesPerAccount(output) - (1 - 1 / knobs.familySize)) < 0.02,
    });
  },
});
