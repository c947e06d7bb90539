/** What the sources read out of the real engine: rows in order, in their window, with names. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readNames, WantedNames } from '../../src/detection/names.ts';
import { TRACE_KINDS, TRACE_SOURCES, traceKind } from '../../src/traces/index.ts';
import { storedEvents, type TestEvent } from '../support/stored-events.ts';
import { accountsByBucket, act, read, sourceOf, T, type TraceRow } from './rows.ts';

const stored = storedEvents();
const MINUTE = 60_000;

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
    expect(await read(stored.store, source)).toEqual([]);
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
    const reports = ['u1', 'u2', 'u3'].map(
      (reporter_id, n): TestEvent => ({
        type: 'report',
        report_id: `r${n}`,
        reporter_id,
        account_id: 'victim',
        reported_at: T + n,
      }),
    );
    await stored.add([...events, ...reports]);
  });

  test.each(ofSource)('rows of $name come in order of kind, bucket, time and account', async ({ source }) => {
    const rows = await read(stored.store, source);
    expect(rows.length).toBeGreaterThan(0);
    const order = source.kinds.map(({ name }) => name);
    for (let i = 1; i < rows.length; i += 1) {
      const [before, after] = [rows[i - 1] as TraceRow, rows[i] as TraceRow];
      const steps = [
        order.indexOf(after.kind) - order.indexOf(before.kind),
        after.number - before.number,
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
    const rows = (await read(stored.store, source)).filter((row) => row.kind === kind);
    const buckets = [...new Set(rows.map(({ bucket }) => bucket))];
    const wanted = new WantedNames();
    for (const bucket of buckets) wanted.add(source.names, bucket);
    const found = await readNames(stored.store, { from: 0, to: T + 2 * MINUTE }, wanted);
    expect(buckets.map((bucket) => found.of(source.names, bucket)).sort()).toEqual(names);
  });

  test('reports are on those who were reported, and everybody has a row of his own', async () => {
    const lists = await accountsByBucket(stored.store, 'co-report');
    expect(lists.filter(({ length }) => length > 1)).toEqual([['u1', 'u2', 'u3']]);
    expect(lists.filter(({ length }) => length === 1)).toEqual([['u1'], ['u2'], ['u3']]);
  });

  test.each(['co-like', 'co-url', 'cohort-target'])(
    '%s takes no action at the end of the window',
    async (kind) => {
      const source = sourceOf(kind);
      expect(await read(stored.store, source, { from: T - 2 * MINUTE, to: T - 2 * MINUTE })).toEqual([]);
      const until = await read(stored.store, source, { from: 0, to: T });
      const beyond = await read(stored.store, source, { from: 0, to: T + 1 });
      expect(beyond.length).toBeGreaterThan(until.length);
    },
  );

  test('posts meet by what they hold, not on their own target', async () => {
    expect((await read(stored.store, sourceOf('co-like'))).map(({ kind }) => kind)).not.toContain('co-post');
    expect(await accountsByBucket(stored.store, 'co-media')).toEqual([
      ['u1', 'u2', 'u2', 'u2', 'u3', 'u3', 'u3'],
    ]);
  });
});
