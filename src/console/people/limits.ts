/** How often somebody may ask, and how often guess a password. Kept in this process: a restart forgives. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HttpProblem } from '../server/problems.ts';

export interface Limits {
  /** Counts a request. @throws HttpProblem `too-many-requests`. */
  request(who: string): Promise<void>;
  /** @throws HttpProblem `locked-out` where too many wrong passwords came for the name or from the address. */
  mayGuess(name: string, address: string): Promise<void>;
  /** Counts a wrong password; true when that locks the name or the address. */
  wrongPassword(name: string, address: string): Promise<boolean>;
  rightPassword(name: string): Promise<void>;
}

const QUARTER = 15 * 60;
const WRONG_BY_NAME = 5;
const WRONG_BY_ADDRESS = 20;

export function createLimits({ requestsAMinute = 1_200 } = {}): Limits {
  const requests = new RateLimiterMemory({ points: requestsAMinute, duration: 60 });
  const names = new RateLimiterMemory({ points: WRONG_BY_NAME, duration: QUARTER, blockDuration: QUARTER });
  const addresses = new RateLimiterMemory({
    points: WRONG_BY_ADDRESS,
    duration: QUARTER,
    blockDuration: QUARTER,
  });
  const key = (name: string) => name.normalize('NFKC').toLowerCase();
  const used = async (limiter: RateLimiterMemory, who: string, most: number) => {
    const found = await limiter.get(who);
    return found !== null && found.consumedPoints >= most ? found.msBeforeNext / 1_000 : 0;
  };
  return {
    async request(who) {
      await requests.consume(who).catch((error: unknown) => {
        const seconds = error instanceof RateLimiterRes ? error.msBeforeNext / 1_000 : 60;
        throw new HttpProblem('too-many-requests', 'too many requests within a minute', {
          retryAfterSeconds: seconds,
        });
      });
    },
    async mayGuess(name, address) {
      const seconds = Math.max(
        await used(names, key(name), WRONG_BY_NAME),
        await used(addresses, address, WRONG_BY_ADDRESS),
      );
      if (seconds > 0)
        throw new HttpProblem('locked-out', 'too many wrong passwords', { retryAfterSeconds: seconds });
    },
    async wrongPassword(name, address) {
      const count = async (limiter: RateLimiterMemory, who: string) =>
        (await limiter.penalty(who, 1)).consumedPoints;
      const [byName, byAddress] = [await count(names, key(name)), await count(addresses, address)];
      return byName === WRONG_BY_NAME || byAddress === WRONG_BY_ADDRESS;
    },
    async rightPassword(name) {
      await names.delete(key(name));
    },
  };
}
