/** Vote rigging (刷票): a poll is decided by accounts that were paid to vote. */
import { pollsOf } from '../browse.ts';
import { actionsIn, brokenPromises, targetsHitTogether } from '../checks.ts';
import { SECOND } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { evasionKnobs, hire, jittered } from '../hire.ts';
import { between, chance, sample } from '../rng.ts';
import { createRota, orderTime, shiftSizes } from '../tasks.ts';

export const voteRigging = groupScenario({
  name: 'vote-rigging',
  kind: 'attack',
  pattern: 'engagement_boost',
  story:
    'A hundred and fifty accounts are paid to vote in five polls, most of them within an hour; some look at the poll first, and all of them vote for ordinary things of their own, too.',
  knobs: {
    ...evasionKnobs({
      accounts: 150,
      aged: 0.35,
      ownDevices: 0.25,
      devices: 25,
      networks: 10,
      camouflage: 0.4,
      rotation: 0.7,
      jitterSeconds: 1800,
      cells: 1,
    }),
    polls: { value: 5, about: 'polls whose votes were paid for' },
  },
  cast: (casting) => hire(casting, 'defaultEn'),
  play({ rng, knobs, browser, members, emit, city, from, to }) {
    const onDuty = createRota(members, knobs.rotation);
    const polls = pollsOf(city).filter(({ at }) => at < from + 0.7 * (to - from));
    for (const [task, poll] of sample(rng, polls, knobs.polls).entries()) {
      const opened = { ...poll, at: Math.max(from, poll.at) };
      const ordered = orderTime(rng, opened, knobs.jitterSeconds, to);
      for (const account of onDuty(rng, task)) {
        const at = Math.max(opened.at + 2000, jittered(rng, ordered, knobs.jitterSeconds));
        if (chance(rng, 0.4)) browser.reactTo(account, 'view', poll, at - between(rng, 1, 12) * SECOND, emit);
        browser.reactTo(account, 'vote', poll, at, emit);
      }
    }
  },
  ordinary: (knobs, played) => camouflageFor(knobs.camouflage, played),
  check(output) {
    const { knobs } = output;
    const least = 0.9 * shiftSizes(knobs).least;
    const rigged = targetsHitTogether(actionsIn(output, 'vote'), least, 2000 * knobs.jitterSeconds + 1);
    return brokenPromises({ 'the shift votes in each poll in its time': rigged >= 0.9 * knobs.polls });
  },
});
