/** Comment control (控评): one group fills the first comments in one voice and likes itself to the top. */
import { fillComments } from '../campaigns.ts';
import { actionsIn, brokenPromises, groupBy, timeOf } from '../checks.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { evasionKnobs, hire } from '../hire.ts';
import { createRota, customerPosts, shiftSizes } from '../tasks.ts';
import { createVoice } from '../text/campaign-lines.ts';

const writeComment = createVoice(['青禾', '官方', '品牌方']);

export const commentControl = groupScenario({
  name: 'comment-control',
  kind: 'attack',
  pattern: 'comment_control',
  story:
    'Forty accounts sit under eight posts about one brand: within minutes they write most of the first comments, all in one voice, and like each other’s until those stand on top.',
  knobs: {
    ...evasionKnobs({
      accounts: 40,
      aged: 0.45,
      ownDevices: 0.35,
      devices: 10,
      networks: 5,
      camouflage: 0.4,
      rotation: 0.7,
      jitterSeconds: 240,
      cells: 1,
      popularTargets: 0.5,
      paraphraseDepth: 0,
    }),
    targets: { value: 8, about: 'posts whose comments are to be controlled' },
    likesEach: { value: 6, about: 'likes that each of the group’s comments gets from the group' },
  },
  cast: (casting) => hire(casting, 'nickname'),
  play(stage) {
    const { rng, knobs, members } = stage;
    const onDuty = createRota(members, knobs.rotation);
    for (const [task, post] of customerPosts(rng, stage, knobs.targets, knobs.popularTargets).entries()) {
      fillComments(stage, { ...knobs, post, workers: onDuty(rng, task), write: writeComment });
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs, truth } = output;
    const members = new Set(truth.map((row) => row.account_id));
    const workers = shiftSizes(knobs).least;
    let filled = 0;
    for (const comments of groupBy(actionsIn(output, 'comment'), (comment) => comment.target_id).values()) {
      const times = comments.map((comment) => timeOf(comment.occurred_at)).sort((a, b) => a - b);
      const last = times[Math.ceil(0.9 * workers) - 1];
      if (last !== undefined && last - (times[0] as number) <= 2000 * knobs.jitterSeconds) filled++;
    }
    const mutual = actionsIn(output, 'like').filter((like) =>
      members.has(String(like.target_account_id)),
    ).length;
    return brokenPromises({
      'the group fills the early comments of each target': filled >= 0.9 * knobs.targets,
      'the group likes its own comments':
        mutual >= 0.7 * knobs.targets * workers * Math.max(0, Math.min(knobs.likesEach, workers) - 1),
    });
  },
});
