/** Group control (群控): racks of phones, each of which runs several accounts one after the other. */
import type { Account, AccountWishes } from '../accounts.ts';
import { pollsOf } from '../browse.ts';
import { accountsIn, actionsIn, brokenPromises, groupBy, targetsHitTogether } from '../checks.ts';
import type { CityPost } from '../city.ts';
import { SECOND } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire, jittered } from '../hire.ts';
import { carrierNetwork, homeNetwork } from '../networks.ts';
import { between, chance, logNormal, pick, sample } from '../rng.ts';
import { createRota, customerPosts, orderTime, shiftSizes } from '../tasks.ts';

/** Watching, pressing and typing take this long at most, nearly always. */
const VISIT_SECONDS = 60;

export const devicePool = groupScenario({
  name: 'device-pool',
  kind: 'attack',
  pattern: 'engagement_boost',
  story:
    'Twenty phones on racks run six accounts each, one after the other: log in, watch, like, favorite, send a danmaku or vote, log out, next. Customers buy the lot for a video or a poll.',
  knobs: {
    ...evasionKnobs({
      accounts: 120,
      aged: 0.3,
      networks: 8,
      camouflage: 0.35,
      rotation: 0.7,
      jitterSeconds: 240,
      cells: 1,
      popularTargets: 0.2,
    }),
    accountsPerDevice: { value: 6, about: 'accounts that one phone runs in sequence' },
    switchSeconds: { value: 25, about: 'median seconds from one account of a phone to its next' },
    targets: { value: 14, about: 'posts whose figures were paid for' },
    polls: { value: 3, about: 'polls whose votes were paid for' },
  },
  cast(casting) {
    const { knobs, maker } = casting;
    const cells = cellCount(knobs);
    const perDevice = Math.max(1, Math.floor(knobs.accountsPerDevice));
    const sites = Array.from({ length: Math.max(cells, knobs.networks) }, () => homeNetwork(casting.rng));
    const phones = new Map<number, AccountWishes>();
    const phoneOf = (number: number): AccountWishes => {
      const cell = number % cells;
      const phone = cell + cells * Math.floor(Math.floor(number / cells) / perDevice);
      let wishes = phones.get(phone);
      if (!wishes) {
        const site = pick(
          casting.rng,
          sites.filter((_, i) => i % cells === cell),
        );
        // Racks are on a site's network; some phones have a card of their own beside it.
        const mobile = chance(casting.rng, 0.4) ? carrierNetwork(casting.rng) : site;
        wishes = { device: maker.device(), home: site, mobile, place: casting.rng.next() };
        phones.set(phone, wishes);
      }
      return wishes;
    };
    return hire({ ...casting, knobs: { ...knobs, ownDevices: 1, devices: 0 } }, 'defaultZh', {
      wishes: (_rng, _aged, number) => phoneOf(number),
    });
  },
  play(stage) {
    const { rng, knobs, browser, members, emit, city, from, to } = stage;
    const onDuty = createRota(members, knobs.rotation);
    const visit = (account: Account, post: CityPost, at: number, isPoll: boolean): number => {
      let now = at;
      if (chance(rng, 0.8)) browser.reactTo(account, 'view', post, now, emit);
      now += between(rng, 3, 20) * SECOND;
      if (isPoll) browser.reactTo(account, 'vote', post, now, emit);
      else {
        if (chance(rng, 0.25)) browser.reactTo(account, 'danmaku', post, now, emit);
        now += between(rng, 1, 8) * SECOND;
        if (chance(rng, 0.85)) browser.reactTo(account, 'like', post, now, emit);
        now += between(rng, 0.5, 6) * SECOND;
        if (chance(rng, 0.4)) browser.reactTo(account, 'favorite', post, now, emit);
      }
      return now + between(rng, 1, 5) * SECOND;
    };
    const carryOut = (workers: readonly Account[], post: CityPost, isPoll: boolean): void => {
      const ordered = orderTime(rng, post, knobs.jitterSeconds, to);
      const free = new Map<string, number>();
      for (const account of workers) {
        const start = Math.max(post.at + 2000, jittered(rng, ordered, knobs.jitterSeconds));
        const at = free.get(account.device.id) ?? start;
        const done = visit(account, post, at, isPoll);
        free.set(account.device.id, done + logNormal(rng, knobs.switchSeconds * SECOND, 0.3));
      }
    };
    const posts = customerPosts(rng, stage, knobs.targets, knobs.popularTargets);
    for (const [task, post] of posts.entries()) carryOut(onDuty(rng, task), post, false);
    const polls = pollsOf(city).filter(({ at }) => at < from + 0.7 * (to - from));
    for (const [task, poll] of sample(rng, polls, knobs.polls).entries())
      carryOut(onDuty(rng, task), { ...poll, at: Math.max(from, poll.at) }, true);
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const workers = shiftSizes(knobs).least;
    const perDevice = Math.max(1, Math.floor(knobs.accountsPerDevice));
    const seconds = 2 * knobs.jitterSeconds + perDevice * (VISIT_SECONDS + 2 * knobs.switchSeconds);
    const hits = (action: 'like' | 'vote', share: number): number =>
      targetsHitTogether(actionsIn(output, action), Math.floor(share * workers), seconds * SECOND);
    const phones = groupBy(accountsIn(output), (account) => String(account.registration?.device_id));
    const full = [...phones.values()].filter(({ length }) => length === perDevice).length;
    return brokenPromises({
      'each phone runs its accounts':
        phones.size <= Math.ceil(knobs.accounts / perDevice) + cellCount(knobs) &&
        full >= phones.size - cellCount(knobs),
      'the shift likes each post in its turn': hits('like', 0.7) >= 0.9 * knobs.targets,
      'the shift votes in each poll': hits('vote', 0.9) >= 0.9 * knobs.polls,
    });
  },
});
