/** Slow registration: a few accounts a day over weeks, alike in what is rare, and later at work together. */

import {
  accountsIn,
  actionsIn,
  brokenPromises,
  busiestHourShare,
  groupBy,
  targetsHitTogether,
  timeOf,
} from '../checks.ts';
import { DAY, wakingTime } from '../clock.ts';
import { rareContact } from '../contacts.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire, jittered } from '../hire.ts';
import type { Device } from '../networks.ts';
import { homeNetwork, type Network } from '../networks.ts';
import { between, chance, pick } from '../rng.ts';
import type { ScenarioInput } from '../scenario.ts';
import { createRota, customerPosts, shiftSizes } from '../tasks.ts';
import { writeSupport } from '../text/campaign-lines.ts';

const CONTACTS = 2;

/** They are used from the afternoon of the stretch's last day, some days after the last registration. */
function timesOf({ from, to, knobs }: Pick<ScenarioInput<'weeks' | 'daysBefore'>, 'from' | 'to' | 'knobs'>) {
  const lastDay = Math.max(from, to - DAY);
  const actsAt = lastDay + 0.4 * (to - lastDay);
  const lastBorn = actsAt - knobs.daysBefore * DAY;
  return { lastDay, actsAt, lastBorn, firstBorn: lastBorn - 7 * knobs.weeks * DAY };
}

export const slowRegistration = groupScenario({
  name: 'slow-registration',
  kind: 'attack',
  pattern: 'account_farming',
  story:
    'A patient operator registers three accounts a day for seven weeks, at hours when people do; but most came out of two connections, with a mail domain or a phone prefix that few have, and handles of one shape. Then they work together for an afternoon.',
  knobs: {
    ...evasionKnobs({
      accounts: 150,
      aged: 0.1,
      ownDevices: 0.6,
      devices: 30,
      networks: 10,
      camouflage: 0.4,
      rotation: 0.5,
      jitterSeconds: 900,
      cells: 1,
      popularTargets: 0.2,
      paraphraseDepth: 0.2,
    }),
    weeks: { value: 7, about: 'weeks over which they were registered' },
    daysBefore: { value: 3, about: 'days between the last registration and the work' },
    rareTraits: { value: 0.8, about: 'share of them with a rare trait in common, for each trait (0 to 1)' },
    signupNetworks: { value: 2, about: 'connections through which they were registered' },
    targets: { value: 8, about: 'posts that they like and comment together' },
  },
  cast(casting) {
    const { rng, maker, knobs } = casting;
    const { firstBorn, lastBorn } = timesOf(casting);
    const cells = cellCount(knobs);
    const kits = Array.from({ length: cells }, () => ({
      networks: Array.from({ length: Math.max(1, knobs.signupNetworks) }, () => homeNetwork(rng)),
      contacts: Array.from({ length: CONTACTS }, () => rareContact(rng)),
    }));
    return hire(casting, 'tagged', {
      registeredAt: (draw) => wakingTime(draw, firstBorn, lastBorn),
      wishes(draw, aged, number) {
        const kit = kits[number % cells];
        if (aged || !kit) return {};
        const device: Device = maker.device();
        const network: Network = pick(draw, kit.networks);
        return {
          profile: {
            ...(chance(draw, knobs.rareTraits) ? { contact: pick(draw, kit.contacts) } : {}),
            ...(chance(draw, knobs.rareTraits) ? { seat: { device, network } } : {}),
          },
        };
      },
    });
  },
  play(stage) {
    const { rng, knobs, act, browser, members, emit, to } = stage;
    const { lastDay, actsAt } = timesOf(stage);
    const posts = customerPosts(rng, { ...stage, from: lastDay }, knobs.targets, knobs.popularTargets);
    const onDuty = createRota(members, knobs.rotation);
    for (const [task, post] of posts.entries()) {
      const ordered = Math.max(actsAt, post.at) + between(rng, 0.02, 0.25) * (to - lastDay);
      for (const account of onDuty(rng, task)) {
        const at = Math.max(post.at + 3000, jittered(rng, ordered, knobs.jitterSeconds));
        browser.react(account, 'like', post, at, emit);
        if (chance(rng, 0.5)) continue;
        const details = { action: 'comment' as const, at: at + between(rng, 5, 60) * 1000 };
        const text = writeSupport(rng, knobs.paraphraseDepth);
        emit(act(account, { ...details, targetId: post.id, targetAccountId: post.author.id, text }));
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const { firstBorn, lastBorn } = timesOf(output);
    const accounts = accountsIn(output);
    const hired = (1 - knobs.aged) * accounts.length;
    const inTime = accounts.filter(({ registered_at }) => {
      const at = timeOf(registered_at);
      return at >= firstBorn && at <= lastBorn;
    }).length;
    const noise = 3 * Math.sqrt(accounts.length);
    const contacts = groupBy(
      accounts,
      ({ registration }) => registration?.email_domain ?? registration?.phone_prefix ?? '',
    );
    const commonest = [...contacts.values()].map(({ length }) => length).sort((a, b) => b - a);
    const alike = commonest.slice(0, CONTACTS * cellCount(knobs)).reduce((sum, length) => sum + length, 0);
    const perHour = hired / Math.max(1, 80 * knobs.weeks);
    return brokenPromises({
      'they are registered in the weeks': inTime >= hired - noise,
      'no hour has many registrations':
        busiestHourShare(output) * accounts.length <= 4 + perHour + 5 * Math.sqrt(perHour),
      'most have a rare contact in common': alike >= knobs.rareTraits * hired - noise,
      'they work together':
        targetsHitTogether(
          actionsIn(output, 'like'),
          0.9 * shiftSizes(knobs).least,
          2000 * knobs.jitterSeconds + 1,
        ) >=
        0.9 * knobs.targets,
    });
  },
});
