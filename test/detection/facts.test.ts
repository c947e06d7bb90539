/** What a cycle reads before it judges: the platform's habits, members' facts, and batches of registrations. */
import { beforeEach, describe, expect, test } from 'vitest';
import { readFacts } from '../../src/detection/facts/read-facts.ts';
import { findHabits } from '../../src/detection/habits.ts';
import { rawPairsOf } from '../../src/detection/index.ts';
import { readAccountIds } from '../../src/detection/member-facts.ts';
import { findNearCopies } from '../../src/detection/near-copies.ts';
import { describePlatform } from '../../src/detection/platform.ts';
import { readTraces } from '../../src/detection/read-traces.ts';
import {
  batchesOutside,
  findRegistrationBursts,
  membersCadence,
} from '../../src/detection/registration-bursts.ts';
import { NO_OWNER } from '../../src/mining/index.ts';
import { createRng } from '../../src/redteam/index.ts';
import { TRACE_SOURCES, type TraceSource, traceKind } from '../../src/traces/index.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';

const stored = storedEvents();
beforeEach(() => stored.clear());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 4, 2);
const WINDOW = { from: T, to: T + DAY };

const account = (
  account_id: string,
  fields: Partial<Extract<TestEvent, { type: 'account' }>> = {},
): TestEvent => ({
  type: 'account',
  account_id,
  ...fields,
});
let ids = 0;
const like = (
  account_id: string,
  fields: Partial<Extract<TestEvent, { type: 'action' }>> = {},
): TestEvent => {
  ids += 1;
  return {
    type: 'action',
    event_id: `e${ids}`,
    account_id,
    action: 'like',
    target_id: 'p1',
    occurred_at: T,
    ...fields,
  };
};

function coLike(): TraceSource {
  const source = TRACE_SOURCES.find(({ kinds }) => kinds.some(({ name }) => name === 'co-like'));
  if (source === undefined) throw new Error('no source of co-like');
  return source;
}

const readAll = async () => {
  const { accounts, facts, texts } = await readFacts(stored.store, WINDOW);
  const copies = findNearCopies(texts, facts.acts);
  const habits = findHabits(facts, WINDOW);
  const retold = { accountsOfSource: new Map<number, number>() };
  const platform = describePlatform({ facts, copies, retold, habits, riskDomains: new Set() });
  return { accounts, habits, platform };
};

describe('the platform', () => {
  test('is known also where no two accounts share anything', async () => {
    const alone = Array.from({ length: 40 }, (_, n) =>
      account(`u${n}`, {
        handle: `name${'x'.repeat(n)}`,
        bio: `bio ${n}`,
        avatar_hash: `a${n}`,
        registration: { device_id: `d${n}`, ip: `10.0.${n}.1` },
      }),
    );
    await stored.add(alone);
    const { platform } = await readAll();
    for (const census of ['devices', 'networks', 'bios', 'avatars', 'handleStems', 'handleShapes'] as const)
      expect(platform[census].known).toBe(40);
    expect(platform.accountsOnCrowdedDevices).toBe(0);
  });

  test('counts accounts, not actions, by devices, networks and what they carry', async () => {
    const client = { device_id: 'pool', ip: '10.0.0.1' };
    await stored.add([
      ...['u1', 'u2', 'u3'].flatMap((id) => [like(id, { client }), like(id, { client })]),
      account('u4', { registration: client }),
      account('u5', { registration: { device_id: 'own' } }),
      account('u6', { bio: '' }),
      account('u7', { bio: 'hello' }),
      account('u8', { bio: 'hello' }),
    ]);
    const { platform } = await readAll();
    const [row] = await stored.store.rows(
      'SELECT hex(device) AS device, hex(network) AS network FROM actions LIMIT 1',
    );
    expect(platform.accounts).toBe(8);
    expect(platform.devices.known).toBe(5);
    expect(platform.devices.count(String(row?.device))).toBe(4);
    expect(platform.networks.count(String(row?.network))).toBe(4);
    expect(platform.accountsOnCrowdedDevices).toBe(4);
    expect(platform.bios.known).toBe(2);
    expect(platform.bios.count('hello')).toBe(2);
    expect(platform.bios.count('a bio of one')).toBe(1);
  });

  test('counts who commented, linked and used topics; an empty topic is none', async () => {
    await stored.add(
      ['u1', 'u2', 'u3'].flatMap((id) => [
        like(id, { action: 'comment', target_id: 'section' }),
        like(id, { topics: ['', 'one'], urls: ['https://www.example.com/x'] }),
      ]),
    );
    const { platform } = await readAll();
    expect(platform.commenters.count('section')).toBe(3);
    expect(platform.topics.count('one')).toBe(3);
    expect(platform.topics.known).toBe(3);
    expect(platform.domains.count('example.com')).toBe(3);
  });

  test('knows each account by its newest observation', async () => {
    await stored.add([
      account('u1', { observed_at: T, bio: 'new' }),
      account('u1', { observed_at: T - DAY, bio: 'old' }),
      account('u2', { observed_at: T, bio: 'new' }),
    ]);
    const { platform } = await readAll();
    expect(platform.bios.count('new')).toBe(2);
    expect(platform.bios.known).toBe(2);
  });
});

