/** End to end into the real engine: what is in the file is in the store, once. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ingestFiles, inputsFromFlags } from '../../src/ingest/index.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import { file, KEY, line, NOW } from './helpers.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => NOW });
});
afterAll(() => store.close());

const count = async (table: string, where = '1') => {
  const [row] = await store.rows(`SELECT count() AS n FROM ${table} FINAL WHERE ${where}`);
  return Number(row?.n);
};
const ingest = (inputs: Parameters<typeof ingestFiles>[0]['inputs']) =>
  ingestFiles({
    inputs,
    store,
    options: { now: NOW, pseudonymKey: KEY, workers: 2, runBytes: 20_000, batchRows: 500 },
  });

test('rows in are rows stored, also when they are given twice', async () => {
  const lines = Array.from({ length: 5000 }, (_, i) =>
    line({ event_id: `e${i}`, text: i % 3 === 0 ? `这家店的服务真的很不错 ${i}` : null, topics: ['t'] }),
  );
  const input = await file(
    'a.ndjson',
    `${lines.join('')}bad\n{"type":"account","account_id":"u1","handle":"user123"}\n`,
  );
  const result = await ingest([input, input]);
  expect(result).toMatchObject({ lines: 10_004, events: 10_002, actions: 10_000, deadLetters: 2 });
  expect(await count('actions')).toBe(5000);
  expect(await count('accounts', "handle_stem = 'user#3' AND registered_at IS NULL")).toBe(1);
  expect(await count('dead_letters', "source = 'a.ndjson' AND offset = 5001")).toBe(2);
  expect(await count('actions', 'length(text_bands) = 16 AND length(text_signature) = 64')).toBe(1667);
  const [row] = await store.rows(
    "SELECT toUnixTimestamp64Milli(occurred_at) AS ms, topics FROM actions WHERE event_id = 'e7' LIMIT 1",
  );
  expect(row).toMatchObject({ ms: String(Date.UTC(2026, 4, 2, 10, 0, 0, 120)), topics: ['t'] });
});

const data = process.env.BREAKWATER_DATA ?? join(import.meta.dirname, '../../../shared/data');
const isThere = existsSync(data);
// Absent data is an error where it counts.
describe.skipIf(!isThere && process.env.CI !== 'true')('real files', () => {
  const paths = (...names: string[]) => names.map((name) => join(data, name));

  test('the reposts of the published data set are all there', async () => {
    const inputs = inputsFromFlags({
      files: paths('coortweet/russian_coord_tweets.csv'),
      format: 'coortweet',
    });
    expect(await ingest(inputs)).toMatchObject({
      lines: 35_125,
      actions: 35_125,
      deadLetters: 0,
      inputs: [{ times: 'epoch seconds' }],
    });
    // Distinct rows, counted from the file by another tool; the rest are exact repeats.
    const [row] = await store.rows(
      "SELECT uniqExact(target_id) AS objects, uniqExact(account_id) AS accounts FROM actions WHERE action = 'repost'",
    );
    expect(row).toMatchObject({ objects: '7285', accounts: '9509' });
  });

  test('comments with line breaks are read whole', async () => {
    const inputs = inputsFromFlags({
      files: paths('reddit_ira/comments.csv'),
      map: [
        'event_id=comment_id',
        'target_id=parent_id',
        'account_id=author',
        'occurred_at=created_utc',
        'text=body',
      ],
      set: ['action=comment'],
    });
    expect(await ingest(inputs)).toMatchObject({ actions: 6711, deadLetters: 0 });
    // 20 comments stand in the file twice.
    expect(await count('actions', "action = 'comment' AND source LIKE '%comments.csv'")).toBe(6691);
  });
});
