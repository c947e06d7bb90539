/** What the sources read out of the real engine: rows in order, each event once, and nothing where nothing is shared. */
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ActionEvent } from '../../src/contract/index.ts';
import { TRACE_KINDS, TRACE_SOURCES, type TraceSource, traceKind } from '../../src/traces/index.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';

const stored = storedEvents();
const T = Date.UTC(2026, 4, 2, 10);
const ALL = { from: 0, to: T + 86_400_000 };
const MINUTE = 60_000;

interface TraceRow {
  readonly kind: string;
  readonly bucket: bigint;
  readonly at: number;
  readonly account: bigint;
  readonly owner: bigint | null;
}

/** A source's rows, with the names of their kinds. */
async function read(source: TraceSource, window = ALL): Promise<readonly TraceRow[]> {
  const rows: TraceRow[] = [];
  for await (const batch of stored.store.batches(source.select, window))
    for (const row of batch)
      rows.push({
        kind: source.kinds[row.kind]?.name ?? `no kind ${row.kind}`,
        bucket: row.bucket,
        at: row.at,
        account: row.account,
        owner: row.owner ?? null,
      });
  return rows;
}

const sourceOf = (name: string): TraceSource => {
  const source = TRACE_SOURCES.find(({ kinds }) => kinds.some((kind) => kind.name === name));
  if (source === undefined) throw new Error(`no source gives ${name}`);
  return source;
};
/** Accounts per bucket of one kind, in the order of the rows. */
async function accountsByBucket(kind: string): Promise<readonly (readonly string[])[]> {
  const names = new Map(
    (
      await stored.store.rows(
        'SELECT toString(account_key) AS key, account_id AS id FROM actions UNION DISTINCT SELECT toString(account_key) AS key, account_id AS id FROM accounts',
      )
    ).map(({ key, id }) => [String(key), String(id)]),
  );
  const buckets = new Map<bigint, string[]>();
  for (const row of await read(sourceOf(kind)))
    if (row.kind === kind) {
      const list = buckets.get(row.bucket) ?? [];
      list.push(names.get(String(row.account)) ?? '?');
      buckets.set(row.bucket, list);
    }
  return [...buckets.values()].map((list) => list.sort()).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

let ids = 0;
const act = (account_id: string, fields: Partial<ActionEvent> = {}): ActionEvent => {
  ids += 1;
  return {
    type: 'action',
    event_id: `e${ids}`,
    account_id,
    action: 'like',
    target_id: `target of e${ids}`,
    occurred_at: T,
    ...fields,
  };
};

const ofSource = TRACE_SOURCES.map((source) => ({ name: source.kinds[0]?.name ?? '', source }));

test('no two kinds have one name, and each is found by it', () => {
  const names = TRACE_KINDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const kind of TRACE_KINDS) expect(traceKind(kind.name)).toBe(kind);
  expect(() => traceKind('co-lik')).toThrow(expect.objectContaining({ code: 'bad-usage' }));
});

test('a slower kind has the longer window and the same family', () => {
  const fast = TRACE_KINDS.filter(({ slower }) => slower !== undefined);
  expect(fast.length).toBeGreaterThan(0);
  for (const { slower, windowMs, family } of fast) {
    expect(slower?.windowMs).toBeGreaterThan(windowMs);
    expect(slower?.family).toBe(family);
  }
});

describe('an empty store', () => {
  beforeAll(() => stored.clear());
  test.each(ofSource)('has no rows for $name', async ({ source }) => {
    expect(await read(source)).toEqual([]);
  });
});

