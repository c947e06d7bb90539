/** A hired agency (MCN): several campaigns for several customers, with pools of accounts that overlap. */
import { fillComments, pushTopic } from '../campaigns.ts';
import { accountsIn, actionsIn, brokenPromises, groupBy, mostWithin, timeOf } from '../checks.ts';
import { camouflageFor, groupScenario, type Member } from '../group.ts';
import { cellCount, evasionKnobs, hire } from '../hire.ts';
import { createIdMaker } from '../ids.ts';
import { chance, shuffle } from '../rng.ts';
import { createRota, customerPosts } from '../tasks.ts';
import { createPush, createVoice, type LineWriter } from '../text/campaign-lines.ts';

const BRANDS = [
  ['麦浪', '麦浪家', '官方'],
  ['清溪', '清溪净水', '品牌方'],
  ['星途', '星途教育', '机构'],
  ['小禾', '小禾健康', '官方'],
];
const TAGS = ['北岸夜市开街', '长巷第二季', '半岛音乐节返场', '云溪马拉松'];
const VOICES: readonly LineWriter[] = BRANDS.map(createVoice);
const PUSHES: readonly LineWriter[] = TAGS.map((tag) => createPush(tag, 'signs'));

/** Every other campaign is about comments, the rest about a hashtag. */
const isAboutComments = (campaign: number): boolean => campaign % 2 === 0;
const nameOf = (campaign: number): string =>
  `${isAboutComments(campaign) ? 'comments' : 'trend'} ${campaign + 1}`;

/** The campaigns that a role names, from 0. */
function campaignsIn(role: string): number[] {
  return [...role.matchAll(/(?:comments|trend) (\d+)/g)].map(([, number]) => Number(number) - 1);
}

export const agency = groupScenario({
  name: 'agency',
  kind: 'attack',
  pattern: 'comment_control',
  story:
    'An agency with a hundred and sixty accounts serves four customers at once: for two it fills comment sections, for two it lifts a hashtag. Its pools overlap, each customer has a voice of its own, and a part of the accounts declares the agency as operator.',
  knobs: {
    ...evasionKnobs({
      accounts: 160,
      aged: 0.45,
      ownDevices: 0.35,
      devices: 30,
      networks: 12,
      camouflage: 0.4,
      rotation: 0.5,
      jitterSeconds: 600,
      cells: 1,
      popularTargets: 0.4,
      paraphraseDepth: 0.2,
    }),
    campaigns: { value: 4, about: 'campaigns at a time; every other one is about comments' },
    poolShare: { value: 0.45, about: 'share of the accounts that is put on each campaign (0 to 1)' },
    mcnShare: { value: 0.25, about: 'share of the accounts that declare the agency as operator (0 to 1)' },
    tasks: { value: 5, about: 'posts whose comments are filled, or rounds of a push, per campaign' },
  },
  cast(casting) {
    const { rng, knobs } = casting;
    // Operators have numbers; honest accounts are with some of them, too.
    const mcnId = `mcn-${1 + rng.int(30)}`;
    const hired = hire(casting, 'nickname', {
      wishes: (draw) => (chance(draw, knobs.mcnShare) ? { mcnId } : {}),
    });
    const campaigns = Math.max(1, Math.floor(knobs.campaigns));
    return hired.map((member, i): Member => {
      const on = Array.from({ length: campaigns }, (_, campaign) => campaign).filter(() =>
        chance(rng, knobs.poolShare),
      );
      const first = on[0] ?? i % campaigns;
      const names = (on.length > 0 ? on : [first]).map(nameOf).join(' and ');
      const pattern = isAboutComments(first) ? 'comment_control' : 'trend_boost';
      return { ...member, role: member.role.replace('puppet', `puppet for ${names}`), pattern };
    });
  },
  play(stage) {
    const { rng, knobs, members, from, to, prefix } = stage;
    const postId = createIdMaker(prefix, 'post');
    let posts = 0;
    const campaigns = Math.max(1, Math.floor(knobs.campaigns));
    const tasks = Math.floor(knobs.tasks);
    const ordered = shuffle(rng, customerPosts(rng, stage, campaigns * tasks, knobs.popularTargets));
    const span = 2000 * knobs.jitterSeconds;
    for (let campaign = 0; campaign < campaigns; campaign++) {
      const pool = members.filter(({ role }) => campaignsIn(role).includes(campaign));
      const onDuty = createRota(pool, knobs.rotation);
      if (isAboutComments(campaign)) {
        const write = VOICES[(campaign >> 1) % VOICES.length] as LineWriter;
        for (const [task, post] of ordered.splice(0, tasks).entries())
          fillComments(stage, { ...knobs, post, workers: onDuty(rng, task), write, likesEach: 4 });
        continue;
      }
      const turns = tasks * cellCount(knobs);
      const start = from + (0.2 + 0.5 * rng.next()) * (to - from) - 0.5 * span;
      for (let turn = 0; turn < turns; turn++) {
        pushTopic(stage, {
          ...knobs,
          workers: onDuty(rng, turn),
          tag: TAGS[(campaign >> 1) % TAGS.length] as string,
          write: PUSHES[(campaign >> 1) % PUSHES.length] as LineWriter,
          nextPost: () => postId(posts++),
          nextTime: () => start + (0.9 * span * (turn + rng.next())) / turns,
          echoMs: 0.1 * span,
          repostsEach: 2,
        });
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs, truth } = output;
    const on = truth.map(({ role }) => campaignsIn(role));
    const campaigns = Array.from(
      { length: Math.max(1, Math.floor(knobs.campaigns)) },
      (_, campaign) => campaign,
    );
    const cells = cellCount(knobs);
    const width = 2000 * knobs.jitterSeconds;
    const comments = groupBy(actionsIn(output, 'comment'), (comment) => comment.target_id);
    const filled = [...comments.values()].map((group) =>
      mostWithin(
        group.map((comment) => timeOf(comment.occurred_at)),
        width,
      ),
    );
    const pushed = actionsIn(output, 'post');
    // Cells and pools are drawn, so the smallest shift is known only about.
    const shiftOf = (campaign: number): number =>
      Math.floor((0.7 * knobs.rotation * on.filter((list) => list.includes(campaign)).length) / cells) - 1;
    const isDone = (campaign: number): boolean => {
      const shift = shiftOf(campaign);
      if (isAboutComments(campaign))
        return filled.filter((size) => size >= shift).length >= 0.9 * knobs.tasks;
      const tag = TAGS[(campaign >> 1) % TAGS.length] as string;
      const times = pushed.flatMap((post) => (post.topics?.includes(tag) ? [timeOf(post.occurred_at)] : []));
      return (
        mostWithin(times, width) >= shift * cells * Math.min(1, knobs.tasks) &&
        (times.length > 0 || shift < 1)
      );
    };
    const operators = groupBy(accountsIn(output), ({ operator }) => operator?.mcn_id ?? '');
    operators.delete('');
    const declared = Math.max(0, ...[...operators.values()].map(({ length }) => length));
    const overlap = on.filter(({ length }) => length > 1).length;
    return brokenPromises({
      'every campaign is run by its pool': campaigns.every(isDone),
      'every account is on a campaign': on.every(({ length }) => length > 0),
      'the pools overlap': overlap > 0 || campaigns.length === 1 || knobs.poolShare * truth.length < 5,
      'a part declares its operator':
        declared >= knobs.mcnShare * truth.length - 3 * Math.sqrt(truth.length) &&
        (declared > 0 || knobs.mcnShare * truth.length < 5),
    });
  },
});
