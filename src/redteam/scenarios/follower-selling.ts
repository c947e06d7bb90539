/** Followers for sale (卖粉): customers buy so many, and get them within hours. */
import { actionsIn, brokenPromises, groupBy, mostWithin, timeOf } from '../checks.ts';
import { HOUR, SECOND } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { evasionKnobs, hire, jittered } from '../hire.ts';
import { between, chance } from '../rng.ts';
import { createRota, customers, shiftSizes } from '../tasks.ts';

export const followerSelling = groupScenario({
  name: 'follower-selling',
  kind: 'attack',
  pattern: 'engagement_boost',
  story:
    'Two hundred accounts are sold as followers: each of a dozen customers buys a hundred of them, who arrive over some hours, most at first, after a look at the profile or without one.',
  knobs: {
    ...evasionKnobs({
      accounts: 200,
      aged: 0.3,
      ownDevices: 0.2,
      devices: 30,
      networks: 10,
      camouflage: 0.3,
      rotation: 0.8,
      jitterSeconds: 60,
      cells: 1,
      popularTargets: 0.15,
    }),
    customers: { value: 12, about: 'accounts whose followers were paid for' },
    orderSize: { value: 100, about: 'followers that each customer buys; a shift cannot deliver more' },
    deliveryHours: { value: 4, about: 'hours in which an order is delivered' },
  },
  cast: (casting) => hire(casting, 'generated'),
  play(stage) {
    const { rng, knobs, browser, members, emit, from, to } = stage;
    const onDuty = createRota(members, knobs.rotation);
    const lasts = Math.min(knobs.deliveryHours * HOUR, 0.5 * (to - from));
    for (const [task, post] of customers(rng, stage, knobs.customers, knobs.popularTargets).entries()) {
      const paidAt = between(rng, Math.min(post.at, to - lasts), Math.max(post.at, to - 1.1 * lasts));
      for (const account of onDuty(rng, task).slice(0, knobs.orderSize)) {
        // The queue is worked off: fast at first, then what was left over.
        const at = jittered(rng, paidAt + lasts * rng.next() ** 1.6, knobs.jitterSeconds);
        if (chance(rng, 0.3)) browser.reactTo(account, 'view', post, at - between(rng, 2, 20) * SECOND, emit);
        browser.reactTo(account, 'follow', post, at, emit);
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const ordered = Math.min(Math.floor(knobs.orderSize), shiftSizes(knobs).least);
    const width = knobs.deliveryHours * HOUR + 2000 * knobs.jitterSeconds + 1;
    let delivered = 0;
    for (const follows of groupBy(actionsIn(output, 'follow'), ({ target_id }) => target_id).values()) {
      const times = follows.map((follow) => timeOf(follow.occurred_at));
      const followers = new Set(follows.map((follow) => follow.account_id)).size;
      if (followers === follows.length && mostWithin(times, width) >= 0.9 * ordered) delivered++;
    }
    return brokenPromises({
      'each order is delivered in its hours': ordered === 0 || delivered >= 0.9 * knobs.customers,
    });
  },
});
