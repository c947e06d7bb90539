/** Likes for hire (刷赞): a device pool likes the posts of customers, each within seconds of the order. */
import { actionsIn, brokenPromises, groupBy, targetsHitTogether } from '../checks.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { evasionKnobs, hire, jittered } from '../hire.ts';
import { between, chance } from '../rng.ts';
import { createRota, customerPosts, orderTime, shiftSizes } from '../tasks.ts';

export const likeFarm = groupScenario({
  name: 'like-farm',
  kind: 'attack',
  pattern: 'engagement_boost',
  story:
    'Eighty accounts on a dozen phones sell likes: for each of thirty customers’ posts, most of them press like within forty seconds of the order, and browse like anyone in between.',
  knobs: {
    ...evasionKnobs({
      accounts: 80,
      aged: 0.3,
      ownDevices: 0.15,
      devices: 12,
      networks: 6,
      camouflage: 0.4,
      rotation: 0.65,
      jitterSeconds: 40,
      cells: 1,
      popularTargets: 0.1,
    }),
    targets: { value: 30, about: 'posts that were paid for' },
  },
  cast: (casting) => hire(casting, 'defaultEn'),
  play(stage) {
    const { rng, knobs, browser, members, emit, to } = stage;
    const onDuty = createRota(members, knobs.rotation);
    for (const [task, post] of customerPosts(rng, stage, knobs.targets, knobs.popularTargets).entries()) {
      const orderedAt = orderTime(rng, post, knobs.jitterSeconds, to);
      for (const account of onDuty(rng, task)) {
        const at = Math.max(post.at + 1000, jittered(rng, orderedAt, knobs.jitterSeconds));
        if (chance(rng, 0.12)) browser.react(account, 'view', post, at - between(rng, 500, 6000), emit);
        browser.react(account, 'like', post, at, emit);
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const workers = shiftSizes(knobs).least;
    const likes = actionsIn(output, 'like');
    const together = targetsHitTogether(likes, Math.ceil(0.95 * workers), 2000 * knobs.jitterSeconds + 1);
    const targets = groupBy(likes, (like) => like.target_id).size;
    return brokenPromises({
      'nearly the whole shift likes each target within the jitter': together >= 0.9 * knobs.targets,
      'camouflage reaches targets that nobody paid for': knobs.camouflage === 0 || targets > knobs.targets,
    });
  },
});
