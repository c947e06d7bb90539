/** A migration (honest): a whole community moves in from another platform, by one link, and follows itself. */
import type { AccountWishes } from '../accounts.ts';
import {
  accountsIn,
  actionsIn,
  brokenPromises,
  devicesPerAccount,
  groupBy,
  mostWithin,
  timeOf,
} from '../checks.ts';
import { DAY, HOUR, localTime, MINUTE, SECOND, wakingTime } from '../clock.ts';
import { createPublish, people, type Target } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { honestStyle, makeHandle } from '../handles.ts';
import { between, chance, exponential, pick, sample } from '../rng.ts';
import { compileGrammar } from '../text/grammar.ts';

const HELLO = compileGrammar({
  line: ['{who}，{where}{end}', '{where}，{who}{end}', '{who}{end}'],
  who: ['从旧港搬来的第一天，老朋友在这里找我', '旧港关站，我们在这里重新集合', '旧港老用户报到，名字没变'],
  where: ['[以前|之前]在[摄影|手帐|钓鱼|模型]版', '潜水[#|##]年的老人', '互关一下', '求老朋友认领'],
  end: ['', '！', '～', '🙋', '。'],
});

export const migrationWave = groupScenario({
  name: 'migration-wave',
  kind: 'look-alike',
  pattern: null,
  story:
    'An old platform closes, and four hundred of its people come within two days by one link, keep their old handles, say hello in the same words, and follow each other in bursts, as the tool that finds old friends makes them do.',
  knobs: {
    accounts: { value: 400, about: 'people who move in' },
    hours: { value: 40, about: 'hours in which they register' },
    follows: { value: 25, about: 'old friends that each follows at once' },
    marked: { value: 0.5, about: 'share whose handle or bio names the old platform (0 to 1)' },
    ordinaryActions: { value: 8, about: 'ordinary actions per person and day' },
  },
  cast({ maker, knobs, rng, from, to }) {
    // Most come the day before, the last by the middle of the stretch's first day.
    const lastAt = from + 0.5 * Math.min(DAY, to - from);
    const organiser = people(maker, 1, 'organiser', () => ({ language: 'zh', followers: 900 }));
    const invitedBy = String(organiser[0]?.account.id);
    const settlers = people(maker, knobs.accounts, 'settler', (): AccountWishes => {
      const language = chance(rng, 0.9) ? 'zh' : 'en';
      const { handle } = makeHandle(rng, honestStyle(rng, language), language);
      const isMarked = chance(rng, knobs.marked);
      return {
        registeredAt: wakingTime(rng, lastAt - knobs.hours * HOUR, lastAt),
        language,
        followers: Math.floor(exponential(rng, 12)),
        profile: {
          invitedBy,
          channel: 'web',
          handle: isMarked ? `${handle}@oldharbor` : handle,
          ...(isMarked
            ? { bio: pick(rng, ['旧港来的', '从旧港搬家', '原旧港摄影版', 'moved from Old Harbor']) }
            : {}),
        },
      };
    });
    return [...organiser, ...settlers];
  },
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [organiser, ...settlers] = members.map(({ account }) => account);
    if (!organiser) return;
    const publish = createPublish(stage);
    const late = localTime({ from, to }, 9);
    const hellos: (Target & { at: number })[] = [];
    for (const settler of settlers) {
      // Those who came the day before find their friends this morning.
      const at =
        settler.registeredAt > from ? settler.registeredAt + 2 * MINUTE : late + exponential(rng, 2 * HOUR);
      if (chance(rng, 0.6))
        hellos.push({ at, ...publish(settler, { at, text: HELLO('line', rng), topics: ['旧港'] }) });
      let now = at + between(rng, 1, 6) * MINUTE;
      const friends = sample(rng, settlers, knobs.follows + 2);
      for (const friend of friends
        .filter((other) => other !== settler && other.registeredAt < now)
        .slice(0, knobs.follows)) {
        now += 200 + exponential(rng, 1.2 * SECOND);
        emit(act(settler, { action: 'follow', at: now, targetId: friend.id, targetAccountId: friend.id }));
      }
    }
    for (const { at, targetId, targetAccountId } of hellos) {
      for (const { id, registeredAt } of sample(rng, settlers, 12)) {
        const friend = settlers.find((settler) => settler.id === id);
        const when = at + exponential(rng, HOUR);
        if (friend && id !== targetAccountId && registeredAt < when)
          emit(act(friend, { action: 'like', at: when, targetId, targetAccountId }));
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs, truth } = output;
    const members = new Set(truth.map((row) => row.account_id));
    const settlers = accountsIn(output).filter(({ registration }) => registration?.invited_by);
    const times = settlers.map((account) => timeOf(account.registered_at));
    const inside = actionsIn(output, 'follow').filter((follow) => members.has(follow.target_id));
    const bursts = [...groupBy(inside, (follow) => follow.account_id).values()].filter(
      (group) =>
        mostWithin(
          group.map((follow) => timeOf(follow.occurred_at)),
          2 * MINUTE,
        ) >=
        0.4 * Math.min(knobs.follows, knobs.accounts - 1),
    );
    return brokenPromises({
      'all register within the wave, by one link':
        settlers.length === knobs.accounts &&
        mostWithin(times, knobs.hours * HOUR) === times.length &&
        new Set(settlers.map(({ registration }) => registration?.invited_by)).size === 1,
      'most follow each other in a burst': bursts.length >= 0.7 * knobs.accounts,
      'each has a phone of their own': devicesPerAccount(output) === 1,
    });
  },
});