describe('accounts', () => {
  test('of a window are those that acted, reported or were observed in it, with all that was ever known of them', async () => {
    await stored.add([
      account('old', { observed_at: T - 10 * DAY, bio: 'asleep' }),
      account('actor', { observed_at: T - 10 * DAY, bio: 'old news' }),
      account('reporter', { observed_at: T - 10 * DAY }),
      account('new', { observed_at: T + 1 }),
      account('late', { observed_at: WINDOW.to }),
      like('actor'),
      like('unobserved'),
      like('before', { occurred_at: T - 1 }),
      { type: 'report', report_id: 'r1', reporter_id: 'reporter', account_id: 'actor', reported_at: T },
    ]);
    const idsOf = async (everybody: boolean) => {
      const { accounts, facts } = await readFacts(stored.store, WINDOW, everybody);
      const ids = await readAccountIds(accounts.keys.keys(), {
        store: stored.store,
        window: WINDOW,
        accounts,
      });
      return { ids: [...ids.values()].sort(), bios: facts.known.bio.keys.length };
    };
    expect(await idsOf(false)).toEqual({ ids: ['actor', 'new', 'reporter', 'unobserved'], bios: 1 });
    expect((await idsOf(true)).ids).toEqual(['actor', 'late', 'new', 'old', 'reporter', 'unobserved']);
  });

  test('are known by an action or a record, once, and not by an event that lost its id to another', async () => {
    const mine = like('u1', { event_id: 'contested' });
    await stored.add([mine, account('u1'), account('u2')], [{ ...mine, account_id: 'u3' }]);
    const [winner] = await stored.store.rows(
      "SELECT account_id AS id FROM actions FINAL WHERE event_id = 'contested'",
    );
    const { accounts } = await readAll();
    expect(accounts.length).toBe(new Set(['u1', 'u2', String(winner?.id)]).size);
  });
});

test('exact repeats of a trace are one row, in the order of bucket, time and account', async () => {
  await stored.add([like('u1'), like('u1'), like('u2'), like('u1', { occurred_at: T + 1 }), like('u1')]);
  const { facts } = await readFacts(stored.store, WINDOW);
  const [likes] = readTraces(coLike(), facts);
  expect(likes?.columns.length).toBe(3);
  expect([...(likes?.columns.at ?? [])]).toEqual([T, T, T + 1]);
  expect([...(likes?.columns.account.slice(0, 2) ?? [])]).toEqual([0, 1]);
});

