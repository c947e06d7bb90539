/** A fan club's timed drive (honest): real people, one slogan, one minute. */
import {
  accountsIn,
  actionsIn,
  brokenPromises,
  busiestHourShare,
  devicesPerAccount,
  targetsHitTogether,
} from '../checks.ts';
import { MINUTE, SECOND } from '../clock.ts';
import { groupScenario } from '../group.ts';
import { createIdMaker } from '../ids.ts';
import { between, chance, exponential, pick } from '../rng.ts';

const SLOGANS = ['夏屿生日快乐，我们一直都在', '八点整，为夏屿点亮星海', '夏屿新歌《潮声》今晚见，一起守护'];
const TAG = '夏屿生日快乐';

export const fanDrive = groupScenario({
  name: 'fan-drive',
  kind: 'look-alike',
  pattern: null,
  story:
    'Two hundred fans of a singer like the birthday post and comment the agreed slogan at eight sharp. They coordinate in the open; each is a person with an own phone and a history.',
  knobs: {
    accounts: { value: 200, about: 'fans who join' },
    spreadSeconds: { value: 45, about: 'seconds within which most of them press the button' },
    exactSlogan: { value: 0.55, about: 'share who write the slogan exactly; the others add to it (0 to 1)' },
    ordinaryActions: { value: 8, about: 'ordinary actions per fan on the day' },
  },
  cast: ({ maker, knobs, rng }) => [
    {
      account: maker.account({ verified: true, followers: 480_000, language: 'zh', style: 'nickname' }),
      role: 'idol',
    },
    ...Array.from({ length: knobs.accounts }, () => ({
      account: maker.account({
        language: chance(rng, 0.95) ? 'zh' : 'en',
        community: chance(rng, 0.6) ? 7 : rng.int(24),
      }),
      role: 'fan',
    })),
  ],
  play({ rng, knobs, act, members, emit, from, to, prefix }) {
    const [idol, ...fans] = members.map(({ account }) => account);
    if (!idol) return;
    // Local eight in the evening, in the demonstration day.
    const minute = Math.floor((from + 0.5 * (to - from)) / MINUTE) * MINUTE;
    const post = { targetId: createIdMaker(prefix, 'post')(0), targetAccountId: idol.id };
    const slogan = pick(rng, SLOGANS);
    emit(
      act(idol, {
        action: 'post',
        at: minute - 12 * MINUTE + between(rng, 0, 50) * SECOND,
        ...post,
        text: '谢谢大家陪我长大一岁，八点直播见🎂',
        topics: [TAG],
      }),
    );
    for (const fan of fans) {
      const at =
        minute +
        exponential(rng, (knobs.spreadSeconds * SECOND) / 2.5) -
        (chance(rng, 0.1) ? 4 * SECOND * rng.next() : 0);
      emit(act(fan, { action: 'like', at, ...post }));
      const flourish = pick(rng, ['❤️', '🎂🎂', '！！！', '🌊', '～永远支持你', '，啊啊啊啊', '，姐姐看我']);
      const text = chance(rng, knobs.exactSlogan) ? slogan : slogan + flourish;
      emit(
        act(fan, {
          action: 'comment',
          at: at + between(rng, 1.5, 40) * SECOND,
          ...post,
          text,
          topics: [TAG],
        }),
      );
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const width = 2 * knobs.spreadSeconds * SECOND;
    const years = new Set(accountsIn(output).map((account) => String(account.registered_at).slice(0, 4)));
    return brokenPromises({
      'most fans like the one post within the drive':
        targetsHitTogether(actionsIn(output, 'like'), 0.9 * knobs.accounts, width) >= 1,
      'registrations are spread over years':
        years.size >= Math.min(5, knobs.accounts / 8) && busiestHourShare(output) < 0.05 + 2 / knobs.accounts,
      'each fan has a phone of their own': devicesPerAccount(output) === 1,
    });
  },
});
