/** An influencer's fans (honest): signed up together after a show, and there within a minute of every post. */
import type { AccountWishes } from '../accounts.ts';
import {
  accountsIn,
  actionsIn,
  brokenPromises,
  devicesPerAccount,
  mostWithin,
  targetsHitTogether,
  timeOf,
} from '../checks.ts';
import { DAY, daysIn, localTime, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { sharedSite } from '../networks.ts';
import { between, chance, exponential, pick } from '../rng.ts';

const TEXTS = [
  '早安，新的一天',
  '昨晚谢谢大家，嗓子还没回来',
  '排练中，猜猜下一站',
  '今天吃什么',
  '新歌小样，先给你们听',
  '晚安',
];
const WORDS = [
  '朝朝我来了',
  '朝朝早安',
  '第一！',
  '姐姐好美',
  '昨晚现场太好哭了',
  '永远支持朝朝',
  '啊啊啊啊',
  '抢到前排',
];

export const influencerFanbase = groupScenario({
  name: 'influencer-fanbase',
  kind: 'look-alike',
  pattern: null,
  story:
    'After a show three hundred fans scanned the code on the screen and signed up in the hall, many under fan names; with notifications on they like each post of the singer within a minute, and greet her in the same few words.',
  knobs: {
    accounts: { value: 400, about: 'fans of the singer' },
    newcomers: { value: 0.7, about: 'share who signed up after the show, the evening before (0 to 1)' },
    signUpMinutes: { value: 45, about: 'minutes in which they signed up' },
    fanNames: { value: 0.5, about: 'share of newcomers under a fan name (0 to 1)' },
    posts: { value: 6, about: 'posts of the singer per day' },
    spreadSeconds: { value: 18, about: 'mean seconds until a fan likes' },
    ordinaryActions: { value: 3, about: 'ordinary actions per fan and day' },
  },
  cast({ maker, knobs, rng, from, to }) {
    const hall = { ...sharedSite(rng), hosts: 4 };
    const showEnds = localTime({ from, to }, 22) - DAY;
    const singer = people(maker, 1, 'singer', () => ({ verified: true, followers: 640_000, language: 'zh' }));
    const invitedBy = String(singer[0]?.account.id);
    const fans = people(maker, knobs.accounts, 'fan', (i): AccountWishes => {
      if (i >= knobs.newcomers * knobs.accounts) return { language: 'zh' };
      const device = maker.device();
      const named = `朝朝的${pick(rng, ['小船', '星星', '耳机', '海风', '听众', '小狗'])}${chance(rng, 0.6) ? rng.int(100) : ''}`;
      return {
        registeredAt: Math.floor(showEnds + knobs.signUpMinutes * MINUTE * rng.next() ** 1.5),
        language: 'zh',
        device,
        style: 'defaultZh',
        followers: rng.int(4),
        profile: {
          ...(chance(rng, knobs.fanNames) ? { handle: named } : {}),
          invitedBy,
          channel: 'app',
          // Half of the hall is on its wireless network.
          ...(chance(rng, 0.5) ? { seat: { device, network: hall } } : {}),
        },
      };
    });
    return [...singer, ...fans];
  },
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [singer, ...fans] = members.map(({ account }) => account);
    if (!singer) return;
    const publish = createPublish(stage);
    for (let day = 0; day < daysIn(from, to); day++) {
      for (let i = 0; i < knobs.posts; i++) {
        const at = localTime({ from, to }, between(rng, 8.5, 23), day);
        const post = publish(singer, { at, text: pick(rng, TEXTS) });
        for (const fan of fans) {
          if (!chance(rng, 0.55)) continue;
          const when = at + 2 * SECOND + exponential(rng, knobs.spreadSeconds * SECOND);
          emit(act(fan, { action: 'like', at: when, ...post }));
          if (chance(rng, 0.25)) {
            const text = pick(rng, WORDS) + pick(rng, ['', '', '❤️', '！', '～']);
            emit(act(fan, { action: 'comment', at: when + between(rng, 2, 30) * SECOND, ...post, text }));
          }
        }
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs, from, to } = output;
    const invited = accountsIn(output).filter(({ registration }) => registration?.invited_by);
    const times = invited.map((account) => timeOf(account.registered_at));
    const together = targetsHitTogether(
      actionsIn(output, 'like'),
      0.4 * knobs.accounts,
      4 * knobs.spreadSeconds * SECOND,
    );
    return brokenPromises({
      'the newcomers signed up together':
        mostWithin(times, knobs.signUpMinutes * MINUTE) >= 0.98 * knobs.newcomers * knobs.accounts,
      'fans like every post within the minute': together >= 0.9 * knobs.posts * daysIn(from, to),
      'each fan has a phone of their own': devicesPerAccount(output) === 1,
    });
  },
});