test('the owner of a target is the first that an event names, whatever events leave it out', async () => {
  await stored.add([
    like('u1', { occurred_at: T + 1 }),
    like('u2', { occurred_at: T + 2, target_account_id: 'author' }),
    like('u3', { occurred_at: T + 3, target_account_id: 'somebody else' }),
    like('u4', { target_id: 'p2', occurred_at: T + 1 }),
    account('author'),
  ]);
  const { accounts, facts } = await readFacts(stored.store, WINDOW);
  const [likes] = readTraces(coLike(), facts);
  const [row] = await stored.store.rows("SELECT toString(sipHash64('author')) AS key");
  const author = accounts.find(BigInt(String(row?.key)));
  expect(author).toBeGreaterThanOrEqual(0);
  expect([...(likes?.owners ?? [])].sort((a, b) => a - b)).toEqual([author, NO_OWNER].sort((a, b) => a - b));
});

describe('registrations', () => {
  const crowd = (count: number) => {
    const rng = createRng(8);
    return Array.from({ length: count }, (_, n) =>
      account(`crowd${n}`, { registered_at: T - rng.int(400 * DAY) }),
    );
  };
  const batch = (count: number, gapMs: number, jitterMs: number) => {
    const rng = createRng(9);
    return Array.from({ length: count }, (_, n) =>
      account(`batch${n}`, { registered_at: T - 100 * DAY + n * gapMs + rng.int(jitterMs) }),
    );
  };
  const read = async () => {
    const { accounts, facts } = await readFacts(stored.store, WINDOW);
    return { accounts, bursts: findRegistrationBursts(facts.known) };
  };

  test('at a steady pace over years hold no burst', async () => {
    await stored.add(crowd(1_000));
    const { bursts } = await read();
    expect(bursts.traces.columns.length).toBe(0);
    expect(batchesOutside(bursts, [], 1_000)).toEqual([]);
  });

  test('of a script are one batch, apart from the crowd, and its pace is seen', async () => {
    await stored.add(crowd(1_000), batch(30, 60_000, 5_000));
    const { accounts, bursts } = await read();
    const [found = new Uint32Array(), ...more] = batchesOutside(bursts, [], accounts.length);
    expect(more).toEqual([]);
    expect(found.length).toBe(30);
    const cadence = membersCadence(bursts, found);
    expect(cadence?.gaps).toBe(29);
    expect(cadence?.nats).toBeGreaterThan(Math.log(20));
    expect(cadence?.meanGapMs).toBeGreaterThan(55_000);
    expect(cadence?.meanGapMs).toBeLessThan(65_000);
  });

  test('that a cluster holds already are no batch of their own', async () => {
    await stored.add(crowd(1_000), batch(30, 60_000, 5_000));
    const { accounts, bursts } = await read();
    const [found = new Uint32Array()] = batchesOutside(bursts, [], accounts.length);
    expect(batchesOutside(bursts, [found], accounts.length)).toEqual([]);
    expect(batchesOutside(bursts, [found.slice(0, 27)], accounts.length)).toEqual([]);
    expect(batchesOutside(bursts, [found.slice(0, 20)], accounts.length)).toEqual([found.slice(20)]);
  });
});

describe('raw pairs', () => {
  const pairsOf = async (trace: string, windowMs: number) => {
    const rows: unknown[] = [];
    for await (const row of rawPairsOf(stored.store, traceKind(trace), windowMs)) rows.push(row);
    return rows;
  };

  test('count distinct targets within the window, in order of the names', async () => {
    await stored.add([
      like('b', { target_id: 'p1', occurred_at: T }),
      like('a', { target_id: 'p1', occurred_at: T + 5_000 }),
      like('a', { target_id: 'p1', occurred_at: T + 6_000 }),
      like('c', { target_id: 'p1', occurred_at: T + 10_001 }),
      like('a', { target_id: 'p2', occurred_at: T }),
      like('b', { target_id: 'p2', occurred_at: T }),
    ]);
    expect(await pairsOf('co-like', 10_000)).toEqual([
      { account_a: 'a', account_b: 'b', meetings: 2 },
      { account_a: 'a', account_b: 'c', meetings: 1 },
    ]);
  });

  test('of a trace that nobody left are none, and batches have none', async () => {
    await stored.add([like('a'), like('b')]);
    expect(await pairsOf('co-repost', 60_000)).toEqual([]);
    await expect(pairsOf('registered-burst', 60_000)).rejects.toMatchObject({ code: 'bad-usage' });
  });
});
