/** Washed manuscripts (深度洗稿): one source text per topic, said anew by each account. */

import { actionsIn, brokenPromises, groupBy, isManuscript } from '../checks.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire, jittered, workingTime } from '../hire.ts';
import { honestMedia } from '../honest-post.ts';
import { createIdMaker } from '../ids.ts';
import { chance, pick } from '../rng.ts';
import { createRota, shiftSizes } from '../tasks.ts';
import { draftManuscript } from '../text/manuscripts.ts';
import { paraphrase } from '../text/paraphrase.ts';
import { disguise } from '../text/wash.ts';

export const washedManuscripts = groupScenario({
  name: 'washed-manuscripts',
  kind: 'attack',
  pattern: 'content_farm',
  story:
    'Sixty accounts take one manuscript per topic, and each rewrites it for itself: other words, sentences moved or said in another way, here and there a homophone, a traditional or an invisible character. They publish over some hours.',
  knobs: {
    ...evasionKnobs({
      accounts: 60,
      aged: 0.45,
      ownDevices: 0.4,
      devices: 12,
      networks: 6,
      camouflage: 0.45,
      rotation: 0.5,
      jitterSeconds: 5400,
      cells: 1,
      paraphraseDepth: 0.5,
    }),
    topics: { value: 6, about: 'source manuscripts, each published once by a shift' },
    disguise: { value: 0.25, about: 'how much of the spelling is changed where eyes do not see it (0 to 1)' },
  },
  cast: (casting) => hire(casting, 'pinyin'),
  play({ rng, knobs, act, members, emit, from, to, prefix }) {
    const postId = createIdMaker(prefix, 'post');
    const onDuty = createRota(members, knobs.rotation);
    let posts = 0;
    for (let topic = 0; topic < Math.max(cellCount(knobs), knobs.topics); topic++) {
      const manuscript = draftManuscript(rng, chance(rng, 0.75) ? 'zh' : 'en');
      const at = workingTime(rng, from, to);
      for (const account of onDuty(rng, topic)) {
        const text = paraphrase(rng, manuscript, knobs.paraphraseDepth);
        emit(
          act(account, {
            action: 'post',
            at: jittered(rng, at, knobs.jitterSeconds),
            targetId: postId(posts++),
            targetAccountId: account.id,
            text: disguise(rng, text, knobs.disguise),
            media: chance(rng, 0.4) ? [honestMedia(rng)] : [],
            topics: chance(rng, 0.3) ? [pick(rng, ['好物分享', '生活小妙招', '自律打卡', '亲测有效'])] : [],
          }),
        );
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const posts = actionsIn(output, 'post').filter(isManuscript);
    const shift = shiftSizes(knobs);
    const topics = Math.max(cellCount(knobs), knobs.topics);
    const texts = new Set(posts.map((post) => post.text)).size;
    // What lies beyond the edges of the stretch is cut off.
    const inside = 0.95 * (1 - Math.min(1, (1000 * knobs.jitterSeconds) / (output.to - output.from)));
    return brokenPromises({
      'every manuscript is published in full':
        posts.length >= inside * topics * shift.least && posts.length <= topics * shift.most,
      'no account publishes a manuscript twice': [
        ...groupBy(posts, (post) => post.account_id).values(),
      ].every((own) => own.length <= topics),
      'washed copies differ from each other':
        Math.max(knobs.paraphraseDepth, knobs.disguise) < 0.2 || texts > 0.9 * posts.length,
    });
  },
});
