/** Plans a city: a pure function of its seed and size. */
import { type Account, COMMUNITIES } from './accounts.ts';
import type { City, CityPost, CitySize } from './city.ts';
import { planPosts, planReplies } from './city-posts.ts';
import { DAY } from './clock.ts';
import { createFeed } from './feed.ts';
import { settle } from './households.ts';
import { chance, createWeightedPicker, pareto, pick, type Rng, skewedIndex } from './rng.ts';

const OWN_COMMUNITY = 0.62;
const FRONT_PAGE = 0.22;
const FRONT_PAGE_WEIGHT = 12;

/** Plans the city for a stretch. O(accounts + posts log posts) time and memory; about 1 KB per account. */
export function planCity(rng: Rng, size: CitySize, from: number, to: number): City {
  const { residents, seconds } = settle(rng.fork('residents'), size, { from, to });
  const activity = rng.fork('activity');
  const pickBy = createWeightedPicker(residents.map(() => Math.min(200, pareto(activity, 1.25))));
  const pickResident = (draw: Rng): Account => residents[pickBy(draw)] as Account;

  const byCommunity: Account[][] = Array.from({ length: COMMUNITIES }, () => []);
  for (const resident of residents) byCommunity[resident.community]?.push(resident);
  const pickFollower = (draw: Rng, author: Account): Account => {
    const own = byCommunity[author.community] as Account[];
    const club = own.length > 0 && chance(draw, 0.8) ? own : residents;
    const start = Math.floor(author.place * club.length);
    return club[(start + skewedIndex(draw, Math.min(club.length, 400), 2.5)) % club.length] as Account;
  };

  const casting = rng.fork('celebrities');
  const celebrities = Array.from({ length: Math.min(8, Math.floor(residents.length / 100)) }, () => {
    const author = pickResident(casting);
    const club = byCommunity[author.community] as Account[];
    const fans = new Set(
      Array.from({ length: 40 + casting.int(80) }, () =>
        pick(casting, chance(casting, 0.7) ? club : residents),
      ),
    );
    fans.delete(author);
    return { author, fans: [...fans] };
  });

  const count = Math.round(size.posts * Math.max(1, (to - from) / DAY));
  const posts = planPosts(rng.fork('posts'), { celebrities, pickResident, count, from, to });
  const replies = planReplies(rng.fork('replies'), { posts, pickFollower, from, to });
  const readable = [...posts, ...replies].sort((a, b) => a.at - b.at);
  const feeds = Array.from({ length: COMMUNITIES }, (_, c) =>
    createFeed(readable.filter((post) => post.community === c)),
  );
  const frontPage = createFeed(readable.filter((post) => post.weight >= FRONT_PAGE_WEIGHT));
  const everything = createFeed(readable);

  return {
    residents,
    seconds,
    posts,
    replies,
    celebrities,
    suggested: posts.filter(({ author }) => author === celebrities[0]?.author),
    pickResident,
    pickFollower,
    pickPost(draw, at, community) {
      const where = draw.next();
      const own = where < OWN_COMMUNITY ? feeds[community]?.(draw, at) : undefined;
      const front = where > 1 - FRONT_PAGE ? frontPage(draw, at) : undefined;
      return own ?? front ?? (everything(draw, at) as CityPost);
    },
  };
}
