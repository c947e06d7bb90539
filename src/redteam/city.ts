/** The city: who lives in it, what is posted in it, and what its people would read at a time. */
import { type Account, COMMUNITIES } from './accounts.ts';
import { planPosts, planReplies } from './city-posts.ts';
import { DAY } from './clock.ts';
import { createFeed } from './feed.ts';
import { settle } from './households.ts';
import { chance, createWeightedPicker, pareto, pick, type Rng, skewedIndex } from './rng.ts';

/** Something that somebody of the city writes, or wrote in the day before the stretch. */
export interface CityPost {
  readonly id: string;
  /** Counts from 0; never leaves the generator. */
  readonly serial: number;
  readonly at: number;
  readonly author: Account;
  readonly community: number;
  /** Pareto: how much attention it draws. */
  readonly weight: number;
  readonly kind: 'post' | 'quote' | 'comment';
  /** What a quote quotes or a comment answers. */
  readonly parent: CityPost | null;
}

/** The plan of the crowd: a pure function of its seed and size, shared by all parts of a composition. */
export interface City {
  readonly residents: readonly Account[];
  /** The other account of a person who has two. */
  readonly seconds: ReadonlyMap<Account, Account>;
  /** In order of time; those before the stretch are not in its events, but are read in it. */
  readonly posts: readonly CityPost[];
  /** Quotes and comments that are read and answered like posts; in order of time. */
  readonly replies: readonly CityPost[];
  /** Authors that have fans; each with the residents that are told of every post. */
  readonly celebrities: readonly { readonly author: Account; readonly fans: readonly Account[] }[];
  /** Posts of the account that the app suggests to newcomers, in order of time. */
  readonly suggested: readonly CityPost[];
  /** A resident, the active ones more often. */
  pickResident(rng: Rng): Account;
  /** A post or reply as a reader of that community would come upon it at `at`: recent, popular, mostly of their own. */
  pickPost(rng: Rng, at: number, community: number): CityPost;
  /** A resident who follows the author: mostly the same few, mostly of the author's community. */
  pickFollower(rng: Rng, author: Account): Account;
}

/** How large the city is; posts per day, or in all of a stretch that is shorter. */
export interface CitySize {
  readonly accounts: number;
  readonly posts: number;
  /** Share of residents with a mail provider or an operator that few have. */
  readonly rareProviders: number;
}

const OWN_COMMUNITY = 0.62;
const FRONT_PAGE = 0.22;
const FRONT_PAGE_WEIGHT = 12;

/** Plans the city for a stretch. O(accounts + posts log posts) time and memory; about 1 KB per account. */
export function planCity(rng: Rng, size: CitySize, from: number, to: number): City {
  const { residents, seconds } = settle(rng.fork('residents'), size, { from, to });
  const activity = rng.fork('activity');
  const pickBy = createWeightedPicker(residents.map(() => Math.min(40, pareto(activity, 1.5))));
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