describe('a small store in which everything is shared', () => {
  const account = (account_id: string, registered_at: number): TestEvent => ({
    type: 'account',
    account_id,
    registered_at,
    handle: 'user4711',
    registration: { ip: '203.0.113.9', device_id: 'd' },
  });
  beforeAll(async () => {
    await stored.clear();
    const shared = {
      target_account_id: 'author',
      urls: ['https://www.example.com/a', 'https://example.com/b?utm_source=x'],
      topics: ['one', 'two'],
      media: ['hash'],
      client: { ip: '203.0.113.9', device_id: 'd' },
    };
    const events = ['u1', 'u2', 'u3'].flatMap((id, n) => [
      account(id, T - 86_400_000 + n * MINUTE),
      act(id, { ...shared, target_id: 'p1', occurred_at: T + n }),
      act(id, { ...shared, target_id: 'p1', occurred_at: T - n * MINUTE }),
      act(id, { ...shared, target_id: 'p2', action: 'comment', occurred_at: T + n }),
      act(id, { ...shared, target_id: `own post of ${id}`, action: 'post', occurred_at: T }),
    ]);
    await stored.add(events);
  });

  test.each(ofSource)('rows of $name come in order of kind, bucket, time and account', async ({ source }) => {
    const rows = await read(source);
    expect(rows.length).toBeGreaterThan(0);
    const order = source.kinds.map(({ name }) => name);
    for (let i = 1; i < rows.length; i += 1) {
      const [before, after] = [rows[i - 1] as TraceRow, rows[i] as TraceRow];
      const steps = [
        order.indexOf(after.kind) - order.indexOf(before.kind),
        Number(after.bucket > before.bucket) - Number(after.bucket < before.bucket),
        after.at - before.at,
        Number(after.account > before.account) - Number(after.account < before.account),
      ];
      expect(steps.find((step) => step !== 0) ?? 0).toBeGreaterThanOrEqual(0);
    }
  });

  test.each([
    { kind: 'co-like', names: ['p1'] },
    { kind: 'co-comment', names: ['p2'] },
    { kind: 'co-like-author', names: ['author'] },
    { kind: 'co-url', names: ['https://example.com/a', 'https://example.com/b'] },
    { kind: 'co-domain', names: ['example.com'] },
    { kind: 'co-topic', names: ['one', 'two'] },
    { kind: 'co-media', names: ['hash'] },
    { kind: 'registered-handle', names: ['user#4'] },
    { kind: 'cohort-target', names: ['p1', 'p2'] },
  ])('the buckets of $kind are called $names', async ({ kind, names }) => {
    const source = sourceOf(kind);
    const rows = (await read(source)).filter((row) => row.kind === kind);
    const buckets = [...new Set(rows.map(({ bucket }) => bucket))];
    const named = await stored.store.rows(source.names ?? '', { buckets });
    expect(named.map(({ name }) => String(name)).sort()).toEqual(names);
    expect(named.map(({ bucket }) => BigInt(String(bucket))).sort()).toEqual(buckets.sort());
  });

  test.each(['co-like', 'co-url', 'cohort-target'])(
    '%s takes no action at the end of the window',
    async (kind) => {
      const source = sourceOf(kind);
      expect(await read(source, { from: T - 2 * MINUTE, to: T - 2 * MINUTE })).toEqual([]);
      const until = await read(source, { from: 0, to: T });
      const beyond = await read(source, { from: 0, to: T + 1 });
      expect(beyond.length).toBeGreaterThan(until.length);
    },
  );

  test('posts meet by what they hold, not on their own target', async () => {
    expect((await read(sourceOf('co-like'))).map(({ kind }) => kind)).not.toContain('co-post');
    expect(await accountsByBucket('co-media')).toEqual([
      ['u1', 'u1', 'u1', 'u1', 'u2', 'u2', 'u2', 'u2', 'u3', 'u3', 'u3', 'u3'],
    ]);
  });
});

