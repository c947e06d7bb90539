/** View bots (刷播放量): few accounts, each of which watches the same videos again and again. */
import { actionsIn, brokenPromises, groupBy } from '../checks.ts';
import { SECOND } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { evasionKnobs, hire, jittered } from '../hire.ts';
import { chance, exponential } from '../rng.ts';
import { createRota, customerPosts, orderTime, shiftSizes } from '../tasks.ts';

export const viewBots = groupScenario({
  name: 'view-bots',
  kind: 'attack',
  pattern: 'engagement_boost',
  story:
    'Forty accounts play eight customers’ videos over and over, thirty times each with pauses of a minute or so, and now and then send a danmaku, so that the figure under the video grows.',
  knobs: {
    ...evasionKnobs({
      accounts: 40,
      aged: 0.3,
      ownDevices: 0.2,
      devices: 8,
      networks: 5,
      camouflage: 0.15,
      rotation: 0.6,
      jitterSeconds: 900,
      cells: 1,
      popularTargets: 0.2,
    }),
    targets: { value: 8, about: 'posts whose views were paid for' },
    viewsEach: { value: 30, about: 'views of a post by each account on duty' },
    pauseSeconds: { value: 70, about: 'mean seconds between two views of one account' },
  },
  cast: (casting) => hire(casting, 'mash'),
  play(stage) {
    const { rng, knobs, browser, members, emit, to } = stage;
    const onDuty = createRota(members, knobs.rotation);
    for (const [task, post] of customerPosts(rng, stage, knobs.targets, knobs.popularTargets).entries()) {
      const ordered = orderTime(rng, post, knobs.jitterSeconds, to);
      for (const account of onDuty(rng, task)) {
        let at = Math.max(post.at + 2000, jittered(rng, ordered, knobs.jitterSeconds));
        for (let view = 0; view < knobs.viewsEach && at < to; view++) {
          browser.reactTo(account, 'view', post, at, emit);
          if (chance(rng, 0.02)) browser.reactTo(account, 'danmaku', post, at + 4 * SECOND, emit);
          at += 5 * SECOND + exponential(rng, knobs.pauseSeconds * SECOND);
        }
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    let watched = 0;
    for (const views of groupBy(actionsIn(output, 'view'), (view) => view.target_id).values()) {
      const byAccount = groupBy(views, (view) => view.account_id);
      const often = [...byAccount.values()].filter(({ length }) => length >= 0.7 * knobs.viewsEach).length;
      if (often >= 0.7 * shiftSizes(knobs).least) watched++;
    }
    return brokenPromises({ 'the shift watches each post again and again': watched >= 0.9 * knobs.targets });
  },
});
