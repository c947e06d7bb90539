/** A made trend (刷榜): one group lifts a hashtag into the list within an hour. */
import { pushTopic } from '../campaigns.ts';
import { actionsIn, brokenPromises, mostWithin, timeOf } from '../checks.ts';
import { HOUR } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire } from '../hire.ts';
import { createIdMaker } from '../ids.ts';
import { createRota } from '../tasks.ts';
import { createPush } from '../text/campaign-lines.ts';

const TREND_TAG = '星途路演';
const writePush = { numbers: createPush(TREND_TAG, 'numbers'), signs: createPush(TREND_TAG, 'signs') };

export const trendBoost = groupScenario({
  name: 'trend-boost',
  kind: 'attack',
  pattern: 'trend_boost',
  story:
    'A hundred accounts push one hashtag that nobody had used before: within an hour each posts it, and they repost and like each other’s posts so that the topic is listed.',
  knobs: {
    ...evasionKnobs({
      accounts: 100,
      aged: 0.4,
      ownDevices: 0.25,
      devices: 18,
      networks: 8,
      camouflage: 0.35,
      rotation: 0.9,
      jitterSeconds: 1800,
      cells: 1,
      paraphraseDepth: 0,
    }),
    waves: { value: 2, about: 'rounds of posts in the push' },
    repostsEach: {
      value: 3,
      about: 'posts of the group that each account on duty reposts or likes in a round',
    },
    signs: {
      value: 0,
      about: '1: the hashtag stands between signs (#…#); 0: between digits, so that copies differ',
    },
  },
  cast: (casting) => hire(casting, 'pinyin'),
  play(stage) {
    const { rng, knobs, members, from, to, prefix } = stage;
    const postId = createIdMaker(prefix, 'post');
    const middle = from + 0.48 * (to - from);
    const span = 2000 * knobs.jitterSeconds;
    let posts = 0;
    const onDuty = createRota(members, knobs.rotation);
    // In each wave the cells come one after the other.
    const turns = Math.floor(knobs.waves) * cellCount(knobs);
    for (let turn = 0; turn < turns; turn++) {
      pushTopic(stage, {
        ...knobs,
        workers: onDuty(rng, turn),
        tag: TREND_TAG,
        write: writePush[knobs.signs > 0 ? 'signs' : 'numbers'],
        nextPost: () => postId(posts++),
        nextTime: () => middle + span * (((turn + rng.next()) / turns) * 0.9 - 0.5),
        echoMs: 0.1 * span,
      });
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const pushes = actionsIn(output).filter((action) => action.topics?.includes(TREND_TAG));
    const authors = new Set(pushes.map((push) => push.account_id)).size;
    const width = Math.max(2000 * knobs.jitterSeconds, knobs.jitterSeconds === 1800 ? HOUR : 0);
    return brokenPromises({
      'nearly all accounts push the hashtag': authors >= 0.95 * knobs.accounts * knobs.rotation,
      'the whole push fits in its time':
        mostWithin(
          pushes.map((push) => timeOf(push.occurred_at)),
          width,
        ) === pushes.length,
    });
  },
});
