/** A topic whose first hour comes from one batch on one pool of phones names a group; what honest people do together names none. */
import { expect, test } from 'vitest';
import { findMadeTopics, madeTopicOf } from '../../src/detection/made-topics.ts';
import type { RegistrationBursts } from '../../src/detection/registration-bursts.ts';
import { withTopicGroups } from '../../src/detection/topic-groups.ts';
import type { Facts } from '../../src/traces/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The crowd's topics are used all day; the pushed one begins at noon. */
const CROWD = 600;
const NOON = 12 * 60 * MINUTE;
const PUSHED = 0;

interface Push {
  readonly accounts: number;
  /** Of those, from the first on, so many of one batch, and so many from the other end on a pool of phones. */
  readonly batch: number;
  readonly pooled: number;
  readonly perDevice?: number;
  /** How long before the topic began they registered. */
  readonly age?: number;
  readonly begins?: number;
}

function town({ accounts, batch, pooled, perDevice = 4, age = 30 * DAY, begins = NOON }: Push) {
  const uses = [
    ...Array.from({ length: CROWD }, (_, n) => ({
      account: accounts + n,
      topic: 1 + (n % 20),
      at: (n * DAY) / CROWD,
    })),
    ...Array.from({ length: accounts }, (_, account) => ({
      account,
      topic: PUSHED,
      at: begins + account * MINUTE,
    })),
  ].sort((a, b) => a.at - b.at);
  const acts = {
    length: uses.length,
    at: Float64Array.from(uses, ({ at }) => at),
    account: Uint32Array.from(uses, ({ account }) => account),
    topics: {
      keys: new BigUint64Array(21),
      row: Uint32Array.from(uses.keys()),
      value: Uint32Array.from(uses, ({ topic }) => topic),
    },
  };
  const everybody = Array.from({ length: accounts + CROWD }, (_, account) => account);
  const deviceOf = (account: number) =>
    account < accounts && account >= accounts - pooled
      ? Math.floor((accounts - 1 - account) / perDevice)
      : 1_000 + account;
  const devices = {
    account: Uint32Array.from(everybody),
    value: Uint32Array.from(everybody, deviceOf),
  };
  const registrations = new Map(
    Array.from({ length: batch }, (_, account) => [account, { burst: 0, at: begins - age }] as const),
  );
  return findMadeTopics(
    { acts, devices } as unknown as Pick<Facts, 'acts' | 'devices'>,
    { registrations } as unknown as RegistrationBursts,
  );
}

test('thirty accounts of one batch, most of them on a pool of phones, made their topic', () => {
  const [found] = town({ accounts: 30, batch: 18, pooled: 20 });
  expect(found?.early.size).toBe(30);
  expect(found?.members).toHaveLength(30);
  expect((found?.together.evidenceNats ?? 0) - (found?.together.priceNats ?? 0)).toBeGreaterThan(50);
});

test('who carries no mark is not named', () => {
  expect(town({ accounts: 40, batch: 20, pooled: 16 })[0]?.members).toHaveLength(36);
});

test.each([
  ['a promotion, whose newcomers have phones of their own', { accounts: 60, batch: 50, pooled: 0 }],
  ['a promotion on a booth’s phones, of that day', { accounts: 30, batch: 24, pooled: 24, age: DAY / 2 }],
  ['a club that shares phones and came one by one', { accounts: 30, batch: 2, pooled: 24 }],
  ['families with two accounts on a phone', { accounts: 30, batch: 20, pooled: 20, perDevice: 2 }],
  ['a few friends', { accounts: 8, batch: 8, pooled: 8 }],
  ['a topic of which most came by themselves', { accounts: 50, batch: 16, pooled: 4 }],
  ['a topic that was there when the window began', { accounts: 30, batch: 18, pooled: 20, begins: 0 }],
])('%s is not', (_, push) => {
  expect(town(push)).toEqual([]);
});

test('a topic speaks for the group that is most of its first hour, and mostly there', () => {
  const topics = town({ accounts: 30, batch: 18, pooled: 20 });
  const first = (count: number, others = 0) =>
    Uint32Array.from([
      ...Array.from({ length: count }, (_, n) => n),
      ...Array.from({ length: others }, (_, n) => 100 + n),
    ]);
  expect(madeTopicOf(topics, first(20))).toHaveLength(1);
  expect(madeTopicOf(topics, first(14))).toHaveLength(0);
  expect(madeTopicOf(topics, first(20, 21))).toHaveLength(0);
});

test('it takes pieces that were mostly there along, and nobody out of a group that is proven', () => {
  const topics = town({ accounts: 30, batch: 18, pooled: 20 });
  const group = (accounts: readonly number[], nats: number) => ({
    members: Uint32Array.from(accounts),
    gatherings: [],
    counted: [],
    together: { evidenceNats: nats, priceNats: 0 },
  });
  const input = {
    topics,
    gather: (members: Uint32Array) => group([...members], madeTopicOf(topics, members)[0]?.evidenceNats ?? 0),
    isProven: ({ together }: { together: { evidenceNats: number } }) => together.evidenceNats > 7,
  };
  const piece = group([0, 1, 200], 0);
  const elsewhere = group([2, 3, 300, 301, 302], 20);
  const loose = group([4, 400, 401], 0);
  const [whole, ...rest] = withTopicGroups([piece, elsewhere, loose], input).map(({ members }) => [
    ...members,
  ]);
  expect(whole).toHaveLength(29);
  expect(whole).toContain(200);
  expect(rest).toEqual([
    [2, 3, 300, 301, 302],
    [400, 401],
  ]);
});
