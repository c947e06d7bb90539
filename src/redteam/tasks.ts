/** Work for hire: which puppets are on duty for a task, and which posts somebody pays for. */
import type { Account } from './accounts.ts';
import type { City, CityPost } from './city.ts';
import { HOUR, MINUTE } from './clock.ts';
import type { Member } from './group.ts';
import { cellCount } from './hire.ts';
import { between, type Rng, sample, upperBound } from './rng.ts';
import type { ScenarioInput } from './scenario.ts';

/** What decides who is on duty. */
export interface DutyKnobs {
  readonly accounts: number;
  readonly cells: number;
  readonly rotation: number;
}

/** The puppets that do a task, in random order. */
export type Rota = (rng: Rng, task: number) => Account[];

function onDuty(members: number, rotation: number): number {
  return Math.max(1, Math.round(members * rotation));
}

/** Tasks go to the cells in turn, by their number; each takes `rotation` of the cell. */
export function createRota(members: readonly Member[], rotation: number): Rota {
  const cells: Account[][] = [];
  for (const { account, cell = 0 } of members) {
    while (cells.length <= cell) cells.push([]);
    cells[cell]?.push(account);
  }
  return (rng, task) => {
    const cell = cells[task % cells.length] ?? [];
    return sample(rng, cell, onDuty(cell.length, rotation));
  };
}

/** How many puppets the smallest and the largest cell send to a task; what checks expect. */
export function shiftSizes(knobs: DutyKnobs): { readonly least: number; readonly most: number } {
  const perCell = Math.floor(knobs.accounts) / cellCount(knobs);
  const size = (members: number): number => Math.min(members, onDuty(members, Math.min(1, knobs.rotation)));
  return { least: size(Math.floor(perCell)), most: size(Math.ceil(perCell)) };
}

const isPopular = (post: CityPost): boolean => post.weight >= 12;
const isObscure = (post: CityPost): boolean => post.weight < 3;

/** Posts of the crowd that somebody pays for, written from `from` to `until`, obscure or (by share) popular. */
export function customerPosts(
  rng: Rng,
  { city, from, to }: Pick<ScenarioInput, 'city' | 'from' | 'to'>,
  count: number,
  popularShare: number,
  until = from + 0.7 * (to - from),
): CityPost[] {
  const today = city.posts.filter((post) => post.at >= from && post.at < until);
  const wanted = Math.round(count * Math.min(1, popularShare));
  const popular = sample(rng, today.filter(isPopular), wanted);
  return [...popular, ...sample(rng, today.filter(isObscure), count - popular.length)];
}

/** Draws one of the twenty newest popular posts at a time; none while there are none. O(log n). */
export function createPopularPicker(city: City): (rng: Rng, at: number) => CityPost | undefined {
  const popular = city.posts.filter(isPopular);
  const times = Float64Array.from(popular, (post) => post.at);
  return (rng, at) => {
    const end = upperBound(times, at);
    return popular[end - 1 - rng.int(Math.min(20, end))];
  };
}

/** When an order for a post is carried out: from twenty minutes to five hours after it, while its jitter still fits in. */
export function orderTime(rng: Rng, post: CityPost, jitterSeconds: number, to: number): number {
  const latest = Math.max(0, Math.min(5 * HOUR, to - post.at - 2000 * jitterSeconds));
  return post.at + between(rng, Math.min(latest, 20 * MINUTE), latest);
}

/** Customers, each by a post of theirs; no two posts are of one author. */
export function customers(rng: Rng, input: ScenarioInput, count: number, popularShare: number): CityPost[] {
  const known = new Set<string>();
  const posts = customerPosts(rng, input, 2 * Math.ceil(count), popularShare);
  const popular = Math.round(count * Math.min(1, popularShare));
  // The popular come first: as many of them as wanted, then the obscure.
  const ordered = [...posts.filter(isPopular).slice(0, popular), ...posts.filter(isObscure)];
  return ordered.filter(({ author }) => !known.has(author.id) && known.add(author.id)).slice(0, count);
}
