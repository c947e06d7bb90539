/** A guild in an event (honest): check-ins at the same second, second accounts on one phone, one cheat sheet. */
import type { AccountWishes } from '../accounts.ts';
import {
  actionsIn,
  brokenPromises,
  busiestHourShare,
  devicesPerAccount,
  targetsHitTogether,
} from '../checks.ts';
import { daysIn, localTime, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { between, chance, exponential, pick } from '../rng.ts';

const SHEET =
  '【首领攻略】一阶段全员左侧站位，点名的往外跑；二阶段先打小怪再打柱子，读条必须打断；' +
  '三阶段开大招前十秒分散，狂暴前留一个减伤。药水带满，迟到的自己补票。';
const JOBS = ['战士', '法师', '牧师', '射手', '刺客'];

export const gameGuild = groupScenario({
  name: 'game-guild',
  kind: 'look-alike',
  pattern: null,
  story:
    'A guild of sixty plays an event: at each reset they check in under the game’s post in the prescribed form, within seconds, vote for the same boss, and copy the leader’s cheat sheet; a fifth of the characters are a player’s second account, on the same phone.',
  knobs: {
    accounts: { value: 60, about: 'characters in the guild' },
    seconds: { value: 0.2, about: 'share that are second accounts of another member (0 to 1)' },
    resets: { value: 3, about: 'resets per day at which they check in' },
    spreadSeconds: { value: 15, about: 'mean seconds until a member checks in' },
    sheet: { value: 0.5, about: 'share who copy the cheat sheet (0 to 1)' },
    ordinaryActions: { value: 6, about: 'ordinary actions per character and day' },
  },
  cast({ maker, knobs, rng }) {
    const game = people(maker, 1, 'game', () => ({ verified: true, followers: 1_200_000, language: 'zh' }));
    const seconds = Math.round(knobs.accounts * knobs.seconds);
    const mains = people(maker, Math.max(1, knobs.accounts - seconds), 'member', () => ({
      language: 'zh',
      community: 5,
    }));
    const others = people(
      maker,
      Math.min(seconds, knobs.accounts - 1),
      'second account',
      (i): AccountWishes => {
        const { account } = mains[i % mains.length] as (typeof mains)[number];
        const { device, home, mobile, place, language, community } = account;
        return { device, home, mobile, place, language, community, followers: rng.int(6) };
      },
    );
    return [...game, ...mains, ...others];
  },
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [game, ...guild] = members.map(({ account }) => account);
    const leader = guild[0];
    if (!game || !leader) return;
    const publish = createPublish(stage);
    for (let day = 0; day < daysIn(from, to); day++) {
      const sheet = publish(leader, {
        at: localTime({ from, to }, 11, day),
        text: SHEET,
        topics: ['公会战'],
      });
      for (let reset = 0; reset < knobs.resets; reset++) {
        const opensAt = localTime({ from, to }, 12 + (10 * reset) / Math.max(1, knobs.resets), day);
        const event = publish(game, {
          at: opensAt - 5 * MINUTE,
          text: `公会战第${reset + 1}轮即将开启，请按格式签到`,
        });
        const poll = publish(game, { at: opensAt - 4 * MINUTE, text: '投票：本轮挑战哪位首领？' });
        for (const member of guild) {
          if (!chance(rng, 0.85)) continue;
          const at = opensAt + exponential(rng, knobs.spreadSeconds * SECOND);
          const text =
            `签到 七区 长风公会 ${pick(rng, JOBS)} ${chance(rng, 0.5) ? `战力${40 + rng.int(50)}万` : ''}`.trim();
          emit(act(member, { action: 'comment', at, ...event, text, topics: ['公会战'] }));
          if (chance(rng, 0.8))
            emit(act(member, { action: 'vote', at: at + between(rng, 3, 30) * SECOND, ...poll }));
        }
      }
      for (const member of guild) {
        const at = localTime({ from, to }, 11, day) + exponential(rng, 50 * MINUTE);
        if (member === leader || !chance(rng, knobs.sheet)) continue;
        if (chance(rng, 0.5)) publish(member, { at, text: SHEET, topics: ['公会战'] });
        else emit(act(member, { action: 'repost', at, ...sheet, text: SHEET, topics: ['公会战'] }));
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs, from, to } = output;
    const checkIns = actionsIn(output, 'comment').filter((comment) => comment.text?.startsWith('签到 七区'));
    const together = targetsHitTogether(checkIns, 0.6 * knobs.accounts, 4 * knobs.spreadSeconds * SECOND);
    const sheets = actionsIn(output).filter((action) => action.text === SHEET).length;
    return brokenPromises({
      'most of the guild checks in together at each reset': together === knobs.resets * daysIn(from, to),
      'some copy the cheat sheet': sheets >= 0.5 * knobs.sheet * knobs.accounts,
      'second accounts share the phone of another member':
        Math.abs(1 - devicesPerAccount(output) - knobs.seconds) < 0.03,
      'registrations are spread over years': busiestHourShare(output) < 0.06 + 2 / knobs.accounts,
    });
  },
});
