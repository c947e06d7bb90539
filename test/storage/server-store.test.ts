/** What only a server can do: be away, refuse a password, break off in the middle. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/storage/index.ts';
import { traceIpc } from '../support/arrow.ts';
import { type ClickHouseHttp, startClickHouseHttp } from '../support/clickhouse-http.ts';

describe('a server', () => {
  let clickhouse: ClickHouseHttp;
  beforeAll(async () => {
    clickhouse = await startClickHouseHttp();
  });
  afterAll(() => clickhouse.stop());

  test('that is not there is unreachable, with its address and the reason', async () => {
    await expect(openStore({ kind: 'server', url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'store-unreachable',
      message: 'storage/server: no answer from http://127.0.0.1:1/breakwater (ECONNREFUSED)',
    });
  });

  test('that refuses the password says so, and the password is not repeated', async () => {
    const { url, username } = clickhouse;
    const opening = openStore({ kind: 'server', url, username, password: 'hunter2' });
    await expect(opening).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.not.stringContaining('hunter2'),
      fix: expect.stringContaining('password'),
    });
  });

  test('gets its database made, and is named without credentials', async () => {
    const { url, username, password } = clickhouse;
    const store = await openStore({ kind: 'server', url, username, password, database: "it's `new`" });
    expect(store.location).toBe(`${url}/it's \`new\``);
    expect(await store.rows('SELECT currentDatabase() AS name')).toEqual([{ name: "it's `new`" }]);
    await store.close();
    await expect(store.rows('SELECT 1')).rejects.toMatchObject({ code: 'cancelled' });
    await expect(store.insertArrow('traces', traceIpc(0, 1))).rejects.toMatchObject({ code: 'cancelled' });
  });
});

test('a server that is too busy for longer than connections may idle answers what was asked meanwhile', async () => {
  const clickhouse = await startClickHouseHttp();
  const { url, username, password } = clickhouse;
  const store = await openStore({ kind: 'server', url, username, password });
  await store.rows('SELECT 1');
  // The connection is kept, and used again before the client lets go of it.
  await delay(500);
  const busy = clickhouse.freeze(7_000);
  expect(await store.rows('SELECT 2 AS two')).toEqual([{ two: 2 }]);
  await busy;
  await store.close();
  await clickhouse.stop();
});

describe('a closed store', () => {
  test('cancels the requests that a server has not answered yet', async () => {
    const clickhouse = await startClickHouseHttp();
    const { url, username, password } = clickhouse;
    const store = await openStore({ kind: 'server', url, username, password });
    const running = expect(
      store.rows('SELECT max(sipHash64(number)) AS m FROM numbers(1000000000000)'),
    ).rejects.toMatchObject({ code: 'cancelled' });
    await delay(100);
    await store.close();
    await running;
    await clickhouse.stop();
  });
});

describe('a server that breaks off', () => {
  let server: Server;
  let url: string;
  const result = traceIpc(0, 5000);

  beforeAll(async () => {
    // Knows one database, and answers every other query with a result that is cut at a message's end.
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const query = Buffer.concat(chunks).toString();
      if (query.includes('system.databases')) response.end('{"name":"breakwater"}\n');
      else if (query.includes('whole')) response.end(result);
      else response.end(result.subarray(0, result.length - 8));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  afterAll(() => {
    server.close();
  });

  test('gives an error, not a short result', async () => {
    const store = await openStore({ kind: 'server', url });
    const read = async (sql: string) => {
      let rows = 0;
      for await (const batch of store.batches(sql)) rows += batch.numRows;
      return rows;
    };
    expect(await read('SELECT whole')).toBe(5000);
    await expect(read('SELECT cut')).rejects.toMatchObject({
      code: 'store-broken',
      message: 'storage/server: the result was cut off',
    });
    await store.close();
  });
});
