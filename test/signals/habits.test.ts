import { describe, expect, test } from 'vitest';
import { machineHabits } from '../../src/signals/habits.ts';
import { evaluateSignal, type Habits } from '../../src/signals/index.ts';
import { jointAwakening } from '../../src/signals/joint-awakening.ts';
import { members, platform, view } from '../support/cluster-views.ts';

const UNKNOWN: Habits = { hoursOfDay: null, unevenness: null, awokeAt: null };
const withHabits = (count: number, habitsOf: (n: number) => Partial<Habits>) =>
  view({ members: members(count, (n) => ({ habits: { ...UNKNOWN, ...habitsOf(n) } })) });

describe('habits of machines', () => {
  const usual = platform({ habits: { hoursKnown: 5_000, sleepless: 50, pacesKnown: 5_000, clockwork: 25 } });
  const read = (habitsOf: (n: number) => Partial<Habits>) =>
    evaluateSignal(machineHabits, withHabits(20, habitsOf), usual);

  test('accounts that never sleep have weight', () => {
    const found = read((n) => ({ hoursOfDay: n < 15 ? 24 : 9 }));
    expect(found.value).toBe(0.75);
    expect(found.weight_nats).toBeGreaterThan(20);
  });

  test('accounts that act like a clock have weight', () => {
    expect(read(() => ({ unevenness: 0.1 })).weight_nats).toBeGreaterThan(50);
  });

  test('people who sleep and dawdle have none', () => {
    expect(read((n) => ({ hoursOfDay: 10 + (n % 6), unevenness: 0.7 + n / 20 }))).toMatchObject({
      value: 0,
      weight_nats: 0,
    });
  });

  test('where everybody is up all night it proves nothing', () => {
    const night = platform({ habits: { hoursKnown: 5_000, sleepless: 2_000, pacesKnown: 0, clockwork: 0 } });
    expect(
      evaluateSignal(
        machineHabits,
        withHabits(20, () => ({ hoursOfDay: 24 })),
        night,
      ).weight_nats,
    ).toBe(0);
  });

  test('a day is too short to know who sleeps', () => {
    expect(read(() => ({})).abstained).toMatch(/too few/);
  });
});

describe('asleep, then awake together', () => {
  const DAY = 86_400_000;
  const WOKE = Date.UTC(2026, 4, 20);
  const others = Float64Array.from({ length: 900 }, (_, n) => WOKE - 30 * DAY + n * (DAY / 15)).sort();
  const usual = platform({ watched: 9_000, awakenings: others });
  const read = (awokeAt: (n: number) => number | null, of = usual) =>
    evaluateSignal(
      jointAwakening,
      withHabits(30, (n) => ({ awokeAt: awokeAt(n) })),
      of,
    );

  test('most of a group within hours has weight, and says when', () => {
    const found = read((n) => (n < 24 ? WOKE + n * 600_000 : null));
    expect(found.value).toBe(0.8);
    expect(found.weight_nats).toBeGreaterThan(50);
    expect(found.evidence[0]?.times[0]).toBe(new Date(WOKE).toISOString());
  });

  test('people who come back on days of their own have none', () => {
    expect(read((n) => WOKE - n * 2 * DAY).weight_nats).toBe(0);
  });

  test('a day on which everybody came back proves nothing', () => {
    const all = Float64Array.from({ length: 4_000 }, (_, n) => WOKE + n * 4_000);
    expect(read((n) => WOKE + n * 600_000, platform({ watched: 9_000, awakenings: all })).weight_nats).toBe(
      0,
    );
  });

  test('it cannot tell in a window of a day', () => {
    expect(read(() => null, platform({ watched: 0 })).abstained).toMatch(/too short/);
  });
});
