/** Niches: a few dozen people from all over the city who meet for some hours around one hashtag, and then never again. */
import type { Account, ActionMaker } from './accounts.ts';
import type { Browser } from './browse.ts';
import type { City, CityPost } from './city.ts';
import { DAY, type Emit, HOUR, MINUTE, type Stretch, wakingTime } from './clock.ts';
import { createIdMaker } from './ids.ts';
import { between, chance, exponential, pick, poisson, type Rng } from './rng.ts';
import { compileGrammar } from './text/grammar.ts';
import { writeText } from './text-grammar.ts';

const NAME = compileGrammar({
  tag: [
    '{place}{what}',
    '{place}[今晚|周末|凌晨|雨天]{what}',
    '{what}[互助楼|新手村|打卡第#天|交流##群]',
    '{english}[Night|Club|101|Swap|Help]',
  ],
  place: ['城东', '城西', '南站', '北岸', '老城', '开发区', '学府路', '滨河', '云溪', '半岛', '柳溪', '旧港'],
  what: '团购 寻猫 拼车 二手书 羽毛球 观鸟 夜跑 手冲 停电 看房 相亲角 野钓 拼图 换书 露营 桌游 断舍离 陪考'.split(
    ' ',
  ),
  english: ['Birding', 'Chess', 'Sourdough', 'Vinyl', 'Retro', 'Knitting', 'Running', 'Plants', 'Zine'],
});

export interface Niche {
  readonly startsAt: number;
  readonly lastsMs: number;
  readonly tag: string;
  readonly topic: number;
  /** The first one hosts. */
  readonly members: readonly Account[];
}

/** About `perDay` niches for each day of the stretch, in order of time. */
export function planNiches(rng: Rng, city: City, { from, to }: Stretch, perDay: number): Niche[] {
  const count = poisson(rng, (perDay * (to - from)) / DAY);
  const niches = Array.from({ length: count }, (): Niche => {
    const host = city.pickResident(rng);
    const members = new Set([host]);
    for (let left = 12 + exponential(rng, 18); left > 0; left--)
      members.add(chance(rng, 0.6) ? city.pickFollower(rng, host) : pick(rng, city.residents));
    return {
      startsAt: wakingTime(rng, from, to),
      lastsMs: between(rng, 1, 5) * HOUR,
      tag: NAME('tag', rng),
      topic: chance(rng, 0.5) ? host.community : rng.int(100),
      members: [...members],
    };
  });
  return niches.sort((a, b) => a.startsAt - b.startsAt);
}

/** What a gathering is made with; `serial` numbers its posts apart from the city's. */
export interface Gathering {
  readonly rng: Rng;
  readonly act: ActionMaker;
  readonly browser: Browser;
  readonly emit: Emit;
  readonly serial: () => number;
}

const postId = createIdMaker('city', 'niche post');

/** All that a niche does: each of its posts is read by a third of the members within minutes. */
export function gather({ rng, act, browser, emit, serial }: Gathering, niche: Niche): void {
  const { members, topic, tag } = niche;
  for (let left = 4 + poisson(rng, members.length / 2); left > 0; left--) {
    const author = members[chance(rng, 0.25) ? 0 : rng.int(members.length)] as Account;
    const at = niche.startsAt + niche.lastsMs * rng.next() ** 1.3;
    const number = serial();
    const post: CityPost = {
      id: postId(number),
      serial: number,
      at,
      author,
      community: topic,
      weight: 1,
      kind: 'post',
      parent: null,
    };
    if (author.registeredAt > at) continue;
    const text = writeText(rng, 'post', topic, author.language);
    emit(
      act(author, { action: 'post', at, targetId: post.id, targetAccountId: author.id, text, topics: [tag] }),
    );
    for (const member of members) {
      if (member === author || !chance(rng, 0.35)) continue;
      const when = at + 4000 + exponential(rng, 7 * MINUTE);
      const what = rng.next();
      browser.react(member, what < 0.68 ? 'like' : what < 0.92 ? 'comment' : 'repost', post, when, emit);
    }
  }
}
