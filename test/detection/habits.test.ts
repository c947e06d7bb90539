/** What the acts of a window say of how accounts live, read back from a store. */
import { beforeEach, describe, expect, test } from 'vitest';
import { readFacts } from '../../src/detection/facts/read-facts.ts';
import { findHabits } from '../../src/detection/habits.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';

const stored = storedEvents();
beforeEach(() => stored.clear());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 3, 1);
const WINDOW = { from: T, to: T + 30 * DAY };

let ids = 0;
const like = (account_id: string, occurred_at: number): TestEvent => {
  ids += 1;
  return {
    type: 'action',
    event_id: `e${ids}`,
    account_id,
    action: 'like',
    target_id: `p${ids}`,
    occurred_at,
  };
};

async function habitsOf(events: readonly TestEvent[], account_id: string) {
  await stored.add(events);
  const { facts, accounts } = await readFacts(stored.store, WINDOW);
  const habits = findHabits(facts, WINDOW);
  const [row] = await stored.store.rows('SELECT toString(sipHash64({id:String})) AS key', { id: account_id });
  return { ...habits, own: habits.of(accounts.find(BigInt(String(row?.key)))) };
}

describe('hours of the day', () => {
  const through = (hours: number) =>
    Array.from({ length: 4 * 24 }, (_, n) =>
      like('u', T + Math.floor(n / 24) * DAY + (n % hours) * HOUR + n),
    );

  test('an account that is active around the clock never sleeps', async () => {
    const { own, census } = await habitsOf(through(24), 'u');
    expect(own.hoursOfDay).toBe(24);
    expect(census).toMatchObject({ hoursKnown: 1, sleepless: 1 });
  });

  test('one that keeps to eight hours sleeps', async () => {
    const { own, census } = await habitsOf(through(8), 'u');
    expect(own.hoursOfDay).toBe(8);
    expect(census).toMatchObject({ hoursKnown: 1, sleepless: 0 });
  });

  test('a single day says nothing, however full it is', async () => {
    const { own } = await habitsOf(
      Array.from({ length: 96 }, (_, n) => like('u', T + n * (HOUR / 4))),
      'u',
    );
    expect(own.hoursOfDay).toBeNull();
  });
});

describe('pauses', () => {
  test('of a clock are even, those of a person are not', async () => {
    const clock = Array.from({ length: 20 }, (_, n) => like('clock', T + n * 5_000));
    const person = Array.from({ length: 20 }, (_, n) => like('person', T + 800 * n * n));
    expect((await habitsOf([...clock, ...person], 'clock')).own.unevenness).toBeCloseTo(0, 6);
    expect((await habitsOf([], 'person')).own.unevenness).toBeGreaterThan(0.5);
  });

  test('between sittings do not count', async () => {
    const { own } = await habitsOf(
      Array.from({ length: 12 }, (_, n) => like('u', T + n * HOUR)),
      'u',
    );
    expect(own.unevenness).toBeNull();
  });
});

describe('awakening', () => {
  test('is the first action after the longest silence of a week or more', async () => {
    const { own, awakenings, watched } = await habitsOf(
      [
        like('u', T),
        like('u', T + DAY),
        like('u', T + 12 * DAY),
        like('u', T + 13 * DAY),
        like('busy', T + DAY),
      ],
      'u',
    );
    expect(own.awokeAt).toBe(T + 12 * DAY);
    expect([...awakenings]).toEqual([T + 12 * DAY]);
    expect(watched).toBe(2);
  });

  test('who registered before the window was silent since it began; a newcomer was not', async () => {
    const registered = (account_id: string, at: number): TestEvent => ({
      type: 'account',
      account_id,
      registered_at: at,
    });
    const events = [
      registered('old', T - 300 * DAY),
      like('old', T + 20 * DAY),
      registered('new', T + 20 * DAY),
      like('new', T + 20 * DAY),
    ];
    expect((await habitsOf(events, 'old')).own.awokeAt).toBe(T + 20 * DAY);
    expect((await habitsOf([], 'new')).own.awokeAt).toBeNull();
  });
});
