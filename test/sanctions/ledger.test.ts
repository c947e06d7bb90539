/** The ledger: appended once by many, and any change is found. */
import { afterAll, beforeEach, expect, test } from 'vitest';
import { appendLedger, type NewEntry, readLedger, verifyLedger } from '../../src/sanctions/ledger/ledger.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

const NOW = Date.UTC(2026, 5, 1);
let store: Store;
beforeEach(async () => {
  await store?.close();
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => NOW });
});
afterAll(() => store.close());

const entry = (account_id: string): NewEntry => ({
  entry: 'apply',
  actor: 'job',
  key: `key of ${account_id}`,
  account_id,
  body: { note: 'it’s "quoted" \\ 中文', nested: { b: 1, a: 0.1 } },
});

const append = (...accounts: string[]) =>
  appendLedger(
    store,
    () => NOW,
    async () => accounts.map(entry),
  );

test('an intact chain is intact, and every row can be read back', async () => {
  await append('a', 'b');
  await append('c');
  expect(await verifyLedger(store)).toMatchObject({ rows: 3, broken: null });
  const rows = await readLedger(store, '1');
  expect(rows.map(({ seq, account_id }) => [seq, account_id])).toEqual([
    [1, 'a'],
    [2, 'b'],
    [3, 'c'],
  ]);
});

test.each([
  ['a changed field', `ALTER TABLE sanction_ledger UPDATE account_id = 'x' WHERE seq = 2`, 2, 'changed'],
  ['a changed body', `ALTER TABLE sanction_ledger UPDATE body = '{}' WHERE seq = 3`, 3, 'changed'],
  ['a removed row', 'ALTER TABLE sanction_ledger DELETE WHERE seq = 2', 2, 'missing'],
  ['a removed beginning', 'ALTER TABLE sanction_ledger DELETE WHERE seq = 1', 1, 'missing'],
  ['a row with another hash', `ALTER TABLE sanction_ledger UPDATE hash = 'f' WHERE seq = 1`, 1, 'changed'],
])('%s is found', async (_, sql, seq, why) => {
  await append('a', 'b', 'c', 'd');
  await store.command(`${sql} SETTINGS mutations_sync = 2`);
  expect((await verifyLedger(store)).broken).toEqual({ seq, why });
});

test('many append at once: each once, in one chain, and each decided by what stood before it', async () => {
  const seen: number[] = [];
  await Promise.all(
    Array.from({ length: 12 }, (_, job) =>
      appendLedger(
        store,
        () => NOW,
        async () => {
          const rows = await readLedger(store, "entry = 'apply'");
          // A cap of 8: whoever finds it reached appends nothing.
          return rows.length < 8 ? [entry(`job ${job}`)] : [];
        },
      ).then((rows) => seen.push(rows.length)),
    ),
  );
  const rows = await readLedger(store, '1');
  expect(rows).toHaveLength(8);
  expect(new Set(rows.map(({ account_id }) => account_id)).size).toBe(8);
  expect(seen.reduce((sum, n) => sum + n, 0)).toBe(8);
  expect((await verifyLedger(store)).broken).toBeNull();
});

test('time never goes back, though a clock does', async () => {
  await append('a');
  await appendLedger(
    store,
    () => NOW - 86_400_000,
    async () => [entry('b')],
  );
  const [a, b] = await readLedger(store, '1');
  expect(Date.parse(b?.at ?? '')).toBeGreaterThanOrEqual(Date.parse(a?.at ?? ''));
});
