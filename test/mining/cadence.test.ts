import { describe, expect, it } from 'vitest';
import { cadence } from '../../src/mining/index.ts';
import { arrivals, mondayMs, sorted } from './rhythms.ts';
import { seeded } from './traces.ts';

const script = (rng: () => number, count: number) => {
  let time = mondayMs;
  const times = Array.from({ length: count }, () => {
    time += 4_000 + rng() * 1_000;
    return Math.floor(time / 1_000) * 1_000;
  });
  return sorted(times);
};

describe('cadence', () => {
  it.each([7, 30, 300])('of %i Poisson arrivals is nothing', (count) => {
    let sum = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const times = sorted(arrivals(seeded(seed), { perDay: 500, days: 2 }).slice(0, count));
      expect(times.length).toBe(count);
      const { nats } = cadence(times);
      expect(nats).toBeLessThan(4);
      sum += nats;
    }
    expect(sum / 20).toBeLessThan(0.5);
  });

  it('of a script is a lot, and more with every account', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const few = cadence(script(seeded(seed), 7));
      const many = cadence(script(seeded(seed), 70));
      expect(few.nats).toBeGreaterThan(4);
      expect(many.nats).toBeGreaterThan(60);
      expect(many.shape).toBeGreaterThan(20);
      expect(many.meanGapMs / 4_500).toBeCloseTo(1, 1);
    }
  });

  it('of arrivals in clumps is nothing', () => {
    const rng = seeded(3);
    const clumps = Array.from({ length: 20 }, (_, i) => mondayMs + i * 3_600_000).flatMap((start) =>
      Array.from({ length: 5 }, () => start + Math.floor(rng() * 20_000)),
    );
    expect(cadence(sorted(clumps)).nats).toBe(0);
  });

  it('cannot be told below the resolution of the clock', () => {
    // Every five seconds, written down to the minute.
    const times = Array.from({ length: 240 }, (_, i) => mondayMs + Math.floor((i * 5) / 60) * 60_000);
    expect(cadence(sorted(times)).nats).toBeLessThan(3);
  });

  it('of two or three times is nothing', () => {
    expect(cadence(sorted([1, 2, 3])).nats).toBe(0);
    expect(cadence(sorted([])).gaps).toBe(0);
  });
});