describe('what is empty', () => {
  beforeEach(() => stored.clear());

  test.each([
    { absent: 'urls', kinds: ['co-url', 'co-domain'], empties: [undefined, null, [], [''], ['not a link']] },
    { absent: 'topics', kinds: ['co-topic'], empties: [undefined, null, [], ['']] },
    { absent: 'media', kinds: ['co-media'], empties: [undefined, null, [], ['']] },
  ])('$absent are shared with nobody', async ({ absent, kinds, empties }) => {
    await stored.add(empties.map((value, n) => act(`u${n}`, { text: '', [absent]: value })));
    for (const kind of kinds) expect(await accountsByBucket(kind)).toEqual([]);
  });

  test('an empty value beside others leaves the others', async () => {
    await stored.add([act('u1', { topics: ['', 'one'] }), act('u2', { topics: ['one', ''] })]);
    expect(await accountsByBucket('co-topic')).toEqual([['u1', 'u2']]);
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
      expect(await accountsByBucket(kind)).toEqual([]);
  });

  test('accounts without a time of registration are in no cohort', async () => {
    await stored.add([
      act('u1', { target_id: 'p' }),
      act('u2', { target_id: 'p' }),
      { type: 'account', account_id: 'u1', handle: 'user4711' },
      { type: 'account', account_id: 'u2', handle: 'user4712' },
    ]);
    for (const kind of ['cohort-target', 'registered-handle'])
      expect(await accountsByBucket(kind)).toEqual([]);
  });
});

describe('an account', () => {
  beforeEach(() => stored.clear());

  test('leaves no author trace on its own posts', async () => {
    await stored.add([
      act('author', { target_id: 'p1', target_account_id: 'author' }),
      act('reader', { target_id: 'p1', target_account_id: 'author' }),
    ]);
    expect(await accountsByBucket('co-like-author')).toEqual([['reader']]);
    expect(await accountsByBucket('co-like')).toEqual([['author', 'reader']]);
  });

  test('that likes many posts of one device leaves one device trace', async () => {
    const client = { device_id: 'd' };
    await stored.add([act('u1', { client }), act('u1', { client }), act('u2', { client })]);
    expect(await accountsByBucket('co-device')).toEqual([['u1', 'u2']]);
  });

  test('shares a device with whom it registered on it', async () => {
    await stored.add([
      act('u1', { client: { device_id: 'd' } }),
      { type: 'account', account_id: 'u2', registration: { device_id: 'd' } },
    ]);
    expect(await accountsByBucket('co-device')).toEqual([['u1', 'u2']]);
  });
});

describe('one event given more than once', () => {
  const original = act('u1', { event_id: 'same', target_id: 'p1', target_account_id: 'a', topics: ['one'] });
  const others = [
    { title: 'as it was', event: original },
    { title: 'with another account', event: { ...original, account_id: 'u2' } },
    { title: 'with another target', event: { ...original, target_id: 'p2' } },
    { title: 'with another time', event: { ...original, occurred_at: T + 5 } },
    { title: 'with another action', event: { ...original, action: 'repost' as const } },
    { title: 'without its author', event: { ...original, target_account_id: null } },
    { title: 'with another topic', event: { ...original, topics: ['two'] } },
  ];
  const allRows = async () => {
    const rows: unknown[] = [];
    for (const { source } of ofSource) rows.push(await read(source));
    return rows;
  };

  test.each(others)('$title counts once, and the order does not matter', async ({ event }) => {
    const results: unknown[] = [];
    for (const files of [
      [[original], [event]],
      [[event], [original]],
      [[event, original]],
      [[original, event]],
    ]) {
      await stored.clear();
      await stored.add(...files);
      const [counted] = await stored.store.rows('SELECT count() AS n FROM actions FINAL');
      expect(Number(counted?.n)).toBe(1);
      results.push(await allRows());
    }
    for (const result of results) expect(result).toEqual(results[0]);
  });
});

test('the owner of a target does not depend on which of two like events arrived first', async () => {
  const told = act('u1', { target_id: 'p', target_account_id: 'author' });
  const untold = act('u1', { target_id: 'p' });
  const owners: unknown[] = [];
  for (const files of [
    [[told], [untold]],
    [[untold], [told]],
  ]) {
    await stored.clear();
    await stored.add(...files);
    owners.push((await read(sourceOf('co-like'))).map(({ owner }) => owner));
  }
  expect(owners[0]).toEqual(owners[1]);
});
