/** Accounts that never sleep, and accounts that act like a clock. */
import {
  CLOCKWORK_UNEVENNESS,
  type ClusterView,
  type Habits,
  type Platform,
  SLEEPLESS_HOURS,
} from './cluster-view.ts';
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_OTHERS, MIN_SHARE, shareElsewhere } from './statistics.ts';
import { percent } from './words.ts';

interface Habit {
  /** Whether an account has it; null where it cannot be told. */
  readonly has: (habits: Habits) => boolean | null;
  readonly known: (platform: Platform) => number;
  readonly usual: (platform: Platform) => number;
  readonly en: string;
  readonly zh: string;
}

const HABITS: readonly Habit[] = [
  {
    has: ({ hoursOfDay }) => (hoursOfDay === null ? null : hoursOfDay >= SLEEPLESS_HOURS),
    known: ({ habits }) => habits.hoursKnown,
    usual: ({ habits }) => habits.sleepless,
    en: `were active in ${SLEEPLESS_HOURS} or more of the 24 hours of the day`,
    zh: `在一天 24 小时中的 ${SLEEPLESS_HOURS} 个以上小时有活动`,
  },
  {
    has: ({ unevenness }) => (unevenness === null ? null : unevenness < CLOCKWORK_UNEVENNESS),
    known: ({ habits }) => habits.pacesKnown,
    usual: ({ habits }) => habits.clockwork,
    en: 'paused as evenly between actions as a clock',
    zh: '操作间隔如钟表般均匀',
  },
];

export const machineHabits: Signal = {
  id: 'machine_habits',
  kind: 'rhythm',
  title: { en: 'Habits of machines', zh: '机器式作息' },
  about:
    'Value: largest share of the members (of those seen long enough) that never sleep or pause evenly. Nats: binomial excess over ' +
    'the share of other accounts; the stronger of the two counts.',
  evaluate(view, platform) {
    const readings = HABITS.flatMap((habit) => read(habit, view, platform) ?? []);
    if (readings.length === 0)
      return abstain('too few of the accounts were seen long enough to know their habits');
    const strongest = readings.reduce((best, one) => (one.nats > best.nats ? one : best));
    const weight = strongest.nats - Math.log(HABITS.length);
    return {
      value: readings.reduce((most, { share }) => Math.max(most, share), 0),
      weightNats: Math.max(0, weight),
      marked: weight > 0 ? strongest.members : [],
      evidence: readings.map(({ habit, members, known, share, usual }) =>
        fact(
          {
            en: `${members.length} of ${known} accounts (${percent(share)}) ${habit.en}; of other accounts ${percent(usual)} did`,
            zh: `${known} 个账号中有 ${members.length} 个（${percent(share)}）${habit.zh}；其他账号为 ${percent(usual)}`,
          },
          {
            observed: share,
            usual,
            accounts: members.map((member) => view.members[member]?.accountId ?? ''),
          },
        ),
      ),
    };
  },
};

function read(habit: Habit, view: ClusterView, platform: Platform) {
  const told = view.members.map(({ habits }) => habit.has(habits));
  const known = told.filter((one) => one !== null).length;
  if (known < MIN_MEMBERS || known < view.members.length / 2 || habit.known(platform) - known < MIN_OTHERS)
    return null;
  const members = told.flatMap((one, member) => (one === true ? [member] : []));
  const share = members.length / known;
  const usual = shareElsewhere(habit.usual(platform), habit.known(platform), members.length, known);
  const isLarge = members.length >= MIN_MEMBERS && share >= MIN_SHARE && share >= MIN_LIFT * usual;
  return {
    habit,
    members,
    known,
    share,
    usual,
    nats: isLarge ? excessNats(members.length, known, usual) : 0,
  };
}
