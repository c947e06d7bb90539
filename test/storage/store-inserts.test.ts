/** What every store promises of inserts, on both engines. */
import {
  Binary,
  Dictionary,
  Field,
  Int8,
  Int32,
  List,
  TimestampMillisecond,
  Uint8,
  Uint32,
  Uint64,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Store, storeReport } from '../../src/storage/index.ts';
import { toIpc, traceIpc } from '../support/arrow.ts';
import { ENGINES, type StartedStore } from '../support/engines.ts';

const TABLES = ['actions', 'accounts', 'traces', 'runs', 'members'];

describe.each(ENGINES)('%s store, inserts', (_name, start) => {
  let started: StartedStore;
  let store: Store;

  beforeAll(async () => {
    started = await start();
    store = started.store;
    // Rows are counted below: the engine must not fold equal ones meanwhile.
    for (const table of TABLES) await store.command(`SYSTEM STOP MERGES ${table}`);
  });
  beforeEach(async () => {
    for (const table of TABLES) await store.command(`TRUNCATE TABLE ${table}`);
  });
  afterAll(() => started.stop());

  async function count(table: string): Promise<number> {
    const [row] = await store.rows(`SELECT count() AS rows FROM ${table}`);
    return Number(row?.rows);
  }

  test('times are ISO 8601 in UTC on the way out, ISO or epoch milliseconds on the way in', async () => {
    await store.insertRows('runs', [
      { run_id: 'a', window_from: 1_777_000_000_123, window_to: '2026-04-24T11:06:40.123+08:00' },
    ]);
    const rows = await store.rows('SELECT window_from, window_to FROM runs');
    expect(rows).toEqual([
      { window_from: '2026-04-24T03:06:40.123Z', window_to: '2026-04-24T03:06:40.123Z' },
    ]);
  });

  test('every kind of Arrow column arrives, and columns that are not named take their default', async () => {
    const bytes = Uint8Array.from([0, 255, 39, 92, 10, 0]);
    const texts = new List(new Field('item', new Utf8()));
    const numbers = new List(new Field('item', new Uint32()));
    await store.insertArrow(
      'actions',
      toIpc({
        occurred_at: vectorFromArray([1_777_000_000_123, -1], new TimestampMillisecond('UTC')),
        event_id: vectorFromArray(['一', "it's"], new Utf8()),
        action: vectorFromArray(['like', 'post'], new Dictionary(new Utf8(), new Int32())),
        topics: vectorFromArray([['a', '加油'], []], texts),
        text_bands: vectorFromArray([[1, 4_294_967_295], []], numbers),
        text_signature: vectorFromArray([bytes, new Uint8Array(0)], new Binary()),
        ip: vectorFromArray([2n ** 64n - 1n, 0n], new Uint64()),
        ai_explicit: vectorFromArray([-1, 1], new Int8()),
      }),
    );
    const rows = await store.rows(
      'SELECT occurred_at, event_id, action, topics, text_bands, hex(text_signature) AS signature, ip, ai_explicit, target_id, event_key = sipHash64(event_id) AS keyed FROM actions ORDER BY occurred_at',
    );
    const absent = { target_id: '', keyed: 1 };
    expect(rows).toEqual([
      {
        occurred_at: '1969-12-31T23:59:59.999Z',
        event_id: "it's",
        action: 'post',
        topics: [],
        text_bands: [],
        signature: '',
        ip: '0',
        ai_explicit: 1,
        ...absent,
      },
      {
        occurred_at: '2026-04-24T03:06:40.123Z',
        event_id: '一',
        action: 'like',
        topics: ['a', '加油'],
        text_bands: [1, 4_294_967_295],
        signature: '00FF275C0A00',
        ip: '18446744073709551615',
        ai_explicit: -1,
        ...absent,
      },
    ]);
  });

  test('an Arrow null is NULL where the column may be NULL', async () => {
    await store.insertArrow(
      'accounts',
      toIpc({
        account_id: vectorFromArray(['u1', 'u2'], new Utf8()),
        verified: vectorFromArray([null, 0], new Uint8()),
        handle: vectorFromArray(['', null], new Utf8()),
      }),
    );
    const rows = await store.rows('SELECT account_id, verified, handle FROM accounts ORDER BY account_id');
    expect(rows).toEqual([
      { account_id: 'u1', verified: null, handle: '' },
      { account_id: 'u2', verified: 0, handle: null },
    ]);
  });

  test('one insert makes one part, so it is there as a whole or not at all', async () => {
    await store.insertArrow('traces', traceIpc(0, 300_000));
    const report = await storeReport(store);
    expect(report.find(({ table }) => table === 'traces')).toMatchObject({ rows: 300_000, parts: 1 });
  });

  test('a repeated token inserts nothing, and swallows no other insert', async () => {
    await store.insertArrow('traces', traceIpc(0, 10), { token: "events'0\\9" });
    await store.insertArrow('traces', traceIpc(0, 10), { token: "events'0\\9" });
    expect(await count('traces')).toBe(10);
    await store.insertArrow('traces', traceIpc(100, 10));
    await store.insertArrow('traces', traceIpc(200, 10), { token: 'events 10 19' });
    await store.insertArrow('traces', traceIpc(300, 10));
    await store.insertRows('traces', [{ bucket: 1n }]);
    expect(await count('traces')).toBe(41);
  });

  test('without a token, equal content is inserted again', async () => {
    for (const _ of [1, 2]) {
      await store.insertArrow('traces', traceIpc(0, 10));
      await store.insertRows('runs', [{ run_id: 'a' }]);
    }
    expect(await count('traces')).toBe(20);
    expect(await count('runs')).toBe(2);
  });

  test('an event that comes twice, in one insert or in two, is one event under FINAL', async () => {
    const ipc = toIpc({ event_id: vectorFromArray(['a', 'b', 'a'], new Utf8()) });
    for (const _ of [1, 2]) await store.insertArrow('actions', ipc);
    expect(await store.rows('SELECT event_id FROM actions FINAL ORDER BY event_id')).toEqual([
      { event_id: 'a' },
      { event_id: 'b' },
    ]);
  });

  test('a column that the table does not have is an error, and nothing is inserted', async () => {
    const ipc = toIpc({
      event_id: vectorFromArray(['a'], new Utf8()),
      evnt: vectorFromArray(['b'], new Utf8()),
    });
    await expect(store.insertArrow('actions', ipc)).rejects.toMatchObject({ code: 'store-broken' });
    await expect(store.insertRows('runs', [{ run_id: 'a', horizn: 'b' }])).rejects.toMatchObject({
      code: 'store-broken',
    });
    expect(await count('actions')).toBe(0);
    expect(await count('runs')).toBe(0);
  });

  test('a cut Arrow stream is refused, not inserted in part', async () => {
    const ipc = traceIpc(0, 1000);
    await expect(store.insertArrow('traces', ipc.subarray(0, ipc.length - 64))).rejects.toThrow(
      'whole Arrow',
    );
    expect(await count('traces')).toBe(0);
  });

  test('no rows to insert is no work', async () => {
    await store.insertRows('runs', []);
    await store.insertArrow('traces', traceIpc(0, 0));
    expect(await count('runs')).toBe(0);
    expect(await count('traces')).toBe(0);
  });

  test('the report counts every table, empty ones included', async () => {
    await store.insertRows('members', [{ account_id: 'a' }, { account_id: 'b' }]);
    const report = await storeReport(store);
    expect(report.find(({ table }) => table === 'members')).toMatchObject({ rows: 2, parts: 1 });
    expect(report.find(({ table }) => table === 'edges')).toEqual({
      table: 'edges',
      rows: 0,
      parts: 0,
      bytes: 0,
    });
    expect(report.find(({ table }) => table === 'members')?.bytes).toBeGreaterThan(0);
  });
});
