/** A lottery by repost (转发抽奖, honest): one post, one required phrase, hundreds of reposts. */
import { actionsIn, brokenPromises, devicesPerAccount } from '../checks.ts';
import { HOUR } from '../clock.ts';
import { groupScenario } from '../group.ts';
import { createIdMaker } from '../ids.ts';
import { chance, exponential, pick } from '../rng.ts';
import { writeText } from '../text-grammar.ts';

const PHRASE = '转发抽奖，三天后抽一位送青禾耳机';

export const lotteryRepost = groupScenario({
  name: 'lottery-repost',
  kind: 'look-alike',
  pattern: null,
  story:
    'A shop gives away earphones among those who repost its post with the required phrase; eight hundred people do, most of them only with the phrase, over the afternoon and evening.',
  knobs: {
    accounts: { value: 800, about: 'people who take part' },
    meanHours: { value: 3, about: 'mean delay until somebody reposts' },
    ownWords: { value: 0.35, about: 'share who add words of their own (0 to 1)' },
    ordinaryActions: { value: 4, about: 'ordinary actions per person on the day' },
  },
  cast: ({ maker, knobs, rng }) => [
    { account: maker.account({ verified: true, language: 'zh', followers: 90_000 }), role: 'shop' },
    ...Array.from({ length: knobs.accounts }, () => ({
      account: maker.account({ language: chance(rng, 0.97) ? 'zh' : 'en' }),
      role: 'participant',
    })),
  ],
  play({ rng, knobs, act, members, emit, from, to, prefix }) {
    const [shop, ...people] = members.map(({ account }) => account);
    if (!shop) return;
    const post = { targetId: createIdMaker(prefix, 'post')(0), targetAccountId: shop.id };
    const postedAt = from + 0.2 * (to - from);
    emit(
      act(shop, {
        action: 'post',
        at: postedAt,
        ...post,
        text: `【福利】关注我并转发本条，带上“${PHRASE}”，就有机会中奖！`,
        topics: ['转发抽奖'],
      }),
    );
    for (const person of people) {
      const delay = exponential(rng, Math.min(knobs.meanHours * HOUR, 0.25 * (to - from)));
      const at = postedAt + 5000 + (delay % (0.75 * (to - from)));
      const own = chance(rng, knobs.ownWords)
        ? pick(rng, [
            ' 求中',
            ' 欧气附体',
            ' 我我我',
            ' 🙏🙏',
            ` ${writeText(rng, 'comment', 2, person.language)}`,
          ])
        : '';
      emit(act(person, { action: 'repost', at, ...post, text: PHRASE + own, topics: ['转发抽奖'] }));
      if (chance(rng, 0.7))
        emit(
          act(person, {
            action: 'follow',
            at: at - 3000 * rng.next(),
            targetId: shop.id,
            targetAccountId: shop.id,
          }),
        );
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const reposts = actionsIn(output, 'repost').filter((repost) => repost.topics?.includes('转发抽奖'));
    return brokenPromises({
      'every participant reposts once':
        reposts.length === knobs.accounts &&
        new Set(reposts.map((repost) => repost.account_id)).size === knobs.accounts,
      'every repost is of the one post and holds the phrase': reposts.every(
        (repost) => repost.target_id === reposts[0]?.target_id && repost.text?.startsWith(PHRASE),
      ),
      'each participant has a phone of their own': devicesPerAccount(output) === 1,
    });
  },
});
