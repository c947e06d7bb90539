/** A content farm (洗稿): few manuscripts, many accounts, each time washed a little. */
import { actionsIn, brokenPromises, groupBy, isManuscript, timeOf } from '../checks.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire, jittered, workingTime } from '../hire.ts';
import { createIdMaker } from '../ids.ts';
import { chance, pick } from '../rng.ts';
import { createRota, shiftSizes } from '../tasks.ts';
import { draftManuscript, type Manuscript } from '../text/manuscripts.ts';
import { paraphrase } from '../text/paraphrase.ts';
import { washManuscript } from '../text-grammar.ts';

export const contentFarm = groupScenario({
  name: 'content-farm',
  kind: 'attack',
  pattern: 'content_farm',
  story:
    'Sixty accounts publish six manuscripts in batches through the day; every copy is washed: sentences change places, words become synonyms, some characters become traditional or invisible.',
  knobs: {
    ...evasionKnobs({
      accounts: 60,
      aged: 0.35,
      ownDevices: 0.2,
      devices: 10,
      networks: 5,
      camouflage: 0.4,
      rotation: 0.45,
      jitterSeconds: 900,
      cells: 1,
      paraphraseDepth: 0,
    }),
    manuscripts: { value: 6, about: 'different texts that are washed' },
    batches: { value: 12, about: 'times in the stretch that a shift publishes one of them' },
    washDepth: {
      value: 0.3,
      about: 'how far a simple tool has washed each copy (0 not at all, 1 all it can)',
    },
  },
  cast: (casting) => hire(casting, 'words'),
  play({ rng, knobs, act, members, emit, from, to, prefix }) {
    const onDuty = createRota(members, knobs.rotation);
    // Each manuscript belongs to one cell.
    const manuscripts = Array.from({ length: Math.max(cellCount(knobs), knobs.manuscripts) }, () =>
      draftManuscript(rng, chance(rng, 0.8) ? 'zh' : 'en'),
    );
    const postId = createIdMaker(prefix, 'post');
    const mediaId = createIdMaker(prefix, 'media');
    let posts = 0;
    for (let batch = 0; batch < knobs.batches; batch++) {
      const topic = batch % manuscripts.length;
      const at = workingTime(rng, from, to);
      for (const account of onDuty(rng, topic)) {
        emit(
          act(account, {
            action: 'post',
            at: jittered(rng, at, knobs.jitterSeconds),
            targetId: postId(posts++),
            targetAccountId: account.id,
            text: washManuscript(
              paraphrase(rng, manuscripts[topic] as Manuscript, knobs.paraphraseDepth),
              rng,
              knobs.washDepth,
            ),
            media: chance(rng, 0.4) ? [mediaId(3 * topic + rng.int(3))] : [],
            topics: chance(rng, 0.3) ? [pick(rng, ['好物分享', '生活小妙招', '自律打卡'])] : [],
          }),
        );
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const posts = actionsIn(output, 'post').filter(isManuscript);
    const shifts = shiftSizes(knobs);
    const authors = groupBy(posts, (post) => post.account_id).size;
    const texts = new Set(posts.map((post) => post.text)).size;
    return brokenPromises({
      'every batch is published in full':
        posts.length >= 0.98 * knobs.batches * shifts.least && posts.length <= knobs.batches * shifts.most,
      'most accounts publish': authors >= 0.8 * knobs.accounts,
      'washed copies differ from each other':
        Math.max(knobs.washDepth, knobs.paraphraseDepth) < 0.2 || texts > 0.9 * posts.length,
      'posts are spread over the stretch':
        posts.length < 2 ||
        timeOf(posts.at(-1)?.occurred_at) - timeOf(posts[0]?.occurred_at) > 0.2 * (output.to - output.from),
    });
  },
});
