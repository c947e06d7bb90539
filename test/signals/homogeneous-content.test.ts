import { describe, expect, test } from 'vitest';
import { homogeneousContent, retoldContent } from '../../src/signals/homogeneous-content.ts';
import { evaluateSignal, type MemberAction } from '../../src/signals/index.ts';
import { action, census, members, platform, view } from '../support/cluster-views.ts';

const AUTHORS = 12;
/** What a member wrote, in a family of near copies; null for a text that proves nothing. */
const wrote = (by: number, textFamily: number | null, text = `text of family ${textFamily}`): MemberAction =>
  action(by, { action: 'comment', text, textFamily, targetId: `p${by}` });
const everybody = (textFamily: number | null, text?: string) =>
  Array.from({ length: AUTHORS }, (_, by) => wrote(by, textFamily, text));
/** One text of each member that nobody else has. */
const own = (from: number) => Array.from({ length: AUTHORS }, (_, by) => wrote(by, from + by));

const read = (
  actions: readonly MemberAction[],
  counts: Readonly<Record<string, number>> = {},
  authors = 5_000,
) =>
  evaluateSignal(
    homogeneousContent,
    view({ members: members(AUTHORS), actions }),
    platform({ texts: 20_000, textFamilies: census(authors, counts) }),
  );
const copied = (families: number, population = AUTHORS) =>
  Object.fromEntries(Array.from({ length: families }, (_, id) => [String(id), population]));

describe('texts copied among the same people', () => {
  test('have weight when there are many of them, and they are shown', () => {
    const texts = Array.from({ length: 8 }, (_, id) => everybody(id)).flat();
    const found = read(texts, copied(8));
    expect(found.value).toBe(1);
    expect(found.weight_nats).toBeGreaterThan(50);
    expect(found.evidence[1]?.texts[0]).toMatch(/^text of family \d$/);
    expect(found.evidence[1]?.accounts).toHaveLength(AUTHORS);
  });

  test('have the more weight, the more of them there are', () => {
    const weights = [1, 2, 4, 8].map(
      (count) =>
        read(Array.from({ length: count }, (_, id) => everybody(id)).flat(), copied(count)).weight_nats,
    );
    expect(weights[0]).toBe(0);
    for (let n = 1; n < weights.length; n += 1)
      expect(weights[n]).toBeGreaterThanOrEqual(weights[n - 1] as number);
    expect(weights[3]).toBeGreaterThan(weights[1] as number);
  });

  test('have no weight when everybody on the platform copies them', () => {
    const texts = Array.from({ length: 8 }, (_, id) => everybody(id)).flat();
    expect(read(texts, copied(8, 5 * AUTHORS + 1)).weight_nats).toBe(0);
  });
});

describe('manuscripts retold', () => {
  const retelling = (textSource: number | null) =>
    Array.from({ length: AUTHORS }, (_, by) => ({
      ...wrote(by, 100 * (1 + (textSource ?? 0)) + by),
      textSource,
    }));
  const readRetold = (actions: readonly MemberAction[], population = AUTHORS) =>
    evaluateSignal(
      retoldContent,
      view({ members: members(AUTHORS), actions }),
      platform({
        texts: 20_000,
        textFamilies: census(5_000),
        textSources: census(5_000, copied(8, population)),
      }),
    );
  const several = [0, 1, 2, 3, 4].flatMap(retelling);

  test('have weight when mostly members retell them, though no two texts are copies', () => {
    expect(readRetold(several)).toMatchObject({ value: 1 });
    expect(readRetold(several).weight_nats).toBeGreaterThan(10);
  });

  test('have none when it is one, when the public retells them, or among many texts of their own', () => {
    expect(readRetold(retelling(0)).weight_nats).toBe(0);
    expect(readRetold(several, 5 * AUTHORS + 1).weight_nats).toBe(0);
    const others = Array.from({ length: 15 }, () => retelling(null)).flat();
    expect(readRetold([...several, ...others]).weight_nats).toBe(0);
  });

  test('are not known of where no text is like another', () => {
    expect(readRetold(retelling(null)).value).toBeNull();
  });
});

test('one slogan copied by everyone has no weight, though it alone would pay for having been chosen', () => {
  // Among 200 authors the choice of 12 costs 12 · (ln(200 / 12) + 1) = 46 nats; the slogan is worth 11 · ln(20000 / 24) = 74.
  expect(read(everybody(0), { 0: AUTHORS }, 200)).toMatchObject({ value: 1, weight_nats: 0 });
  expect(read([...everybody(0), ...own(100)], { 0: AUTHORS }, 200)).toMatchObject({
    value: 0.5,
    weight_nats: 0,
  });
  expect(
    read([...everybody(0), ...everybody(1)], { 0: AUTHORS, 1: AUTHORS }, 200).weight_nats,
  ).toBeGreaterThan(0);
});

test('copies that are a small part of what they write have no weight', () => {
  const copies = [0, 1, 2].flatMap((id) => everybody(id));
  const rest = Array.from({ length: 9 }, (_, n) => own(100 * (n + 1))).flat();
  const found = read([...copies, ...rest], copied(3));
  expect(found.value).toBe(0.25);
  expect(found.weight_nats).toBe(0);
});

test('texts of their own have value 0 and no weight', () => {
  expect(read([...own(100), ...own(200)])).toMatchObject({ value: 0, weight_nats: 0, abstained: null });
});

test('a text that one member repeats is no copy of another', () => {
  const repeats = Array.from({ length: AUTHORS }, (_, by) => [
    wrote(by, by),
    wrote(by, by),
    wrote(by, by),
  ]).flat();
  expect(read(repeats)).toMatchObject({ value: 0, weight_nats: 0 });
});

describe('it cannot tell', () => {
  test('from stock phrases, however often they are copied', () => {
    const found = read([...everybody(null, '加油'), ...everybody(null, '转发微博')]);
    expect(found).toMatchObject({ value: null, weight_nats: 0 });
    expect(found.abstained).toBe('0 of 12 accounts wrote texts long enough to compare');
  });

  test('where few of the members write', () => {
    expect(read([wrote(0, 0), wrote(1, 0), wrote(2, 0)]).abstained).toMatch(/^3 of 12/);
  });
});

test('hidden characters in the copies are counted and not shown', () => {
  const texts = Array.from({ length: 4 }, (_, id) =>
    everybody(id, `这家店的服务\u200b真的很不错 ${id}`),
  ).flat();
  const shown = read(texts, copied(4)).evidence[1];
  expect(shown?.en).toContain('12 hide characters');
  for (const text of shown?.texts ?? []) expect(text).not.toContain('\u200b');
});
