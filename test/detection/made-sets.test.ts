/** A topic whose first hour comes from one batch on one pool of phones names a group; what honest people do together names none. */
import { expect, test } from 'vitest';
import { withMadeGroups } from '../../src/detection/made-groups.ts';
import { findMadeSets, madeByGroup } from '../../src/detection/made-sets.ts';
import type { RegistrationBursts } from '../../src/detection/registration-bursts.ts';
import type { RetoldTexts } from '../../src/detection/retold-texts.ts';
import { type Facts, retoldText } from '../../src/traces/index.ts';

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
    machine: new Uint8Array(uses.length),
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
  return findMadeSets(
    { acts, devices } as unknown as Pick<Facts, 'acts' | 'devices'>,
    { registrations } as unknown as RegistrationBursts,
    NOTHING,
  );
}
const NOTHING: RetoldTexts = { traces: null, sources: new Map(), accountsOfSource: new Map(), notes: [] };

test('thirty accounts of one batch, most of them on a pool of phones, made their topic', () => {
  const [found] = town({ accounts: 30, batch: 18, pooled: 20 });
  expect(found?.all.size).toBe(30);
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
  expect(madeByGroup(topics, first(20))).toHaveLength(1);
  expect(madeByGroup(topics, first(14))).toHaveLength(0);
  expect(madeByGroup(topics, first(20, 21))).toHaveLength(0);
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
    made: topics,
    gather: (members: Uint32Array) => group([...members], madeByGroup(topics, members)[0]?.evidenceNats ?? 0),
    isProven: ({ together }: { together: { evidenceNats: number } }) => together.evidenceNats > 7,
  };
  const piece = group([0, 1, 200], 0);
  const elsewhere = group([2, 3, 300, 301, 302], 20);
  const loose = group([4, 400, 401], 0);
  const [whole, ...rest] = withMadeGroups([piece, elsewhere, loose], input).map(({ members }) => [
    ...members,
  ]);
  expect(whole).toHaveLength(29);
  expect(whole).toContain(200);
  expect(rest).toEqual([
    [2, 3, 300, 301, 302],
    [400, 401],
  ]);
});

/** Two manuscripts, each retold by eight accounts of which four retold both, beside a crowd with texts of its own. */
function writers(marks: { readonly batch: number; readonly machine: number; readonly common?: number }) {
  const { batch, machine, common = 4 } = marks;
  const first = Array.from({ length: 8 }, (_, n) => n);
  const second = Array.from({ length: 8 }, (_, n) => 8 - common + n);
  const rows = [
    ...first.map((account) => ({ bucket: 0, account })),
    ...second.map((account) => ({ bucket: 1, account })),
    ...Array.from({ length: CROWD }, (_, n) => ({ bucket: 2 + n, account: 100 + n })),
  ];
  const columns = {
    length: rows.length,
    bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
    at: new Float64Array(rows.length).fill(NOON),
    account: Uint32Array.from(rows, ({ account }) => account),
  };
  const acts = {
    length: rows.length,
    at: columns.at,
    account: columns.account,
    machine: Uint8Array.from(rows, ({ account }) => (account < machine ? 3 : 0)),
    topics: { keys: new BigUint64Array(), row: new Uint32Array(), value: new Uint32Array() },
  };
  const registrations = new Map(
    Array.from({ length: batch }, (_, account) => [account, { burst: 0, at: NOON - 30 * DAY }] as const),
  );
  const accountsOfSource = new Map([
    [0, 8],
    [1, 8],
  ]);
  const bucketKeys = BigUint64Array.from({ length: 2 + CROWD }, (_, id) => BigInt(id));
  return findMadeSets(
    { acts, devices: { value: new Uint32Array(), account: new Uint32Array() } } as unknown as Pick<
      Facts,
      'acts' | 'devices'
    >,
    { registrations } as unknown as RegistrationBursts,
    { ...NOTHING, traces: { kind: retoldText, columns, bucketKeys, owners: null }, accountsOfSource },
  );
}

test('manuscripts with authors in common are one campaign, made by a batch whose texts a machine wrote', () => {
  const [found, ...others] = writers({ batch: 8, machine: 6 });
  expect(others).toEqual([]);
  expect(found?.all.size).toBe(12);
  expect(found?.members).toHaveLength(8);
});

test.each([
  ['a petition, whose writers have nothing else in common', { batch: 0, machine: 0 }],
  ['a batch that writes for itself', { batch: 10, machine: 0 }],
  ['people who all use a machine', { batch: 0, machine: 12 }],
  ['two small circles that retell a story each', { batch: 12, machine: 12, common: 0 }],
])('%s made none', (_, marks) => {
  expect(writers(marks)).toEqual([]);
});
