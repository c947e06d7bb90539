/** Hours that are counted once and kept are those that are stored, as time goes on and late events come. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readActivity } from '../../src/console/overview/activity.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const END = Date.UTC(2026, 5, 1);
let store: Store;
let number = 0;

/** One action of an account of its own at each of these moments. */
const act = (times: readonly number[]) =>
  store.insertRows(
    'actions',
    times.map((at) => ({
      event_id: `e${++number}`,
      account_id: `u${number % 5}`,
      action: 'like',
      target_id: 't',
      occurred_at: at,
      source: 'test',
      partition: 0,
      offset: number,
    })),
  );
/** Another way: every action read, and counted here. */
async function counted(from: number, to: number) {
  const rows = await store.rows('SELECT account_id, toUnixTimestamp64Milli(occurred_at) AS at FROM actions');
  const hours = Map.groupBy(rows, ({ at }) => Math.floor(Number(at) / HOUR));
  return [...hours]
    .filter(([hour]) => hour >= Math.floor(from / HOUR) && hour <= Math.floor(to / HOUR))
    .sort(([a], [b]) => a - b)
    .map(([hour, of]) => ({
      hour,
      actions: of.length,
      accounts: new Set(of.map(({ account_id }) => account_id)).size,
    }));
}

beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => END });
  await act(Array.from({ length: 500 }, (_, i) => END - 40 * DAY + i * 2 * HOUR + (i % 7) * 60_000));
});
afterAll(() => store?.close());

test('as stored, for any stretch, the longer one after the shorter one', async () => {
  for (const weeks of [2, 1, 5, 3]) {
    const span = { from: END - weeks * 7 * DAY, to: END };
    expect(await readActivity(store, { ...span, now: END })).toEqual(await counted(span.from, span.to));
  }
});

test('as time goes on, what is new is counted', async () => {
  await act([END + DAY, END + 9 * DAY, END + 9 * DAY + 1]);
  const span = { from: END - 20 * DAY, to: END + 10 * DAY };
  expect(await readActivity(store, { ...span, now: END + HOUR })).toEqual(await counted(span.from, span.to));
});

test('an event that is a few days late is seen at once, one that is weeks late within a day', async () => {
  const span = { from: END - 20 * DAY, to: END + 10 * DAY };
  await act([span.to - 3 * DAY]);
  expect(await readActivity(store, { ...span, now: END + HOUR })).toEqual(await counted(span.from, span.to));
  await act([END - 15 * DAY]);
  const later = { ...span, now: END + 26 * HOUR };
  await readActivity(store, later);
  await expect.poll(() => readActivity(store, later)).toEqual(await counted(span.from, span.to));
});
