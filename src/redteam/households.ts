/** Who lives in the city: households, campuses, second accounts, phones passed on, and those who sign up meanwhile. */
import { type Account, type AccountWishes, createAccountMaker, type Profile } from './accounts.ts';
import type { CitySize } from './city.ts';
import { DAY, daysIn, localTime, MINUTE, type Stretch, wakingTime } from './clock.ts';
import { rareContact } from './contacts.ts';
import { homeNetwork, type Network, sharedSite } from './networks.ts';
import { chance, pick, type Rng, shuffle, skewedIndex } from './rng.ts';

export interface Population {
  /** In an order that says nothing. */
  readonly residents: readonly Account[];
  /** The other account of a person who has two. */
  readonly seconds: ReadonlyMap<Account, Account>;
}

const ON_CAMPUS = 0.1;
const SHARES_DEVICE = 0.12;
/** Share of first members of a household who signed up on a phone that somebody else has by now. */
const PASSED_ON = 0.12;
const SECOND_ACCOUNT = 0.025;
const INVITED = 0.07;
/** Share of the residents that signs up on each day of the stretch, and how many of those in the day's promotion. */
const NEWCOMERS = 0.006;
const IN_PROMOTION = 0.4;

/** When somebody signs up who does so within the stretch: any time, or in the two hours of a day's promotion. */
function signUpTime(rng: Rng, stretch: Stretch): number {
  // The last minute is left out, so that everybody is seen within the stretch.
  const last = Math.max(stretch.from + 1, stretch.to - MINUTE);
  if (!chance(rng, IN_PROMOTION)) return wakingTime(rng, stretch.from, last);
  const day = rng.int(daysIn(stretch.from, stretch.to));
  return Math.min(last - 1, localTime(stretch, 19 + 2 * rng.next() ** 1.4, day));
}

/** As many accounts as the city has. O(accounts). */
export function settle(rng: Rng, { accounts: count, rareProviders }: CitySize, stretch: Stretch): Population {
  const maker = createAccountMaker('city', rng, stretch.from);
  const sites = Array.from({ length: 6 }, () => sharedSite(rng));
  const residents: Account[] = [];
  const seconds = new Map<Account, Account>();
  const newcomers = Math.min(0.5, (NEWCOMERS * (stretch.to - stretch.from)) / DAY);
  const signUp = (): { registeredAt?: number } =>
    chance(rng, newcomers) ? { registeredAt: Math.floor(signUpTime(rng, stretch)) } : {};
  const providers = rng.fork('providers');
  const profile = (): Profile => ({
    ...(residents.length > 0 && chance(rng, INVITED) ? { invitedBy: pick(rng, residents).id } : {}),
    ...(chance(providers, rareProviders) ? { contact: rareContact(providers) } : {}),
  });
  const add = (wishes: AccountWishes, seat?: Profile['seat']): Account => {
    const account = maker.account({
      profile: { ...profile(), ...(seat ? { seat } : {}) },
      ...wishes,
      ...signUp(),
    });
    residents.push(account);
    return account;
  };

  while (residents.length < count) {
    const onCampus = chance(rng, ON_CAMPUS);
    const home: Network = onCampus ? pick(rng, sites) : homeNetwork(rng);
    const place = rng.next();
    const others = onCampus ? 0 : skewedIndex(rng, 4, 1.8);
    const old = others > 0 && chance(rng, PASSED_ON) ? maker.device() : undefined;
    const first = add({ home, place }, old && { device: old, network: home });
    for (let i = 0; i < others && residents.length < count; i++)
      add({ home, place, language: first.language, ...relative(rng, first, i === 0 ? old : undefined) });
    if (residents.length < count && chance(rng, SECOND_ACCOUNT))
      seconds.set(first, add(secondOf(first, rng)));
  }
  return { residents: shuffle(rng, residents), seconds };
}

/** A relative has the phone that was passed on, shares the first one's, or has an own one; tastes run in the family. */
function relative(rng: Rng, first: Account, passedOn: Account['device'] | undefined): AccountWishes {
  const community = chance(rng, 0.3) ? { community: first.community } : {};
  if (passedOn) return { ...community, device: passedOn };
  return chance(rng, SHARES_DEVICE)
    ? { ...community, device: first.device, mobile: first.mobile }
    : community;
}

const secondOf = (
  { device, home, mobile, place, language, community }: Account,
  rng: Rng,
): AccountWishes => ({
  device,
  home,
  mobile,
  place,
  language,
  ...(chance(rng, 0.6) ? { community } : {}),
  followers: rng.int(30),
});
