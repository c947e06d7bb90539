/** What people read: posts by recency and weight. */
import type { CityPost } from './city.ts';
import { HOUR, MINUTE } from './clock.ts';
import { between, exponential, type Rng, upperBound } from './rng.ts';

/** Draws a post as a reader comes upon it at a time; undefined when the list is empty. */
export type Feed = (rng: Rng, at: number) => CityPost | undefined;

/** A list of posts, in order of time, that can be read in O(log n), without scanning. */
export function createFeed(posts: readonly CityPost[]): Feed {
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
