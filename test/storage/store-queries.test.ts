/** What every store promises of queries, on both engines. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../src/storage/index.ts';
import { ENGINES, type StartedStore } from '../support/engines.ts';

describe.each(ENGINES)('%s store, queries', (_name, start) => {
  let started: StartedStore;
  let store: Store;

  beforeAll(async () => {
    started = await start();
    store = started.store;
  });
  afterAll(() => started.stop());

  test('bound values come back as they went in', async () => {
    const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom("'", '\\', '\t', '\n', '\r', '{', ';', '加'),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
    });
    const sql =
      'SELECT {id:UInt64} AS id, {text:String} AS text, {yes:Bool} AS yes, {ids:Array(UInt64)} AS ids, {texts:Array(String)} AS texts';
    await fc.assert(
      fc.asyncProperty(
        uint64,
        text,
        fc.boolean(),
        fc.array(uint64),
        fc.array(text),
        async (id, text, yes, ids, texts) => {
          const rows = await store.rows(sql, { id, text, yes, ids, texts });
          expect(rows).toEqual([{ id: String(id), text, yes, ids: ids.map(String), texts }]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('each of many queries at once gets its own parameters', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, x) => store.rows('SELECT {x:UInt8} AS x', { x })),
    );
    expect(answers.map(([row]) => row?.x)).toEqual(Array.from({ length: 40 }, (_, x) => x));
  });

  test('a query that fails in the middle of its output leaves nothing for the next one', async () => {
    const failing = 'SELECT number, throwIf(number = 300000) FROM numbers(1000000)';
    await expect(store.rows(failing)).rejects.toMatchObject({ name: 'AppError', code: 'store-broken' });
    expect(await store.rows('SELECT 3 AS x')).toEqual([{ x: 3 }]);
    const reading = (async () => {
      for await (const _ of store.batches(failing));
    })();
    await expect(reading).rejects.toMatchObject({ name: 'AppError', code: 'store-broken' });
    expect(await store.rows('SELECT 4 AS x')).toEqual([{ x: 4 }]);
  });

  test('an error names the unit, the reason and the statement', async () => {
    const failing = store.rows('SELECT missing FROM actions');
    await expect(failing).rejects.toThrow(/^storage\/\w+: .*missing.*\[in: SELECT missing FROM actions\]/s);
    await expect(store.rows('SELECT 1 FROM no_such_table')).rejects.toMatchObject({
      fix: expect.stringContaining('store migrate'),
    });
  });

  test('batches carry all rows in order, with parameters, beside other queries and other batches', async () => {
    const sql =
      "SELECT number + {from:UInt64} AS id, fromUnixTimestamp64Milli(toInt64(number), 'UTC') AS at, toString(number) AS text FROM numbers(200000)";
    let next = 0;
    for await (const batch of store.batches(sql, { from: 2n ** 63n })) {
      const ids = batch.getChild('id');
      const times = batch.getChild('at');
      const texts = batch.getChild('text');
      for (let row = 0; row < batch.numRows; row += 997) {
        expect(ids?.get(row)).toBe(2n ** 63n + BigInt(next + row));
        expect(times?.get(row)).toBe(next + row);
        expect(texts?.get(row)).toBe(String(next + row));
      }
      next += batch.numRows;
      expect(await store.rows('SELECT {from:UInt8} AS x', { from: 7 })).toEqual([{ x: 7 }]);
      let inner = 0;
      for await (const other of store.batches('SELECT number FROM numbers(10)')) inner += other.numRows;
      expect(inner).toBe(10);
    }
    expect(next).toBe(200_000);
  });

  test('an empty result has no rows, as objects and as batches', async () => {
    let rows = 0;
    for await (const batch of store.batches('SELECT event_id, occurred_at FROM actions'))
      rows += batch.numRows;
    expect(rows).toBe(0);
    expect(await store.rows('SELECT event_id FROM actions')).toEqual([]);
  });

  test('breaking off a loop over batches leaves the store usable', async () => {
    for await (const batch of store.batches('SELECT number FROM numbers(1000000)')) {
      expect(batch.numRows).toBeGreaterThan(0);
      break;
    }
    expect(await store.rows('SELECT 5 AS x')).toEqual([{ x: 5 }]);
  });
});
