/** Sleepers (养号): registered in a batch long ago, raised a little, silent for weeks, then awake together. */
import {
  accountsIn,
  actionsIn,
  brokenPromises,
  busiestHourShare,
  targetsHitTogether,
  timeOf,
} from '../checks.ts';
import { DAY, HOUR, MINUTE } from '../clock.ts';
import { camouflageFor, groupScenario } from '../group.ts';
import { cellCount, evasionKnobs, hire, jittered } from '../hire.ts';
import { between, chance } from '../rng.ts';
import type { ScenarioInput } from '../scenario.ts';
import { createRota, customerPosts, shiftSizes } from '../tasks.ts';
import { writeSupport } from '../text/campaign-lines.ts';

const NIGHT_MS = 100 * MINUTE;

type Times = {
  readonly lastDay: number;
  readonly wakesAt: number;
  readonly sleepsAt: number;
  readonly bornAt: number;
};

/** They wake in the evening of the stretch's last day; what was before may lie before the stretch. */
function timesOf({
  from,
  to,
  knobs,
}: Pick<ScenarioInput<'dormantDays' | 'raisedDays'>, 'from' | 'to' | 'knobs'>): Times {
  const lastDay = Math.max(from, to - DAY);
  // Local half past eight, in a day from local eight in the morning.
  const wakesAt = lastDay + 0.52 * (to - lastDay);
  const sleepsAt = wakesAt - knobs.dormantDays * DAY;
  // Local half past two in the morning.
  const bornAt = (Math.floor(sleepsAt / DAY - knobs.raisedDays) - 1) * DAY + 18.5 * HOUR;
  return { lastDay, wakesAt, sleepsAt, bornAt };
}

export const sleeperFarm = groupScenario({
  name: 'sleeper-farm',
  kind: 'attack',
  pattern: 'account_farming',
  story:
    'A hundred accounts were registered in one night, raised for three weeks with a trickle of ordinary actions, and left alone for ten days; in the evening of the last day they wake together and like and comment for customers.',
  knobs: {
    ...evasionKnobs({
      accounts: 100,
      aged: 0.1,
      ownDevices: 0.25,
      devices: 20,
      networks: 8,
      camouflage: 0.3,
      rotation: 0.75,
      jitterSeconds: 300,
      cells: 1,
      popularTargets: 0.2,
      paraphraseDepth: 0,
    }),
    raisedDays: { value: 21, about: 'days between registration and the silence' },
    trickle: { value: 1.5, about: 'ordinary actions of each puppet on a day of those' },
    dormantDays: { value: 10, about: 'days of silence before they wake' },
    targets: { value: 8, about: 'posts that are liked and commented on waking' },
  },
  cast(casting) {
    const { bornAt } = timesOf(casting);
    // Cells were registered in nights of their own.
    const batches = Array.from({ length: cellCount(casting.knobs) }, (_, cell) => ({
      at: bornAt - cell * DAY,
      lastsMs: NIGHT_MS,
    }));
    return hire(casting, 'generated', { batches });
  },
  play(stage) {
    const { rng, knobs, act, browser, members, emit, city, from, to } = stage;
    const { lastDay, wakesAt, sleepsAt } = timesOf(stage);
    const worked = new Map<string, number>();
    const work: typeof emit = (timed) => {
      worked.set(timed.event.account_id, (worked.get(timed.event.account_id) ?? 0) + 1);
      emit(timed);
    };
    const today = { city, from: lastDay, to };
    const posts = customerPosts(rng, today, knobs.targets, knobs.popularTargets, wakesAt);
    const gap = Math.min(15 * MINUTE, (0.12 * (to - lastDay)) / Math.max(1, posts.length));
    const onDuty = createRota(members, knobs.rotation);
    for (const [task, post] of posts.entries()) {
      for (const account of onDuty(rng, task)) {
        const at = Math.max(post.at + 3000, jittered(rng, wakesAt + task * gap, knobs.jitterSeconds));
        browser.react(account, 'like', post, at, work);
        if (chance(rng, 0.6)) continue;
        const details = { action: 'comment' as const, at: at + between(rng, 4, 45) * 1000 };
        const text = writeSupport(rng, knobs.paraphraseDepth);
        work(act(account, { ...details, targetId: post.id, targetAccountId: post.author.id, text }));
      }
    }
    for (const { account } of members) {
      const raised = { from: Math.max(from, account.registeredAt), to: Math.min(to, sleepsAt) };
      const days = (raised.to - raised.from) / DAY;
      if (days > 0) browser.ordinaryDay(account, knobs.trickle * days, raised, emit);
      const beside = camouflageFor(knobs.camouflage, worked.get(account.id) ?? 0);
      browser.ordinaryDay(account, beside, { from: wakesAt, to }, emit);
    }
  },
  ordinary: () => 0,
  check(output) {
    const { knobs, from } = output;
    const { lastDay, wakesAt, sleepsAt } = timesOf(output);
    const workers = shiftSizes(knobs).least;
    const jitter = 1000 * knobs.jitterSeconds;
    const actions = actionsIn(output).map((action) => timeOf(action.occurred_at));
    const born = accountsIn(output).filter((account) => timeOf(account.registered_at) < sleepsAt).length;
    // A sitting that was begun is brought to its end.
    const silence = { from: sleepsAt + HOUR, to: wakesAt - jitter };
    const raised = Math.max(0, Math.min(knobs.raisedDays, (sleepsAt - from) / DAY));
    return brokenPromises({
      'they are born in one night':
        busiestHourShare(output) >=
        (0.8 * (1 - knobs.aged) * Math.min(1, HOUR / NIGHT_MS)) / cellCount(knobs),
      'they are born before the silence': born >= 0.97 * (1 - knobs.aged) * knobs.accounts,
      'they are raised before the silence':
        actions.filter((at) => at < silence.from).length >=
        0.5 * knobs.trickle * raised * knobs.accounts * (1 - knobs.aged) - 5,
      'they are silent': actions.every((at) => at < silence.from || at >= silence.to),
      'they wake together':
        targetsHitTogether(actionsIn(output, 'like'), 0.9 * workers, 2 * jitter + 1) >= 0.9 * knobs.targets &&
        actions.some((at) => at >= lastDay),
    });
  },
});
