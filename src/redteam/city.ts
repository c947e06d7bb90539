/** The city: who lives in it, what is posted in it, and what its people would read at a time. */
import { type Account, type AccountWishes, COMMUNITIES, createAccountMaker } from './accounts.ts';
import { DAY, HOUR, MINUTE, wakingTime } from './clock.ts';
import { rareContact } from './contacts.ts';
import { createIdMaker } from './ids.ts';
import { homeNetwork, type Network, sharedSite } from './networks.ts';
import {
  between,
  chance,
  createWeightedPicker,
  exponential,
  pareto,
  pick,
  type Rng,
  shuffle,
  skewedIndex,
  upperBound,
} from './rng.ts';

/** A post that somebody of the city writes, or wrote in the day before the stretch. */
export interface CityPost {
  readonly id: string;
  /** Counts from 0; never leaves the generator. */
  readonly serial: number;
  readonly at: number;
  readonly author: Account;
  readonly community: number;
  /** Pareto: how much attention it draws. */
  readonly weight: number;
}

/** The plan of the crowd: a pure function of its seed and size, shared by all parts of a composition. */
export interface City {
  readonly residents: readonly Account[];
  /** In order of time; those before the stretch are not in its events, but are read in it. */
  readonly posts: readonly CityPost[];
  /** Authors that have fans; each with the residents that are told of every post. */
  readonly celebrities: readonly { readonly author: Account; readonly fans: readonly Account[] }[];
  /** A resident, the active ones more often. */
  pickResident(rng: Rng): Account;
  /** A post as a reader of that community would come upon it at `at`: recent, popular, mostly of their own. */
  pickPost(rng: Rng, at: number, community: number): CityPost;
  /** A resident who follows the author: mostly the same few, mostly of the author's community. */
  pickFollower(rng: Rng, author: Account): Account;
}

/** How large the city is. */
export interface CitySize {
  readonly accounts: number;
  readonly posts: number;
  /** Share of residents with a mail provider or an operator that few have. */
  readonly rareProviders: number;
}

/** Popularity falls off with P(weight > t) = t^-1.15. */
const POPULARITY = 1.15;
const OWN_COMMUNITY = 0.62;
const FRONT_PAGE = 0.22;
const FRONT_PAGE_WEIGHT = 12;

/** Households of one to four, people with two accounts, phones passed on, campuses behind one NAT. */
function settle(rng: Rng, { accounts: count, rareProviders }: CitySize, from: number): Account[] {
  const maker = createAccountMaker('city', rng, from);
  const sites = Array.from({ length: 6 }, () => sharedSite(rng));
  const residents: Account[] = [];
  const providers = rng.fork('providers');
  const provider = (): Pick<AccountWishes, 'profile'> =>
    chance(providers, rareProviders) ? { profile: { contact: rareContact(providers) } } : {};
  while (residents.length < count) {
    const onCampus = chance(rng, 0.1);
    const home: Network = onCampus ? pick(rng, sites) : homeNetwork(rng);
    const place = rng.next();
    const first = maker.account({ home, place, ...provider() });
    residents.push(first);
    const others = onCampus ? 0 : skewedIndex(rng, 4, 1.8);
    for (let i = 0; i < others && residents.length < count; i++) {
      const sharesDevice = chance(rng, 0.12);
      residents.push(
        maker.account({
          home,
          place,
          language: first.language,
          ...provider(),
          ...(sharesDevice ? { device: first.device, mobile: first.mobile } : {}),
        }),
      );
    }
  }
  // Households must not stand side by side in the order of ids.
  return shuffle(rng, residents);
}

/** A list of posts that can be read by recency and weight in O(log n), without scanning. */
function createFeed(posts: readonly CityPost[]): (rng: Rng, at: number) => CityPost | undefined {
  const times = Float64Array.from(posts, (post) => post.at);
  const totals = new Float64Array(posts.length);
  let total = 0;
  for (let i = 0; i < posts.length; i++) {
    total += (posts[i] as CityPost).weight;
    totals[i] = total;
  }
  return (rng, at) => {
    const end = upperBound(times, at - 1000);
    if (end === 0) return posts[0];
    const newest = at - exponential(rng, 2 * HOUR);
    const high = Math.min(end, Math.max(1, upperBound(times, newest)));
    const low = Math.min(high - 1, upperBound(times, newest - 90 * MINUTE));
    const before = low > 0 ? (totals[low - 1] as number) : 0;
    const drawn = between(rng, before, totals[high - 1] as number);
    return posts[Math.min(high - 1, upperBound(totals, drawn, low, high))];
  };
}

/** Plans the city for a stretch. O(accounts + posts log posts) time and memory; about 1 KB per account. */
export function planCity(rng: Rng, size: CitySize, from: number, to: number): City {
  const residents = settle(rng.fork('residents'), size, from);
  const activity = rng.fork('activity');
  const pickBy = createWeightedPicker(residents.map(() => Math.min(40, pareto(activity, 1.5))));
  const pickResident = (draw: Rng): Account => residents[pickBy(draw)] as Account;

  const byCommunity: Account[][] = Array.from({ length: COMMUNITIES }, () => []);
  for (const resident of residents) byCommunity[resident.community]?.push(resident);

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

  const posts = planPosts(rng.fork('posts'), { celebrities, pickResident, count: size.posts, from, to });
  const feeds = Array.from({ length: COMMUNITIES }, (_, c) =>
    createFeed(posts.filter((post) => post.community === c)),
  );
  const frontPage = createFeed(posts.filter((post) => post.weight >= FRONT_PAGE_WEIGHT));
  const everything = createFeed(posts);

  return {
    residents,
    posts,
    celebrities,
    pickResident,
    pickPost(draw, at, community) {
      const where = draw.next();
      const own = where < OWN_COMMUNITY ? feeds[community]?.(draw, at) : undefined;
      const front = where > 1 - FRONT_PAGE ? frontPage(draw, at) : undefined;
      return own ?? front ?? (everything(draw, at) as CityPost);
    },
    pickFollower(draw, author) {
      const club = chance(draw, 0.8) ? (byCommunity[author.community] as Account[]) : residents;
      const start = Math.floor(author.place * club.length);
      return club[(start + skewedIndex(draw, Math.min(club.length, 400), 2.5)) % club.length] as Account;
    },
  };
}

interface PostPlan {
  readonly celebrities: City['celebrities'];
  readonly pickResident: (rng: Rng) => Account;
  readonly count: number;
  readonly from: number;
  readonly to: number;
}

/** `count` posts within the stretch, and as many per day in the day before it; in order of time. */
function planPosts(rng: Rng, { celebrities, pickResident, count, from, to }: PostPlan): CityPost[] {
  const postId = createIdMaker('city', 'post');
  const total = count + Math.ceil((count * DAY) / (to - from));
  const famous = Math.min(celebrities.length * 6, Math.floor(total / 20));
  const posts: CityPost[] = [];
  for (let i = 0; i < total; i++) {
    const at = i < count ? wakingTime(rng, from, to) : wakingTime(rng, from - DAY, from);
    const star = i < famous ? celebrities[i % celebrities.length]?.author : undefined;
    const author = star ?? pickResident(rng);
    const weight = Math.min(400, pareto(rng, POPULARITY)) * (star ? 12 : 1);
    posts.push({ id: postId(i), serial: i, at, author, community: author.community, weight });
  }
  return posts.sort((a, b) => a.at - b.at);
}
