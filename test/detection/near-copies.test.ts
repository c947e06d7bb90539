/** Families of near copies, read through the real engine: as acts of their authors, whatever came first. */
import { beforeEach, expect, test } from 'vitest';
import type { ActionEvent } from '../../src/contract/index.ts';
import { readFacts } from '../../src/detection/facts/read-facts.ts';
import { findNearCopies } from '../../src/detection/near-copies.ts';
import { createRng } from '../../src/redteam/index.ts';
import { storedEvents } from '../support/stored-events.ts';

const stored = storedEvents();
beforeEach(() => stored.clear());

const T = Date.UTC(2026, 4, 2);
const WINDOW = { from: T, to: T + 86_400_000 };
const wrote = (n: number, text: string | null, fields: Partial<ActionEvent> = {}): ActionEvent => ({
  type: 'action',
  event_id: `e${n}`,
  account_id: `u${n}`,
  action: 'comment',
  target_id: 'p1',
  occurred_at: T + n * 1_000,
  text,
  ...fields,
});

/** Event ids by family; only families of two texts or more. */
async function families(ids: readonly string[]) {
  const { facts, texts } = await readFacts(stored.store, WINDOW);
  const copies = findNearCopies(texts, facts.acts);
  const keys = await stored.store.rows(
    'SELECT event_id AS id, toString(event_key) AS key FROM actions FINAL',
  );
  const textOf = new Map(keys.map(({ id, key }) => [String(id), texts.event.indexOf(BigInt(String(key)))]));
  const lists = new Map<number, string[]>();
  for (const id of ids) {
    const family = copies.families[textOf.get(id) as number];
    if (family !== undefined) lists.set(family, [...(lists.get(family) ?? []), id]);
  }
  return { copies, groups: [...lists.values()].filter(({ length }) => length > 1) };
}

const REVIEW = '这家新开的火锅店味道非常正宗，服务也很热情，强烈推荐给大家';
const PRAISE = 'The new season of this show is the best thing that I have watched in many years';
const texts = [
  ...['', '！', '，真的', ' 😀', '～'].map((tail) => `${REVIEW}${tail}`),
  ...['', '!', ' ever', ' #show', ' :)'].map((tail) => `${PRAISE}${tail}`),
  ...Array.from({ length: 30 }, (_, n) => {
    const rng = createRng(n);
    return Array.from({ length: 10 }, () => (rng.int(2 ** 30) + 2 ** 30).toString(36)).join(' ');
  }),
];
const events = texts.map((text, n) => wrote(n, text));
const ids = events.map(({ event_id }) => event_id);

test('copies with other endings are one family, and texts of their own are none', async () => {
  await stored.add(events);
  const { groups, copies } = await families(ids);
  expect(groups).toEqual([ids.slice(0, 5), ids.slice(5, 10)]);
  expect([...copies.accountsOfFamily.values()]).toEqual([5, 5]);
  expect(copies).toMatchObject({ texts: 40, authors: 40 });
});

test('families and traces do not depend on the order of arrival', async () => {
  await stored.add(events);
  const { copies: before } = await families(ids);
  const rng = createRng(1);
  const mixed = events.map((event) => ({ event, place: rng.next() })).sort((a, b) => a.place - b.place);
  await stored.clear();
  await stored.add(
    mixed.slice(20).map(({ event }) => event),
    mixed.slice(0, 25).map(({ event }) => event),
  );
  const { copies: after } = await families(ids);
  expect(after.traces.columns).toEqual(before.traces.columns);
  expect(after.accountsOfFamily).toEqual(before.accountsOfFamily);
});

test('rows come by family and time, once for each author and moment', async () => {
  const again = wrote(0, `${REVIEW}。`, { event_id: 'same moment' });
  await stored.add([...events, again]);
  const { copies } = await families(ids);
  const { bucket, at, account, length } = copies.traces.columns;
  expect(length).toBe(40);
  const rows = Array.from({ length }, (_, row) => [bucket[row], at[row], account[row]] as number[]);
  const sorted = [...rows].sort(
    (x, y) =>
      (x[0] as number) - (y[0] as number) ||
      (x[1] as number) - (y[1] as number) ||
      (x[2] as number) - (y[2] as number),
  );
  expect(rows).toEqual(sorted);
});

test('empty texts, stock phrases and short ones are in no family', async () => {
  const nothing = [null, '', '   ', '加油', '转发微博', 'great post', '哈哈哈哈哈哈哈哈', '\u200b\u200b'];
  await stored.add(nothing.flatMap((text, n) => [wrote(2 * n, text), wrote(2 * n + 1, text)]));
  const { copies, groups } = await families(nothing.flatMap((_, n) => [`e${2 * n}`, `e${2 * n + 1}`]));
  expect(groups).toEqual([]);
  expect(copies.traces.columns.length).toBe(0);
  expect(copies).toMatchObject({ texts: 0, authors: 0 });
});

test('texts outside the window are not read', async () => {
  await stored.add([wrote(0, REVIEW), wrote(1, REVIEW, { occurred_at: WINDOW.to })]);
  expect((await families(['e0', 'e1'])).copies.texts).toBe(1);
});
