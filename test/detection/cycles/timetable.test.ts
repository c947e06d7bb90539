import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterCycle,
  alignedWindow,
  type Horizon,
  type HorizonState,
  nextDue,
  PATIENCE,
  untilDue,
} from '../../../src/detection/cycles/timetable.ts';

const HOUR: Horizon = { name: 'hour', lookBackMs: 3_600_000, everyMs: 30_000 };
const DAY: Horizon = { name: 'day', lookBackMs: 86_400_000, everyMs: 600_000 };
const WEEK: Horizon = { name: 'week', lookBackMs: 7 * 86_400_000, everyMs: 86_400_000 };
const NOW = Date.UTC(2026, 4, 2, 10, 0, 10);

const fresh = (...horizons: readonly Horizon[]): readonly HorizonState[] =>
  horizons.map((horizon) => ({ horizon, doneUntil: null, passedOver: 0 }));

/** Runs cycles that take `seconds` of each horizon for a while; the names in order. */
function simulate(seconds: Readonly<Record<string, number>>, cycles: number): string[] {
  let states = fresh(WEEK, DAY, HOUR);
  let now = NOW;
  const names: string[] = [];
  while (names.length < cycles) {
    now += untilDue(states, now);
    const due = nextDue(states, now);
    if (due === null) throw new Error('nothing is due when something should be');
    const { name } = due.horizon;
    const doneUntil = alignedWindow(due.horizon, now).to;
    names.push(name);
    now += (seconds[name] ?? 0) * 1_000;
    states = afterCycle(states, { name, doneUntil, now });
  }
  return names;
}

describe('the timetable', () => {
  test('a window ends at a multiple of its period and is as long as it looks back', () => {
    expect(alignedWindow(HOUR, NOW)).toEqual({ from: NOW - 10_000 - 3_600_000, to: NOW - 10_000 });
  });

  test('every moment of one period has the same window, which never reaches into the future', () => {
    fc.assert(
      fc.property(
        fc.nat(2 ** 40),
        fc.integer({ min: 1, max: 10 ** 8 }),
        fc.nat(10 ** 9),
        (at, everyMs, back) => {
          const horizon = { name: 'any', lookBackMs: back, everyMs };
          const { from, to } = alignedWindow(horizon, at);
          expect(to).toBeLessThanOrEqual(at);
          expect(at - to).toBeLessThan(everyMs);
          expect(to - from).toBe(back);
          expect(alignedWindow(horizon, to)).toEqual({ from, to });
          expect(alignedWindow(horizon, to + everyMs - 1)).toEqual({ from, to });
        },
      ),
    );
  });

  test('of those that are due the shortest goes first', () => {
    expect(simulate({}, 3)).toEqual(['hour', 'day', 'week']);
  });

  test('nothing is due twice in one period, and what comes next is known', () => {
    const done = fresh(HOUR).map((state) => ({ ...state, doneUntil: alignedWindow(HOUR, NOW).to }));
    expect(nextDue(done, NOW)).toBeNull();
    expect(untilDue(done, NOW)).toBe(20_000);
    expect(nextDue(done, NOW + 20_000)?.horizon.name).toBe('hour');
  });

  test('a cycle that takes longer than its period does not starve the longer ones', () => {
    const names = simulate({ hour: 100, day: 200, week: 300 }, 60);
    const gap = names.slice(names.indexOf('day') + 1).indexOf('day');
    expect(gap).toBeGreaterThan(0);
    expect(names.indexOf('week')).toBeLessThanOrEqual(2 * (PATIENCE + 1));
    for (const name of ['hour', 'day']) expect(names.filter((one) => one === name).length).toBeGreaterThan(5);
  });

  test('missed periods are not made up for', () => {
    const late = fresh(HOUR).map((state) => ({
      ...state,
      doneUntil: alignedWindow(HOUR, NOW).to - 40 * 30_000,
    }));
    const due = nextDue(late, NOW);
    const states = afterCycle(late, { name: 'hour', doneUntil: alignedWindow(HOUR, NOW).to, now: NOW });
    expect(due?.horizon.name).toBe('hour');
    expect(nextDue(states, NOW)).toBeNull();
  });

  test('a clock that was set back makes nothing due', () => {
    const done = fresh(HOUR).map((state) => ({ ...state, doneUntil: NOW }));
    expect(nextDue(done, NOW - 3_600_000)).toBeNull();
  });
});
