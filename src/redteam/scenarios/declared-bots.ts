/** Declared bots (honest): weather and prices, on a clock, from one server, and they say so. */
import { accountsIn, actionsIn, brokenPromises, groupBy, timeOf } from '../checks.ts';
import { HOUR, MINUTE, SECOND } from '../clock.ts';
import { createPublish, people } from '../folk.ts';
import { groupScenario } from '../group.ts';
import { serverNetwork } from '../networks.ts';
import { between, pick } from '../rng.ts';

const CITIES = [
  ['starbay', '星湾'],
  ['yunxi', '云溪'],
  ['northshore', '北岸'],
  ['peninsula', '半岛'],
  ['willowcreek', '柳溪'],
  ['oldharbor', '旧港'],
] as const;
const GOODS = [
  ['copper', '铜'],
  ['soy', '大豆'],
  ['eggs', '鸡蛋'],
  ['gold', '黄金'],
  ['cotton', '棉花'],
  ['rice', '大米'],
] as const;
const BIO = '自动账号：程序定时发布，无人值守。This account is a bot.';

export const declaredBots = groupScenario({
  name: 'declared-bots',
  kind: 'look-alike',
  pattern: null,
  reported: 0.002,
  story:
    'Two dozen weather and price bots were registered by a script in ten minutes and post filled templates on the clock, all from one server. Each says in its name and its bio that it is a bot; none is verified.',
  knobs: {
    accounts: { value: 24, about: 'bots on the server' },
    everyMinutes: { value: 60, about: 'minutes between two posts of a bot' },
    jitterSeconds: { value: 2, about: 'seconds within which all of them post' },
  },
  cast({ maker, knobs, rng, from }) {
    const server = { device: maker.device('StarBayBotKit/3.2 (server)'), network: serverNetwork(rng) };
    const madeAt = from - between(rng, 200, 500) * 24 * HOUR;
    return people(maker, knobs.accounts, 'bot', (i) => {
      const isWeather = i % 2 === 0;
      const [name, shown] = (isWeather ? CITIES : GOODS)[Math.floor(i / 2) % 6] as readonly [string, string];
      const series = i < 12 ? '' : `-${1 + Math.floor(i / 12)}`;
      return {
        registeredAt: Math.floor(madeAt + (i * 10 * MINUTE) / Math.max(1, knobs.accounts)),
        device: server.device,
        home: server.network,
        mobile: server.network,
        place: 0.4,
        language: 'zh',
        verified: false,
        profile: {
          handle: `${isWeather ? 'weather' : 'price'}-bot-${name}${series}`,
          displayName: `${shown}${isWeather ? '天气' : '价格'}机器人`,
          bio: BIO,
          channel: 'web',
          seat: server,
        },
      };
    });
  },
  play(stage) {
    const { rng, knobs, members, from, to } = stage;
    const publish = createPublish(stage);
    const every = Math.max(1, knobs.everyMinutes) * MINUTE;
    for (let clock = Math.ceil(from / every) * every; clock < to; clock += every) {
      const hour = new Date(clock + 8 * HOUR).getUTCHours();
      for (const { account } of members) {
        const name = String(account.profile.displayName).slice(0, -5);
        const text = account.profile.handle?.startsWith('weather')
          ? `【${name}天气】${hour}时：${pick(rng, ['晴', '多云', '阴', '小雨', '大雨'])}，气温${8 + rng.int(20)}℃，湿度${30 + rng.int(60)}%，风力${1 + rng.int(6)}级`
          : `【${name}价格】${hour}时：最新报价${100 + rng.int(900)}.${rng.int(10)}元，较上一小时${pick(rng, ['上涨', '下跌', '持平'])}${rng.int(3)}.${rng.int(10)}%`;
        publish(account, {
          at: clock + knobs.jitterSeconds * SECOND * rng.next(),
          text,
          topics: [account.profile.handle?.startsWith('weather') ? '实时天气' : '实时价格'],
          seat: account.profile.seat,
        });
      }
    }
  },
  ordinary: () => 0,
  check(output) {
    const { knobs, from, to } = output;
    const accounts = accountsIn(output);
    const posts = actionsIn(output, 'post');
    const every = Math.max(1, knobs.everyMinutes) * MINUTE;
    const clocks = groupBy(posts, (post) => String(Math.floor(timeOf(post.occurred_at) / every)));
    const origins = new Set(posts.map((post) => `${post.client?.ip} ${post.client?.device_id}`));
    return brokenPromises({
      'every account says that it is a bot': accounts.every(
        ({ handle, bio }) => handle?.includes('bot') && bio?.includes('bot'),
      ),
      'every bot posts at every stroke of the clock':
        clocks.size >= Math.floor((to - from) / every) - 1 &&
        [...clocks.values()].every((group) => group.length === knobs.accounts),
      'all posts are on the clock': posts.every(
        (post) => timeOf(post.occurred_at) % every <= knobs.jitterSeconds * SECOND,
      ),
      'all come from one server': origins.size === 1,
    });
  },
});
