/** Customer service (honest): agents at shared desks answer with templates, some under declared accounts, some not. */
import type { AccountWishes } from '../accounts.ts';
import { accountsIn, actionsIn, brokenPromises, groupBy } from '../checks.ts';
import { DAY, daysIn, HOUR, localTime, MINUTE } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { desktopAgent, sharedSite } from '../networks.ts';
import { chance, exponential, pick } from '../rng.ts';
import { compileGrammar } from '../text/grammar.ts';

const ANSWER = compileGrammar({
  line: [
    '您好，非常抱歉给您带来不便，请您私信提供订单号，我们会尽快为您核实处理',
    '您好，您反馈的问题我们已经记录，工单号####，专员将在##小时内与您联系',
    '亲，{cause}请您先{step}，如果仍未解决请私信我们，感谢您的理解与支持',
    '您好，关于{subject}的问题，您可以在「我的－售后」中提交申请，一般#个工作日内到账',
    '感谢您对青禾的支持，您的建议我们会转达给相关部门，祝您生活愉快',
  ],
  cause: ['由于近期订单量较大，', '由于系统升级，', ''],
  step: ['重启设备并更新到最新版本', '检查网络连接后重新登录', '清除缓存后再试一次'],
  subject: ['退款', '换货', '发票', '保修', '物流'],
});
const OPERATOR = 'mcn-qinghe-service';

export const customerService = groupScenario({
  name: 'customer-service',
  kind: 'look-alike',
  pattern: null,
  story:
    'Twenty-four agents of a brand answer complaints in two shifts, at nine shared desks in one office, out of five templates. Half of them say who they work for; the others were left as they were made, on two mornings of training.',
  knobs: {
    accounts: { value: 24, about: 'agents who answer' },
    desks: { value: 9, about: 'computers that they share' },
    declared: { value: 0.5, about: 'share of agents that are verified and name their operator (0 to 1)' },
    answers: { value: 22, about: 'answers that an agent gives in a shift' },
    ownPosts: { value: 0.5, about: 'share of answers that stand under the brand’s own posts (0 to 1)' },
    ordinaryActions: { value: 2, about: 'ordinary actions per agent and day, on an own phone' },
  },
  cast({ maker, knobs, rng, from, to }) {
    const office = { ...sharedSite(rng), hosts: 2 };
    const desks = Array.from({ length: Math.max(1, knobs.desks) }, () => maker.device(desktopAgent(rng)));
    const mornings = [41, 12].map((days) => localTime({ from, to }, 9.5) - days * DAY);
    const brand = people(maker, 1, 'brand', () => ({
      verified: true,
      mcnId: OPERATOR,
      home: office,
      followers: 520_000,
      language: 'zh',
    }));
    const agents = people(maker, knobs.accounts, 'agent', (i): AccountWishes => {
      const isDeclared = i < knobs.declared * knobs.accounts;
      const seat = { device: desks[i % desks.length] as (typeof desks)[number], network: office };
      const named = isDeclared
        ? { handle: `青禾客服${String(i + 1).padStart(2, '0')}`, bio: '青禾官方客服' }
        : {};
      return {
        registeredAt: Math.floor((mornings[i % 2] as number) + 40 * MINUTE * rng.next()),
        language: 'zh',
        followers: rng.int(30),
        verified: isDeclared,
        ...(isDeclared ? { mcnId: OPERATOR } : {}),
        profile: { ...named, channel: 'web', seat },
      };
    });
    return [...brand, ...agents];
  },
  play(stage) {
    const { rng, knobs, act, members, emit, city, from, to } = stage;
    const [brand, ...agents] = members.map(({ account }) => account);
    if (!brand) return;
    const publish = createPublish(stage);
    for (let day = 0; day < daysIn(from, to); day++) {
      const notices = [9, 13, 17].map((hour) => {
        const at = localTime({ from, to }, hour, day) + 5 * MINUTE * rng.next();
        return {
          at,
          post: publish(brand, { at, text: pick(rng, ['新品上架', '系统维护通知', '售后政策更新']) }),
        };
      });
      for (const [i, agent] of agents.entries()) {
        const seat = agent.profile.seat;
        const starts = localTime({ from, to }, i % 2 === 0 ? 9 : 13.5, day) + 10 * MINUTE * rng.next();
        for (let answer = 0, at = starts; answer < knobs.answers; answer++) {
          at += exponential(rng, (7.5 * HOUR) / Math.max(1, knobs.answers));
          const text = ANSWER('line', rng);
          const notice = notices.findLast((candidate) => candidate.at < at);
          if (notice && chance(rng, knobs.ownPosts))
            emit(act(agent, { action: 'comment', at, ...notice.post, text, seat }));
          else {
            const { id: targetId, author } = city.pickPost(rng, at, rng.int(24));
            emit(act(agent, { action: 'comment', at, targetId, targetAccountId: author.id, text, seat }));
          }
        }
      }
    }
  },
  ordinary: (knobs) => knobs.ordinaryActions,
  check(output) {
    const { knobs } = output;
    const answers = actionsIn(output, 'comment').filter(({ text }) =>
      /^(您好，|亲，|感谢您对青禾)/u.test(String(text)),
    );
    const desks = groupBy(answers, (answer) => String(answer.client?.device_id));
    const networks = groupBy(answers, (answer) => String(answer.client?.ip).split('.').slice(0, 3).join('.'));
    const declared = accountsIn(output).filter(({ operator }) => operator?.mcn_id === OPERATOR).length - 1;
    return brokenPromises({
      'the agents answer from the shared desks of one office':
        desks.size > 0 && desks.size <= Math.max(1, knobs.desks) && networks.size === 1,
      'every agent works a shift':
        groupBy(answers, ({ account_id }) => account_id).size >= 0.95 * knobs.accounts &&
        answers.length >= 0.7 * knobs.accounts * knobs.answers,
      'as many are declared as asked': Math.abs(declared - knobs.declared * knobs.accounts) <= 1,
    });
  },
});
