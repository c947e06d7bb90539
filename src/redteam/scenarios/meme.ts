/** A meme (honest): one phrase with a gap, filled by thousands in their own way or not at all. */
import { actionsIn, brokenPromises, busiestHourShare, devicesPerAccount } from '../checks.ts';
import { HOUR, localTime, wakingDelay } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { createIdMaker } from '../ids.ts';
import { chance, skewedIndex } from '../rng.ts';
import { compileGrammar } from '../text/grammar.ts';

const PHRASE = '别人的周末在看海，我的周末在看着别人看海';
const FRAME = /^别人的.{1,6}在.+，我的.{1,6}在.+/u;
const FILL = compileGrammar({
  line: ['别人的{when}在{do}，我的{when}在{instead}{end}', '别人的{who}在{do}，我的{who}在{instead}{end}'],
  when: ['周末', '假期', '早上', '二十岁', '年终奖', '下班后'],
  who: ['猫', '室友', '同桌', '对象', '老板', '手机'],
  do: ['看海', '爬山', '赚钱', '睡觉', '谈恋爱', '发光', '唱歌', '做饭', '努力'],
  instead: [
    '看着别人{do}',
    '[改|写][方案|论文|作业]',
    '[拆家|掉毛|翻白眼]',
    '[排队|堵车|加班]##小时',
    '等[快递|外卖|消息|下雨停]',
    '[充电|卡顿|装死]',
  ],
  end: ['', '', '', '。', '😭', '🤣', '（狗头）', '，笑死'],
});

export const meme = groupScenario({
  name: 'meme',
  kind: 'look-alike',
  pattern: null,
  story:
    'A phrase with a gap goes round: twelve hundred people post it, comment it or put it on a repost, a quarter of them as it stands, the others with their own weekend, cat or boss, many with the same picture.',
  knobs: {
    accounts: { value: 1200, about: 'people who use the phrase' },
    asItStands: { value: 0.25, about: 'share who use it as it stands (0 to 1)' },
    meanHours: { value: 3.5, about: 'mean delay until somebody uses it' },
    times: { value: 1.3, about: 'mean uses per person' },
    ordinaryActions: { value: 3, about: 'ordinary actions per person on the day' },
  },
  cast: ({ maker, knobs, rng }) =>
    people(maker, Math.max(1, knobs.accounts), 'joker', () => ({
      language: chance(rng, 0.97) ? 'zh' : 'en',
    })),
  play(stage) {
    const { rng, knobs, act, members, emit, city, from, to, prefix } = stage;
    const publish = createPublish(stage);
    const mediaId = createIdMaker(prefix, 'media');
    const startsAt = localTime({ from, to }, 9);
    for (const { account } of members) {
      do {
        const at = wakingDelay(rng, startsAt, knobs.meanHours * HOUR);
        const text = chance(rng, knobs.asItStands) ? PHRASE : FILL('line', rng);
        const what = rng.next();
        if (what < 0.5) {
          const media = chance(rng, 0.45) ? [mediaId(skewedIndex(rng, 4, 2))] : [];
          publish(account, { at, text, media, topics: chance(rng, 0.3) ? ['我的周末'] : [] });
        } else {
          const { id: targetId, author } = city.pickPost(rng, at, account.community);
          const action = what < 0.85 ? 'comment' : 'repost';
          emit(act(account, { action, at, targetId, targetAccountId: author.id, text }));
        }
      } while (chance(rng, 1 - 1 / Math.max(1, knobs.times)));
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const uses = actionsIn(output).filter((action) => FRAME.test(String(action.text)));
    const asItStands = uses.filter((use) => use.text === PHRASE).length;
    const worded = new Set(uses.map((use) => use.text)).size;
    return brokenPromises({
      'nearly everybody uses the phrase':
        new Set(uses.map((use) => use.account_id)).size >= 0.8 * knobs.accounts,
      'as many as asked use it as it stands': Math.abs(asItStands / uses.length - knobs.asItStands) < 0.05,
      'the others fill it in their own ways': worded > 0.25 * (1 - knobs.asItStands) * uses.length,
      'registrations and phones are natural':
        busiestHourShare(output) < 0.03 + 2 / knobs.accounts && devicesPerAccount(output) === 1,
    });
  },
});
