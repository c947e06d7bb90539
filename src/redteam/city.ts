/** What a city is: who lives in it, what is posted in it, and what its people would read at a time. */
import type { Account } from './accounts.ts';
import type { Rng } from './rng.ts';

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
