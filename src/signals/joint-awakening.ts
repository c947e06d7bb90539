/** Accounts that slept for a week or more and awoke within the same day: raised, kept, and put to use. */
import { abstain, fact, type Signal } from './signal.ts';
import { excessNats, MIN_LIFT, MIN_MEMBERS, MIN_OTHERS, MIN_SHARE, shareElsewhere } from './statistics.ts';
import { clock, duration, iso, percent } from './words.ts';

const DAY_MS = 86_400_000;

export const jointAwakening: Signal = {
  id: 'joint_awakening',
  kind: 'rhythm',
  title: { en: 'Asleep, then awake together', zh: '沉睡后同时苏醒' },
  about:
    'Value: share of the members that did nothing for a week or more and then awoke within one day of each other. Nats: binomial ' +
    'excess over the share of all accounts that awoke in that day, less the price of having chosen the day.',
  evaluate(view, platform) {
    const awoken = view.members
      .flatMap(({ habits: { awokeAt } }, member) => (awokeAt === null ? [] : [{ at: awokeAt, member }]))
      .sort((a, b) => a.at - b.at || a.member - b.member);
    const size = view.members.length;
    if (platform.watched - size < MIN_OTHERS)
      return abstain('the window is too short to see anybody sleep for a week');
    if (awoken.length < MIN_MEMBERS) return { value: 0, weightNats: 0, evidence: [] };

    let first = 0;
    let best = { from: 0, to: 0 };
    awoken.forEach(({ at }, last) => {
      while (at - (awoken[first]?.at ?? at) > DAY_MS) first += 1;
      if (last - first > best.to - best.from) best = { from: first, to: last };
    });
    const together = awoken.slice(best.from, best.to + 1);
    const from = together[0]?.at ?? 0;
    const to = together[together.length - 1]?.at ?? 0;
    const everybody = platform.awakenings.reduce((sum, at) => sum + Number(at >= from && at <= to), 0);
    const share = together.length / size;
    const usual = shareElsewhere(everybody, platform.watched, together.length, size);
    const isLarge = together.length >= MIN_MEMBERS && share >= MIN_SHARE && share >= MIN_LIFT * usual;
    const nats = isLarge ? excessNats(together.length, size, usual) - Math.log(awoken.length) : 0;
    const span = duration(Math.max(1_000, to - from));
    return {
      value: share,
      weightNats: Math.max(0, nats),
      marked: nats > 0 ? together.map(({ member }) => member) : [],
      evidence: [
        fact(
          {
            en: `${together.length} of ${size} accounts (${percent(share)}) awoke after a week or more of silence within ${span.en} from ${clock(from)}; of other accounts ${percent(usual)} did`,
            zh: `${size} 个账号中有 ${together.length} 个（${percent(share)}）沉默一周以上后自 ${clock(from)} 起 ${span.zh}内同时苏醒；其他账号为 ${percent(usual)}`,
          },
          {
            observed: share,
            usual,
            accounts: together.map(({ member }) => view.members[member]?.accountId ?? ''),
            times: [iso(from), iso(to)],
          },
        ),
      ],
    };
  },
};
