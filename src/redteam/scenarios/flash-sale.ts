/** A flash sale (honest): a countdown, one product, one prefilled text, and relatives signed up in the same hour. */

import type { AccountWishes } from '../accounts.ts';
import { accountsIn, actionsIn, brokenPromises, mostWithin, targetsHitTogether, timeOf } from '../checks.ts';
import { HOUR, localTime, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { between, chance, exponential, pick } from '../rng.ts';

const SHARED = '我正在抢青禾耳机，限量一百台，点开链接帮我助力一下';
const URL = 'https://shop.example/sale/qinghe-ear';

export const flashSale = groupScenario({
  name: 'flash-sale',
  kind: 'look-alike',
  pattern: null,
  story:
    'At eight sharp a shop sells a hundred earphones; a thousand people like, favourite and share the product within the minute, mostly with the prefilled text, and a fifth of them were signed up by a customer in the hour before, to raise the odds.',
  knobs: {
    accounts: { value: 1000, about: 'people who take part' },
    newcomers: { value: 0.2, about: 'share who sign up by invitation in the hour before (0 to 1)' },
    spreadSeconds: { value: 40, about: 'seconds within which most of them press the buttons' },
    ownWords: { value: 0.25, about: 'share of shares with words of their own (0 to 1)' },
    ordinaryActions: { value: 3, about: 'ordinary actions per customer on the day; newcomers do a fifth' },
  },
  cast({ maker, knobs, rng, from, to }) {
    const sale = localTime({ from, to }, 20);
    const shop = people(maker, 1, 'shop', () => ({ verified: true, followers: 310_000, language: 'zh' }));
    const invited = Math.round(knobs.accounts * knobs.newcomers);
    const customers = people(maker, knobs.accounts - invited, 'customer');
    const newcomers = people(maker, customers.length === 0 ? 0 : invited, 'newcomer', (): AccountWishes => {
      const { account: host } = pick(rng, customers);
      const registeredAt = Math.floor(sale - HOUR * rng.next() ** 1.6 + 3 * MINUTE);
      const atHome = chance(rng, 0.4) ? { home: host.home, place: host.place } : {};
      // Some host makes the second account on the same phone.
      const onPhone = chance(rng, 0.08) ? { device: host.device, mobile: host.mobile } : {};
      return {
        ...atHome,
        ...onPhone,
        registeredAt,
        language: host.language,
        style: chance(rng, 0.8) ? 'defaultZh' : 'pinyin',
        followers: rng.int(3),
        profile: { invitedBy: host.id, bio: '', avatar: 'default' },
      };
    });
    return [...shop, ...customers, ...newcomers];
  },
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [shop, ...buyers] = members.map(({ account }) => account);
    if (!shop) return;
    const publish = createPublish(stage);
    const sale = localTime({ from, to }, 20);
    for (const minutes of [60, 10])
      publish(shop, {
        at: sale - minutes * MINUTE,
        text: `还有${minutes}分钟！今晚八点整开抢`,
        topics: ['八点开抢'],
      });
    const product = publish(shop, {
      at: sale - 2 * MINUTE,
      text: '青禾耳机，限量一百台，八点整',
      urls: [URL],
    });
    for (const buyer of buyers) {
      const early = chance(rng, 0.06) ? 3 * SECOND * rng.next() : 0;
      const pressed = sale + exponential(rng, (knobs.spreadSeconds * SECOND) / 2.5) - early;
      const at = Math.max(pressed, buyer.registeredAt + between(rng, 8, 40) * SECOND);
      if (chance(rng, 0.85)) emit(act(buyer, { action: 'like', at, ...product }));
      if (chance(rng, 0.7))
        emit(act(buyer, { action: 'favorite', at: at + between(rng, 300, 4000), ...product }));
      if (chance(rng, 0.55)) {
        const own = chance(rng, knobs.ownWords)
          ? pick(rng, ['，拜托了', '🙏', '，抢到请吃饭', '，快快快', '！！'])
          : '';
        const shared = { action: 'share' as const, at: at + between(rng, 2, 15) * SECOND, ...product };
        emit(act(buyer, { ...shared, text: SHARED + own, urls: [URL] }));
      }
      if (chance(rng, 0.3))
        emit(act(buyer, { action: 'follow', at: at - 2000, targetId: shop.id, targetAccountId: shop.id }));
    }
  },
  ordinary: (knobs, _played, { role }) =>
    role === 'newcomer' ? knobs.ordinaryActions / 5 : knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const newcomers = accountsIn(output).filter((account) => timeOf(account.registered_at) >= output.from);
    const shares = actionsIn(output, 'share').filter((share) => share.text?.startsWith(SHARED));
    const exact = shares.filter((share) => share.text === SHARED).length;
    return brokenPromises({
      'most buyers like the product within the minute':
        targetsHitTogether(
          actionsIn(output, 'like'),
          0.7 * knobs.accounts,
          1.6 * knobs.spreadSeconds * SECOND,
        ) === 1,
      'the newcomers sign up within about an hour, each invited':
        newcomers.length === Math.round(knobs.accounts * knobs.newcomers) &&
        mostWithin(
          newcomers.map((account) => timeOf(account.registered_at)),
          1.1 * HOUR,
        ) === newcomers.length &&
        newcomers.every((account) => account.registration?.invited_by),
      'many share, most of them the prefilled text':
        shares.length >= 0.45 * knobs.accounts && exact >= 0.85 * (1 - knobs.ownWords) * shares.length,
    });
  },
});
