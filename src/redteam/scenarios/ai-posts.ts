/** AI-written posts without the label: fluent, all different, and all with the same talking points. */
import type { AiLabel } from '../accounts.ts';
import { actionsIn, brokenPromises, groupBy, isManuscript } from '../checks.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire, jittered, workingTime } from '../hire.ts';
import { honestMedia } from '../honest-post.ts';
import { createIdMaker } from '../ids.ts';
import { chance } from '../rng.ts';
import { createRota, shiftSizes } from '../tasks.ts';
import { draftBriefs, writeBrief } from '../text/ai-writing.ts';

/** What a platform's own test finds in a text that its author did not label. */
const FOUND_OUT: AiLabel = { explicit: false, implicit: true, generated: true };

export const aiPosts = groupScenario({
  name: 'ai-posts',
  kind: 'attack',
  pattern: 'content_farm',
  story:
    'Seventy accounts have a language model write their posts: fluent, polite, no two alike, and all of them make the same points for a customer. None carries the label that an AI wrote it; a part is found out.',
  knobs: {
    ...evasionKnobs({
      accounts: 70,
      aged: 0.5,
      ownDevices: 0.5,
      devices: 14,
      networks: 8,
      camouflage: 0.4,
      rotation: 0.5,
      jitterSeconds: 3600,
      cells: 1,
      paraphraseDepth: 1,
    }),
    briefs: { value: 4, about: 'sets of talking points, each spelled out once by a shift' },
    detectable: { value: 0.4, about: 'share of the posts that the platform finds to be generated (0 to 1)' },
  },
  cast: (casting) => hire(casting, 'pinyin'),
  play({ rng, knobs, act, members, emit, from, to, prefix }) {
    const postId = createIdMaker(prefix, 'post');
    const onDuty = createRota(members, knobs.rotation);
    let posts = 0;
    const briefs = draftBriefs(rng, Math.max(cellCount(knobs), knobs.briefs));
    for (const [task, brief] of briefs.entries()) {
      const at = workingTime(rng, from, to);
      for (const account of onDuty(rng, task)) {
        emit(
          act(account, {
            action: 'post',
            at: jittered(rng, at, knobs.jitterSeconds),
            targetId: postId(posts++),
            targetAccountId: account.id,
            text: writeBrief(rng, brief, knobs.paraphraseDepth),
            topics: chance(rng, 0.35) ? [brief.tag] : [],
            media: chance(rng, 0.3) ? [honestMedia(rng)] : [],
            aiLabel: chance(rng, knobs.detectable) ? FOUND_OUT : undefined,
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
    const briefs = Math.max(cellCount(knobs), Math.floor(knobs.briefs));
    const texts = new Set(posts.map((post) => post.text)).size;
    const found = posts.filter((post) => post.ai_label?.generated).length;
    const noise = 3 * Math.sqrt(knobs.detectable * (1 - knobs.detectable) * posts.length) + 1;
    // What lies beyond the edges of the stretch is cut off.
    const inside = 0.95 * (1 - Math.min(1, (1000 * knobs.jitterSeconds) / (output.to - output.from)));
    return brokenPromises({
      'every brief is spelled out by a shift':
        posts.length >= inside * briefs * shift.least && posts.length <= briefs * shift.most,
      'no account spells a brief out twice': [...groupBy(posts, (post) => post.account_id).values()].every(
        (own) => own.length <= briefs,
      ),
      'nobody says that an AI wrote it': posts.every((post) => !post.ai_label?.explicit),
      'a part is found out': Math.abs(found - knobs.detectable * posts.length) <= noise,
      'no two posts are alike': knobs.paraphraseDepth < 0.2 || texts > 0.95 * posts.length,
    });
  },
});
