/** A charity appeal (honest): one text that thousands copy over a day, word for word or with a line added. */
import {
  actionsIn,
  brokenPromises,
  busiestHourShare,
  devicesPerAccount,
  mostWithin,
  timeOf,
} from '../checks.ts';
import { HOUR, localTime, wakingDelay } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { createIdMaker } from '../ids.ts';
import { chance, pick, skewedIndex } from '../rng.ts';

const APPEAL =
  '【急寻爱心接力】云溪县柳溪镇中心小学的孩子们宿舍被暴雨冲毁，急需棉被、文具和冬衣。' +
  '镇上的临时接收点设在旧粮站，每天八点到十八点有人值守，也可以在公益平台搜索“柳溪小屋”捐款。' +
  '请复制这段文字发出去，多一个人看到，孩子们就多一份温暖。';
const URL = 'https://give.example/liuxi';
const LINES = [
  '已捐，大家帮忙转一下',
  '我就是柳溪人，情况属实',
  '能力有限，尽一份心',
  '帮朋友转',
  '求扩散🙏',
  '孩子们加油',
  '我们单位明天统一送过去',
  '看到的都转一下吧，举手之劳',
];

export const charityAppeal = groupScenario({
  name: 'charity-appeal',
  kind: 'look-alike',
  pattern: null,
  story:
    'A village school has lost its dormitory, and its appeal asks to be copied: over the day twelve hundred people post it as their own, word for word or with a line before or after, copying whichever version they saw.',
  knobs: {
    accounts: { value: 1200, about: 'people who pass the appeal on' },
    wordForWord: { value: 0.6, about: 'share who change nothing (0 to 1)' },
    meanHours: { value: 4, about: 'mean delay until somebody copies it' },
    ordinaryActions: { value: 2, about: 'ordinary actions per person on the day' },
  },
  cast: ({ maker, knobs, rng }) => [
    ...people(maker, 1, 'teacher', () => ({ language: 'zh', followers: 240 })),
    ...people(maker, knobs.accounts, 'copier', () => ({ language: chance(rng, 0.98) ? 'zh' : 'en' })),
  ],
  play(stage) {
    const { rng, knobs, act, members, emit, from, to, prefix } = stage;
    const [teacher, ...copiers] = members.map(({ account }) => account);
    if (!teacher) return;
    const publish = createPublish(stage);
    const media = [createIdMaker(prefix, 'media')(0)];
    const startsAt = localTime({ from, to }, 8.6);
    const first = publish(teacher, { at: startsAt, text: APPEAL, urls: [URL], media });
    const versions = [APPEAL];
    const delays = copiers
      .map(() => wakingDelay(rng, startsAt, knobs.meanHours * HOUR))
      .sort((a, b) => a - b);
    for (const [i, copier] of copiers.entries()) {
      const at = delays[i] as number;
      if (chance(rng, 0.2))
        emit(act(copier, { action: 'repost', at, ...first, text: pick(rng, ['转', '扩散', ...LINES]) }));
      else {
        const seen = versions[skewedIndex(rng, versions.length, 4)] as string;
        const line = pick(rng, LINES);
        const own = chance(rng, 0.5) ? `${line}\n${seen}` : `${seen}${line}`;
        const text = chance(rng, knobs.wordForWord) ? seen : own;
        if (text !== seen && versions.length < 30) versions.push(text);
        publish(copier, { at, text, urls: [URL], media: chance(rng, 0.7) ? media : [] });
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const copies = actionsIn(output, 'post').filter((post) => post.text?.includes(APPEAL));
    const times = copies.map((copy) => timeOf(copy.occurred_at));
    return brokenPromises({
      'most people post the whole appeal as their own': copies.length >= 0.7 * knobs.accounts,
      'as many as asked copy a version word for word':
        new Set(copies.map((copy) => copy.text)).size <= (1.1 - 0.9 * knobs.wordForWord) * copies.length,
      'the copies are spread over hours':
        mostWithin(times, (knobs.meanHours * HOUR) / 4) < 0.5 * copies.length,
      'registrations and phones are natural':
        busiestHourShare(output) < 0.03 + 2 / knobs.accounts && devicesPerAccount(output) === 1,
    });
  },
});
