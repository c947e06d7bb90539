/** Presence: how much of a crowd is one group. */
import { describe, expect, test } from 'vitest';
import { presenceNats } from '../../src/mining/index.ts';
import { createRng } from '../../src/redteam/index.ts';

describe('presenceNats', () => {
  test('nothing beyond the group’s usual share', () => {
    expect(presenceNats({ members: 5, population: 100, usual: 0.05 }, 1)).toBe(0);
    expect(presenceNats({ members: 4, population: 100, usual: 0.05 }, 1)).toBe(0);
  });

  test('the Chernoff bound, by hand: all four of four, usual 1 in 10, is 4·ln 10', () => {
    expect(presenceNats({ members: 4, population: 4, usual: 0.1 }, 1)).toBeCloseTo(4 * Math.log(10), 10);
  });

  test('what it was picked among is paid for, and a share of it counts for a share', () => {
    const occasion = { members: 50, population: 100, usual: 0.05 };
    const whole = presenceNats(occasion, 1);
    expect(presenceNats(occasion, 1_000)).toBeCloseTo(whole - Math.log(1_000), 10);
    expect(presenceNats({ ...occasion, share: 0.5 }, 1)).toBeCloseTo(whole / 2, 10);
  });

  test('chance reaches it no more often than e to its minus', () => {
    const rng = createRng(3);
    const [population, usual, trials] = [40, 0.1, 20_000];
    const reached = new Map([1, 2, 3, 4].map((nats) => [nats, 0]));
    for (let trial = 0; trial < trials; trial++) {
      let members = 0;
      for (let one = 0; one < population; one++) if (rng.int(1_000) < usual * 1_000) members++;
      const nats = presenceNats({ members, population, usual }, 1);
      for (const [bar, count] of reached) if (nats >= bar) reached.set(bar, count + 1);
    }
    for (const [bar, count] of reached)
      expect(count / trials, `${bar} nats`).toBeLessThanOrEqual(Math.exp(-bar));
  });
});
