/** An office team (honest): employees like and repost the company's posts each workday, from one office, on work phones. */
import type { AccountWishes } from '../accounts.ts';
import {
  accountsIn,
  actionsIn,
  brokenPromises,
  busiestHourShare,
  groupBy,
  targetsHitTogether,
} from '../checks.ts';
import { DAY, daysIn, isWorkday, localTime, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { sharedSite, userAgent } from '../networks.ts';
import { between, chance, exponential, pick } from '../rng.ts';

const NEWS = [
  '青禾家电夏季新品发布，三款产品全面升级',
  '我们获得了年度绿色制造奖，感谢每一位伙伴',
  '青禾希望小学图书角落成，一起看看孩子们的笑脸',
  '青禾招聘季开启，期待与你同行',
  '青禾品质实验室开放日报名开始',
];
const SUGGESTED = '为青禾点赞，做有温度的国货品牌';

export const officeTeam = groupScenario({
  name: 'office-team',
  kind: 'look-alike',
  pattern: null,
  story:
    'Sixty employees like and repost what their company posts, each workday, within the half hour after the message in the office chat, many with the suggested line. IT bought the phones in one batch and registered the accounts on two mornings; all leave by one office address.',
  knobs: {
    accounts: { value: 60, about: 'employees' },
    posts: { value: 3, about: 'posts of the company per workday' },
    withinMinutes: { value: 12, about: 'mean minutes until an employee reacts' },
    suggested: { value: 0.6, about: 'share of reposts with the suggested line (0 to 1)' },
    ordinaryActions: { value: 2, about: 'ordinary actions per employee and day' },
  },
  cast({ maker, knobs, rng, from, to }) {
    const office = { ...sharedSite(rng), hosts: 2 };
    const model = userAgent(rng);
    const mornings = [290, 96].map((days) => localTime({ from, to }, 10) - days * DAY);
    const company = people(maker, 1, 'company', () => ({
      verified: true,
      followers: 85_000,
      language: 'zh',
      home: office,
    }));
    const employees = people(maker, knobs.accounts, 'employee', (i): AccountWishes => {
      const device = maker.device(model);
      const surname = pick(rng, ['li', 'wang', 'zhang', 'liu', 'chen', 'zhou', 'sun', 'ma']);
      const handle = `qinghe_${surname}${pick(rng, ['ming', 'hua', 'jie', 'yan', 'fei', 'tao', 'lei'])}${rng.int(90)}`;
      return {
        registeredAt: Math.floor((mornings[i % 2] as number) + 50 * MINUTE * rng.next()),
        device,
        language: 'zh',
        followers: Math.floor(exponential(rng, 25)),
        verified: false,
        profile: { ...(chance(rng, 0.6) ? { handle } : {}), seat: { device, network: office } },
      };
    });
    return [...company, ...employees];
  },
  play(stage) {
    const { rng, knobs, act, members, emit, from, to } = stage;
    const [company, ...employees] = members.map(({ account }) => account);
    if (!company) return;
    const publish = createPublish(stage);
    const all = Array.from({ length: daysIn(from, to) }, (_, day) => day);
    const workdays = all.filter((day) => isWorkday(localTime({ from, to }, 12, day)));
    // A stretch without a workday is the Saturday shift.
    for (const day of workdays.length > 0 ? workdays : [0]) {
      for (let i = 0; i < knobs.posts; i++) {
        const at =
          localTime({ from, to }, 9.5 + (7 * i) / Math.max(1, knobs.posts), day) + 20 * MINUTE * rng.next();
        const post = publish(company, {
          at,
          text: `${pick(rng, NEWS)}（${1 + day}-${1 + i}）`,
          topics: ['青禾之声'],
        });
        const asked = at + between(rng, 1, 5) * MINUTE;
        for (const employee of employees) {
          const { seat } = employee.profile;
          const when = asked + exponential(rng, knobs.withinMinutes * MINUTE);
          if (chance(rng, 0.85)) emit(act(employee, { action: 'like', at: when, ...post, seat }));
          if (!chance(rng, 0.6)) continue;
          const text = chance(rng, knobs.suggested)
            ? SUGGESTED
            : pick(rng, ['转发微博', '支持公司', '👍👍', '一起加油', '自豪']);
          emit(
            act(employee, { action: 'repost', at: when + between(rng, 3, 30) * SECOND, ...post, text, seat }),
          );
        }
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const reposts = actionsIn(output, 'repost').filter(({ text }) => text === SUGGESTED);
    const ips = groupBy(reposts, (repost) => String(repost.client?.ip).split('.').slice(0, 3).join('.'));
    const agents = groupBy(accountsIn(output), (account) => String(account.registration?.user_agent));
    const together = targetsHitTogether(
      actionsIn(output, 'like'),
      0.7 * knobs.accounts,
      5 * knobs.withinMinutes * MINUTE,
    );
    return brokenPromises({
      'most employees like each post within the hour': together >= knobs.posts,
      'many repost with the suggested line, from one office':
        reposts.length >= 0.35 * knobs.suggested * knobs.posts * knobs.accounts && ips.size === 1,
      'the phones are of one batch, and the accounts of two mornings':
        Math.max(...[...agents.values()].map((group) => group.length)) >= knobs.accounts &&
        busiestHourShare(output) > 0.4,
    });
  },
});
