/** A sports final (honest): thousands cry the same few words within seconds of a goal. */
import {
  actionsIn,
  brokenPromises,
  busiestHourShare,
  devicesPerAccount,
  mostWithin,
  timeOf,
} from '../checks.ts';
import { localTime, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { between, chance, exponential, logNormal, pick, type Rng, skewedIndex } from '../rng.ts';
import { topicNumber, topicTag, writeText } from '../text-grammar.ts';

const TOPIC = topicNumber('final');
/** What a stadium shouts; the first ones most. */
const CRIES = [
  '进了！！！',
  '球进啦！！！！',
  'GOOOOAL',
  '北岸队加油！北岸队加油！',
  '牛！！！',
  '北岸队是冠军！北岸队是冠军！',
  '啊啊啊啊啊啊啊啊',
  '这球无解！世界波！',
  '海鸥队守不住了',
  'what a goal what a goal',
];

function cry(rng: Rng, sameWords: number, language: 'zh' | 'en'): string {
  if (chance(rng, sameWords)) return CRIES[skewedIndex(rng, CRIES.length, 2)] as string;
  return chance(rng, 0.5)
    ? pick(rng, ['进', '啊', '哈', '绝', 'GO']).repeat(2 + rng.int(12)) + '！'.repeat(rng.int(6))
    : writeText(rng, 'danmaku', TOPIC, language);
}

export const sportsFinal = groupScenario({
  name: 'sports-final',
  kind: 'look-alike',
  pattern: null,
  story:
    'Fifteen hundred people watch one final; at each goal half of them send the same few words as danmaku or under the live thread, within seconds, as far apart as their streams lag.',
  knobs: {
    accounts: { value: 1500, about: 'people who watch' },
    goals: { value: 3, about: 'goals in the match' },
    lagSeconds: { value: 6, about: 'median lag of a viewer’s stream' },
    sameWords: { value: 0.8, about: 'share of cries that are one of the few that all shout (0 to 1)' },
    ordinaryActions: { value: 2, about: 'ordinary actions per person on the day' },
  },
  cast: ({ maker, knobs, rng }) => [
    ...people(maker, 1, 'broadcaster', () => ({ verified: true, followers: 2_400_000, language: 'zh' })),
    ...people(maker, knobs.accounts, 'viewer', () => ({ community: chance(rng, 0.4) ? 3 : rng.int(24) })),
  ],
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [broadcaster, ...viewers] = members.map(({ account }) => account);
    if (!broadcaster) return;
    const publish = createPublish(stage);
    const kickOff = localTime({ from, to }, 20);
    const topics = [topicTag(TOPIC, 'zh')];
    const stream = publish(broadcaster, {
      at: kickOff - 9 * MINUTE,
      text: '北岸杯决赛直播中，北岸队对海鸥队',
      topics,
    });
    const thread = publish(broadcaster, {
      at: kickOff - 5 * MINUTE,
      text: '决赛讨论楼：今晚谁捧杯？',
      topics,
    });
    const lags = viewers.map(() => logNormal(rng, knobs.lagSeconds * SECOND, 0.7));
    for (let goal = 0; goal < knobs.goals; goal++) {
      const scoredAt = kickOff + ((goal + between(rng, 0.2, 0.8)) / knobs.goals) * 105 * MINUTE;
      const clip = publish(broadcaster, {
        at: scoredAt + between(rng, 70, 110) * SECOND,
        text: `第${1 + Math.floor((scoredAt - kickOff) / MINUTE)}分钟进球回放`,
        topics,
      });
      for (const [i, viewer] of viewers.entries()) {
        if (!chance(rng, 0.55)) continue;
        const at = scoredAt + (lags[i] as number) + logNormal(rng, 2.5 * SECOND, 0.5);
        const text = cry(rng, knobs.sameWords, viewer.language);
        if (chance(rng, 0.68)) emit(act(viewer, { action: 'danmaku', at, ...stream, text }));
        else
          emit(act(viewer, { action: 'comment', at: at + 3 * SECOND * rng.next(), ...thread, text, topics }));
        if (chance(rng, 0.4))
          emit(
            act(viewer, { action: 'like', at: scoredAt + 2 * MINUTE + exponential(rng, MINUTE), ...clip }),
          );
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const cries = actionsIn(output).filter(
      ({ action, topics }) => action === 'danmaku' || (action === 'comment' && topics?.length === 1),
    );
    const times = cries.map((action) => timeOf(action.occurred_at));
    const same = cries.filter((action) => CRIES.includes(String(action.text))).length;
    return brokenPromises({
      'a third of the viewers cry within seconds of a goal':
        mostWithin(times, 5 * knobs.lagSeconds * SECOND) >= 0.33 * knobs.accounts,
      'most cries are the same few words': same >= 0.85 * knobs.sameWords * cries.length,
      'registrations are natural': busiestHourShare(output) < 0.03 + 2 / knobs.accounts,
      'each viewer has a phone of their own': devicesPerAccount(output) === 1,
    });
  },
});
