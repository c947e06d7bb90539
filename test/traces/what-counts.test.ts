/** What counts as shared: nothing that is empty, no act on one's own, and each event once. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { ActionEvent } from '../../src/contract/index.ts';
import { TRACE_SOURCES } from '../../src/traces/index.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';
import { accountsByBucket, act, read, sourceOf, T } from './rows.ts';

const stored = storedEvents();

describe('what is empty', () => {
  beforeEach(() => stored.clear());

  test.each([
    { absent: 'urls', kinds: ['co-url', 'co-domain'], empties: [undefined, null, [], [''], ['not a link']] },
    { absent: 'topics', kinds: ['co-topic'], empties: [undefined, null, [], ['']] },
    { absent: 'media', kinds: ['co-media'], empties: [undefined, null, [], ['']] },
  ])('$absent are shared with nobody', async ({ absent, kinds, empties }) => {
    await stored.add(empties.map((value, n) => act(`u${n}`, { text: '', [absent]: value })));
    for (const kind of kinds) expect(await accountsByBucket(stored.store, kind)).toEqual([]);
  });

  test('an empty value beside others leaves the others', async () => {
    await stored.add([act('u1', { topics: ['', 'one'] }), act('u2', { topics: ['one', ''] })]);
    expect(await accountsByBucket(stored.store, 'co-topic')).toEqual([['u1', 'u2']]);
  });

  test('no device, no network, no handle and no author are shared with nobody', async () => {
    const bare = ['u1', 'u2'].flatMap((account_id): TestEvent[] => [
      act(account_id, { client: { ip: '', device_id: '' } }),
      { type: 'account', account_id, registered_at: T, handle: '', registration: { ip: '', device_id: '' } },
    ]);
    await stored.add(bare);
    for (const kind of [
      'co-device',
      'co-network',
      'registered-device',
      'registered-network',
      'registered-handle',
      'co-like-author',
    ])
      expect(await accountsByBucket(stored.store, kind)).toEqual([]);
  });

  test('accounts without a time of registration are in no cohort', async () => {
    await stored.add([
      act('u1', { target_id: 'p' }),
      act('u2', { target_id: 'p' }),
      { type: 'account', account_id: 'u1', handle: 'user4711' },
      { type: 'account', account_id: 'u2', handle: 'user4712' },
    ]);
    for (const kind of ['cohort-target', 'registered-handle'])
      expect(await accountsByBucket(stored.store, kind)).toEqual([]);
  });
});

describe('an account', () => {
  beforeEach(() => stored.clear());

  test('leaves no author trace on its own posts', async () => {
    await stored.add([
      act('author', { target_id: 'p1', target_account_id: 'author' }),
      act('reader', { target_id: 'p1', target_account_id: 'author' }),
    ]);
    expect(await accountsByBucket(stored.store, 'co-like-author')).toEqual([['reader']]);
    expect(await accountsByBucket(stored.store, 'co-like')).toEqual([['author', 'reader']]);
  });

  test('that likes many posts of one device leaves one device trace', async () => {
    const client = { device_id: 'd' };
    await stored.add([act('u1', { client }), act('u1', { client }), act('u2', { client })]);
    expect(await accountsByBucket(stored.store, 'co-device')).toEqual([['u1', 'u2']]);
  });

  test('shares a device with whom it registered on it', async () => {
    await stored.add([
      act('u1', { client: { device_id: 'd' } }),
      { type: 'account', account_id: 'u2', registration: { device_id: 'd' } },
    ]);
    expect(await accountsByBucket(stored.store, 'co-device')).toEqual([['u1', 'u2']]);
  });
});

test('an event given again with another content counts once, as the one that wins, in any order', async () => {
  const changes: readonly Partial<ActionEvent>[] = [
    {},
    { account_id: 'u2' },
    { target_id: 'p2' },
    { occurred_at: T + 5 },
    { action: 'repost' },
    { target_account_id: null },
    { topics: ['two'] },
    { client: { device_id: 'd2', ip: '10.0.9.1' } },
  ];
  const originals = changes.map((_, n) =>
    act('u1', {
      event_id: `contested ${n}`,
      target_id: `p1 of ${n}`,
      target_account_id: 'author',
      topics: [`one of ${n}`],
      client: { device_id: `d1 of ${n}`, ip: `10.${n}.0.1` },
    }),
  );
  const claims = originals.map((event, n) => ({ ...event, ...changes[n] }));
  const registered = ['u1', 'u2'].map(
    (account_id): TestEvent => ({
      type: 'account',
      account_id,
      registered_at: T,
    }),
  );
  const fill = async (...files: readonly (readonly TestEvent[])[]) => {
    await stored.clear();
    await stored.add(registered, ...files);
  };
  const contents = async (): Promise<readonly string[]> =>
    (
      await stored.store.rows(
        `SELECT event_id, account_id, action, target_id, target_account_id, occurred_at, topics, device, network
         FROM actions FINAL ORDER BY event_id`,
      )
    ).map((row) => JSON.stringify(row));
  const traces = async () => {
    const rows: unknown[] = [];
    for (const source of TRACE_SOURCES) rows.push(await read(stored.store, source));
    return rows;
  };

  await fill(originals);
  const asOriginals = await contents();
  await fill(claims);
  const asClaims = await contents();
  await fill(originals, claims);
  const winners = await contents();
  const both = await traces();
  await fill(claims, originals);
  expect(await traces()).toEqual(both);

  const won = winners.map((row, n) => (row === asOriginals[n] ? originals[n] : claims[n]) as TestEvent);
  winners.forEach((row, n) => void expect([asOriginals[n], asClaims[n]]).toContain(row));
  await fill(won);
  expect(await traces()).toEqual(both);
});

test('of owners that one account names at one time the first by key holds, whatever came first', async () => {
  const told = Array.from({ length: 40 }, (_, n) =>
    act('u1', { target_id: 'p', ...(n % 4 === 0 ? {} : { target_account_id: `author ${n}` }) }),
  );
  const ownerOf = async (...files: readonly (readonly TestEvent[])[]) => {
    await stored.clear();
    await stored.add(...files);
    return (await read(stored.store, sourceOf('co-like'))).map(({ owner }) => owner);
  };
  const owner = await ownerOf(told.slice(0, 25), told.slice(25));
  expect(owner).toHaveLength(1);
  expect(owner[0]).not.toBeNull();
  expect(await ownerOf(told.slice(25).reverse(), told.slice(0, 25).reverse())).toEqual(owner);
});
