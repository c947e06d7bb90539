/** When residents open the app: by the rhythm of the day, after signing up, and on switching to a second account. */
import type { Account } from './accounts.ts';
import type { Browser } from './browse.ts';
import type { City } from './city.ts';
import { type Emit, MINUTE, SECOND } from './clock.ts';
import { between, chance, exponential, type Rng } from './rng.ts';

/** A mean number of actions in a sitting, drawn: at least one. */
export function sittingLength(rng: Rng, mean: number): number {
  return 1 + Math.floor(exponential(rng, mean - 0.5));
}

interface Sitter {
  readonly rng: Rng;
  readonly city: City;
  readonly browser: Browser;
  readonly emit: Emit;
}

/** Somebody has just signed up: looks around, and mostly follows the account that the app suggests to newcomers. */
export function arrive({ rng, city, browser, emit }: Sitter, account: Account): void {
  const at = account.registeredAt + between(rng, 20, 300) * SECOND;
  const post = city.suggested.findLast((candidate) => candidate.at < at);
  if (post && chance(rng, 0.6)) {
    browser.react(account, 'follow', post, at, emit);
    if (chance(rng, 0.4)) browser.react(account, 'like', post, at + between(rng, 2, 40) * SECOND, emit);
  }
  browser.sitting(account, at + MINUTE, sittingLength(rng, 4), emit);
}

/** Both accounts of a person like one post, and the second stays for a while. */
export function switchAccount(
  { rng, city, browser, emit }: Sitter,
  first: Account,
  second: Account,
  at: number,
): void {
  const post = city.pickPost(rng, at, first.community);
  browser.react(first, 'like', post, at, emit);
  const switched = at + between(rng, 15, 150) * SECOND;
  browser.react(second, 'like', post, switched, emit);
  browser.sitting(second, switched + 5 * SECOND, sittingLength(rng, 3), emit);
}
