import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Burst, findBursts, timeResolution } from '../../src/mining/index.ts';
import { arrivals, dayMs, hourMs, humanShape, mondayMs, sorted } from './rhythms.ts';
import { seeded } from './traces.ts';

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const countAll = (bursts: readonly Burst[]) => bursts.reduce((sum, { count }) => sum + count, 0);

describe('bursts', () => {
  it.each([0.5, 5, 50, 500, 5_000])(
    'are none in honest registrations, %d a day, of any of 20 seeds',
    (perDay) => {
      const days = perDay > 1_000 ? 30 : 60;
      for (const seed of seeds.slice(0, perDay > 1_000 ? 5 : 20)) {
        const times = sorted(arrivals(seeded(seed), { perDay, days, shape: humanShape }));
        expect(findBursts(times)).toEqual([]);
      }
    },
  );

  it('of a script are all found, without the honest registrations between them', () => {
    for (const seed of seeds) {
      const rng = seeded(seed);
      const honest = arrivals(rng, { perDay: 1.3, days: 60 });
      const scripted: number[] = [];
      for (let half = 0; half < 96; half++) {
        let time = mondayMs + 30 * dayMs + (half + rng() * 0.9) * (hourMs / 2);
        for (let j = 0; j < 7; j++) {
          scripted.push(Math.floor(time / 1_000) * 1_000);
          time += 4_000 + rng() * 1_000;
        }
      }
      const times = sorted([...honest, ...scripted]);
      const bursts = findBursts(times);
      const inside = (time: number) => bursts.some(({ from, to }) => time >= from && time <= to);
      expect(scripted.filter(inside).length / scripted.length).toBeGreaterThanOrEqual(0.97);
      expect(bursts.length).toBeGreaterThan(80);
      // An honest one may fall into the seconds of a burst; the days of the script have about 2.6 of them.
      expect(honest.filter(inside).length).toBeLessThanOrEqual(1);
      for (const { from, to } of bursts) expect(to - from).toBeLessThan(5 * 60_000);
    }
  });

  it('do not raise the rhythm that they are measured by, though five days in two months are theirs', () => {
    const rng = seeded(4);
    const honest = arrivals(rng, { perDay: 50, days: 60, shape: humanShape });
    const starts = [20, 22, 25, 28, 31].map((day) => mondayMs + (day + 0.4) * dayMs);
    const batches = starts.flatMap((start) =>
      Array.from({ length: 1_000 }, () => start + Math.floor(rng() * 600) * 1_000),
    );
    const bursts = findBursts(sorted([...honest, ...batches]));
    expect(bursts.length).toBe(5);
    expect(countAll(bursts)).toBeGreaterThanOrEqual(4_950);
    for (const [i, start] of starts.entries()) {
      expect(Math.abs((bursts[i]?.from ?? 0) - start)).toBeLessThan(60_000);
      // 50 a day and what the hour makes of it: less than 2 in twenty minutes.
      expect(bursts[i]?.expected).toBeLessThan(2);
    }
  });

  it('of hours come out whole', () => {
    const rng = seeded(5);
    const honest = arrivals(rng, { perDay: 3, days: 90 });
    const batch = Array.from(
      { length: 320 },
      () => mondayMs + 40.3 * dayMs + Math.floor(rng() * 9 * 3_600) * 1_000,
    );
    const bursts = findBursts(sorted([...honest, ...batch]));
    expect(countAll(bursts)).toBeGreaterThanOrEqual(316);
    expect(bursts.length).toBeLessThanOrEqual(3);
  });

  it.each([5, 50, 500])('are none in a promotion that brings five times %d in one day', (perDay) => {
    for (const seed of seeds) {
      const rng = seeded(seed);
      const promoted = (time: number) => (Math.floor((time - mondayMs) / dayMs) === 30 ? 3.3 : 0.66);
      const times = sorted(arrivals(rng, { perDay: perDay / 0.66, days: 60, shape: promoted }));
      expect(findBursts(times)).toEqual([]);
    }
  });

  it('are none where only dates are known, or dates stand amid finer times', () => {
    for (const seed of seeds) {
      const fine = arrivals(seeded(seed), { perDay: 100, days: 60 });
      const dates = fine.map((time) => Math.floor(time / dayMs) * dayMs);
      expect(findBursts(sorted(dates))).toEqual([]);
      expect(findBursts(sorted(dates.map((time) => time - 8 * hourMs)))).toEqual([]);
      expect(findBursts(sorted(fine.map((time, i) => (i % 3 === 0 ? (dates[i] as number) : time))))).toEqual(
        [],
      );
    }
  });

  it('of dates are found by the day', () => {
    const dates = arrivals(seeded(1), { perDay: 5, days: 60 }).map(
      (time) => Math.floor(time / dayMs) * dayMs,
    );
    const batch = Array.from({ length: 200 }, () => mondayMs + 30 * dayMs);
    const bursts = findBursts(sorted([...dates, ...batch]));
    expect(bursts.map(({ from, to }) => [from, to])).toEqual([
      [mondayMs + 30 * dayMs, mondayMs + 30 * dayMs],
    ]);
  });

  it('do not overlap, hold what they say, and move with the clock', () => {
    const gaps = fc.array(fc.oneof(fc.nat({ max: 20_000 }), fc.nat({ max: 3 * dayMs })), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, (list) => {
        let now = mondayMs;
        const times = sorted(
          list.map((gap) => {
            now += gap;
            return now;
          }),
        );
        const bursts = findBursts(times);
        let free = 0;
        for (const { start, end, from, to, count, nats } of bursts) {
          expect(start).toBeGreaterThanOrEqual(free);
          expect([times[start], times[end - 1], end - start]).toEqual([from, to, count]);
          expect(nats).toBeGreaterThan(Math.log(999));
          free = end;
        }
        const later = findBursts(times.map((time) => time + 7 * dayMs));
        expect(later.map(({ start, end }) => [start, end])).toEqual(
          bursts.map(({ start, end }) => [start, end]),
        );
      }),
    );
  });

  it('of nothing, or of all at one time, are none', () => {
    expect(findBursts(sorted([]))).toEqual([]);
    expect(findBursts(new Float64Array(100).fill(mondayMs + 12_345))).toEqual([]);
  });
});

describe('the resolution of times', () => {
  it.each([
    ['days', dayMs],
    ['hours', hourMs],
    ['minutes', 60_000],
    ['seconds', 1_000],
    ['milliseconds', 1],
  ])('is %s where most are whole ones', (_, unit) => {
    const rng = seeded(2);
    const at = () => mondayMs + Math.floor(rng() * 90 * dayMs);
    const times = Array.from({ length: 1_000 }, (_, i) =>
      i % 5 === 0 ? at() : Math.floor(at() / unit) * unit,
    );
    expect(timeResolution(sorted(times))).toBe(unit);
  });

  it('is days, too, for the dates of another time zone', () => {
    const times = Array.from({ length: 90 }, (_, day) => mondayMs + day * dayMs + 16 * hourMs);
    expect(timeResolution(sorted(times))).toBe(dayMs);
  });
});
