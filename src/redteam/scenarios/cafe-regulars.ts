/** Regulars of an internet café (honest): public tablets that many people log in on, one network, one promotion. */
import type { AccountWishes, Seat } from '../accounts.ts';
import { actionsIn, brokenPromises, busiestHourShare, groupBy } from '../checks.ts';
import { daysIn, localTime, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { desktopAgent, sharedSite } from '../networks.ts';
import { between, chance, exponential, pick } from '../rng.ts';

const PROMOTION = '在云溪转角网咖打卡，第二小时免费';

export const cafeRegulars = groupScenario({
  name: 'cafe-regulars',
  kind: 'look-alike',
  pattern: null,
  story:
    'Fifty regulars log in on a café’s ten machines, whichever is free, all by one address; a third registered there. Whoever posts the promotion’s line and likes the café’s post plays the second hour for free.',
  knobs: {
    accounts: { value: 50, about: 'regulars of the café' },
    machines: { value: 10, about: 'machines of the café' },
    visits: { value: 1.5, about: 'mean visits per person and day' },
    promotion: { value: 0.7, about: 'share of visits at which the line is posted (0 to 1)' },
    actionsPerVisit: { value: 8, about: 'mean ordinary actions on a visit' },
    ordinaryActions: { value: 2, about: 'ordinary actions per person and day, elsewhere' },
  },
  cast({ maker, knobs, rng }) {
    const network = { ...sharedSite(rng), hosts: 1 };
    const machines = Array.from(
      { length: Math.max(1, knobs.machines) },
      (): Seat => ({ device: maker.device(desktopAgent(rng)), network }),
    );
    const cafe = people(maker, 1, 'café', () => ({ language: 'zh', followers: 320, home: network }));
    // Somebody registered at each machine; the play finds the machines by them.
    const regulars = people(maker, knobs.accounts, 'regular', (i): AccountWishes => {
      const seat = machines[i] ?? (chance(rng, 0.15) ? pick(rng, machines) : undefined);
      return { language: 'zh', profile: seat ? { seat, channel: 'web' } : {} };
    });
    return [...cafe, ...regulars];
  },
  play(stage) {
    const { rng, knobs, act, browser, members, emit, from, to } = stage;
    const [cafe, ...regulars] = members.map(({ account }) => account);
    if (!cafe) return;
    const publish = createPublish(stage);
    const machines = new Map(
      regulars.flatMap(({ profile: { seat } }) => (seat ? [[seat.device.id, seat]] : [])),
    );
    const seats = [...machines.values()];
    for (let day = 0; day < daysIn(from, to); day++) {
      const text = `今日活动：发“${PROMOTION}”并点赞本条，送一小时`;
      const post = publish(cafe, { at: localTime({ from, to }, 9, day), text });
      for (const regular of regulars) {
        for (let left = exponential(rng, knobs.visits); left > 0.3; left--) {
          const seat = pick(rng, seats);
          const at = localTime({ from, to }, between(rng, 10, 23.5), day);
          browser.sitting(regular, at, 1 + Math.floor(exponential(rng, knobs.actionsPerVisit)), emit, seat);
          if (!chance(rng, knobs.promotion)) continue;
          const when = at + between(rng, 1, 10) * MINUTE;
          const own = chance(rng, 0.3) ? pick(rng, ['！', '，快来', '，五排缺一', '🎮']) : '';
          publish(regular, { at: when, text: PROMOTION + own, topics: ['转角网咖'], seat });
          emit(act(regular, { action: 'like', at: when + 20 * SECOND * rng.next(), ...post, seat }));
        }
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const lines = actionsIn(output, 'post').filter((post) => post.text?.startsWith(PROMOTION));
    const devices = groupBy(lines, (line) => String(line.client?.device_id));
    return brokenPromises({
      'many post the line':
        groupBy(lines, (line) => line.account_id).size >= 0.4 * knobs.promotion * knobs.accounts,
      'they share the machines of one address':
        devices.size > 0 &&
        devices.size <= knobs.machines &&
        new Set(lines.map((line) => line.client?.ip)).size === 1,
      'a machine is used by several people': [...devices.values()].some(
        (group) => new Set(group.map((line) => line.account_id)).size >= 3,
      ),
      'registrations are spread over years': busiestHourShare(output) < 0.06 + 2 / knobs.accounts,
    });
  },
});
