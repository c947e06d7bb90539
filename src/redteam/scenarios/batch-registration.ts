/** Batch registration and account farming (养号): born in one night, raised a little, awake together. */
import { actionsIn, brokenPromises, busiestHourShare, targetsHitTogether } from '../checks.ts';
import { DAY, HOUR, MINUTE } from '../clock.ts';
import { groupScenario } from '../group.ts';
import { evasionKnobs, hire, jittered } from '../hire.ts';
import { between } from '../rng.ts';
import { createRota, customers, shiftSizes } from '../tasks.ts';

export const batchRegistration = groupScenario({
  name: 'batch-registration',
  kind: 'attack',
  pattern: 'account_farming',
  story:
    'A hundred and twenty accounts were registered in one night eleven days ago, with handles from a generator; they idle with some filler, then wake together in the evening to follow and like.',
  knobs: {
    ...evasionKnobs({
      accounts: 120,
      aged: 0.12,
      ownDevices: 0.15,
      devices: 25,
      networks: 6,
      camouflage: 0,
      rotation: 0.8,
      jitterSeconds: 300,
      cells: 1,
      popularTargets: 0,
    }),
    nightMinutes: { value: 90, about: 'minutes in which the accounts are registered' },
    daysBefore: { value: 11, about: 'days between registration and waking, at least one' },
    fillerActions: { value: 7, about: 'ordinary actions per account on the day, as filler' },
    targets: { value: 6, about: 'posts that are liked and authors that are followed on waking' },
  },
  cast(casting) {
    // Local half past two in the morning.
    const at = Math.floor(casting.from / DAY - Math.max(1, casting.knobs.daysBefore)) * DAY + 18.5 * HOUR;
    return hire(casting, 'generated', {
      batches: [{ at, lastsMs: casting.knobs.nightMinutes * MINUTE }],
    });
  },
  play(stage) {
    const { rng, knobs, browser, members, emit, from, to } = stage;
    const wakesAt = from + 0.78 * (to - from);
    const gap = Math.min(20 * MINUTE, (0.15 * (to - from)) / Math.max(1, knobs.targets));
    const onDuty = createRota(members, knobs.rotation);
    for (const [order, post] of customers(rng, stage, knobs.targets, knobs.popularTargets).entries()) {
      const at = wakesAt + order * gap;
      for (const account of onDuty(rng, order)) {
        const when = jittered(rng, at, knobs.jitterSeconds);
        browser.react(account, 'like', post, when, emit);
        browser.react(account, 'follow', post, when + between(rng, 2000, 40_000), emit);
      }
    }
  },
  ordinary: (knobs, played) =>
    knobs.fillerActions +
    (knobs.camouflage > 0 ? (played * knobs.camouflage) / (1.02 - knobs.camouflage) : 0),
  check(output) {
    const { knobs } = output;
    const workers = shiftSizes(knobs).least;
    const expectedShare = (1 - knobs.aged) * Math.min(1, 60 / knobs.nightMinutes);
    const width = 2000 * knobs.jitterSeconds + 1;
    return brokenPromises({
      'the accounts are born in one night': busiestHourShare(output) >= 0.8 * expectedShare,
      'they like together when they wake':
        targetsHitTogether(actionsIn(output, 'like'), 0.95 * workers, width) >= 0.9 * knobs.targets,
      'they follow together when they wake':
        targetsHitTogether(actionsIn(output, 'follow'), 0.9 * workers, width + 40_000) >= 0.9 * knobs.targets,
    });
  },
});
