/** The store over TLS, against a real listener on the loopback. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, openStore } from '../../src/storage/index.ts';
import { traceIpc } from '../support/arrow.ts';
import { type Authority, type Certificate, createAuthority } from '../support/certificates.ts';
import { type ClickHouseHttp, startClickHouseHttp } from '../support/clickhouse-http.ts';
import { startTlsFront, type TlsFront } from '../support/tls-front.ts';

describe('a server behind TLS', () => {
  let clickhouse: ClickHouseHttp;
  let authority: Authority;
  let stranger: Authority;
  let client: Certificate;
  let front: TlsFront;
  let mutual: TlsFront;
  let ca: string;

  beforeAll(async () => {
    [clickhouse, authority, stranger] = await Promise.all([
      startClickHouseHttp(),
      createAuthority(),
      createAuthority('somebody else'),
    ]);
    ca = await readFile(authority.ca, 'utf8');
    client = await authority.issue('breakwater-client', ['DNS:client']);
    const target = clickhouse.url;
    front = await startTlsFront({ target, certificate: await authority.issue('store', ['DNS:localhost']) });
    mutual = await startTlsFront({
      target,
      certificate: await authority.issue('strict', ['DNS:localhost']),
      clientsOf: authority,
    });
  });
  afterAll(async () => {
    await Promise.all([front.stop(), mutual.stop(), clickhouse.stop()]);
    await Promise.all([authority.remove(), stranger.remove()]);
  });

  const login = () => ({ username: clickhouse.username, password: clickhouse.password });
  const at = ({ port }: TlsFront, host = 'localhost') =>
    ({ kind: 'server', url: `https://${host}:${port}`, ...login() }) as const;

  test('is migrated, written to and read through its authority', async () => {
    const store = await openStore({ ...at(front), tls: { ca } });
    await migrate(store, { now: () => 0 });
    await store.insertArrow('traces', traceIpc(0, 1000));
    expect(await store.rows('SELECT count() AS n FROM traces')).toEqual([{ n: '1000' }]);
    let rows = 0;
    for await (const batch of store.batches('SELECT * FROM traces')) rows += batch.numRows;
    expect(rows).toBe(1000);
    await store.close();
  });

  test('whose authority is unknown here is refused, and the way to mend it is named', async () => {
    for (const tls of [{}, { ca: await readFile(stranger.ca, 'utf8') }])
      await expect(openStore({ ...at(front), tls })).rejects.toMatchObject({
        code: 'store-refused',
        message: expect.stringContaining('signed by nobody who is trusted here'),
        fix: expect.stringContaining('store.tls.ca'),
      });
    await expect(openStore(at(front))).rejects.toMatchObject({ code: 'store-refused' });
  });

  test('whose certificate has another name is refused, unless that name is what is asked for', async () => {
    await expect(openStore({ ...at(front, '127.0.0.1'), tls: { ca } })).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.stringContaining('another name: IP: 127.0.0.1'),
    });
    const store = await openStore({ ...at(front, '127.0.0.1'), tls: { ca, serverName: 'localhost' } });
    await store.close();
    const wrong = openStore({ ...at(front), tls: { ca, serverName: 'clickhouse.example' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.stringContaining('clickhouse.example'),
    });
  });

  test('that wants a certificate of the client gets it beside the password, and refuses who has none', async () => {
    const tls = { ca, cert: await readFile(client.cert, 'utf8'), key: await readFile(client.key, 'utf8') };
    const store = await openStore({ ...at(mutual), tls });
    expect(await store.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await store.close();
    const last = mutual.seen.at(-1);
    expect(last?.client).toBe('breakwater-client');
    expect(last?.headers.authorization).toMatch(/^Basic /);
    expect(last?.headers).not.toHaveProperty('x-clickhouse-ssl-certificate-auth');
    await expect(openStore({ ...at(mutual), tls: { ca } })).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.stringContaining('refuses the certificate of this client, or misses one'),
      fix: expect.stringContaining('store.tls.cert'),
    });
  });

  test('takes a certificate for a login where there is no password', async () => {
    const tls = { ca, cert: await readFile(client.cert, 'utf8'), key: await readFile(client.key, 'utf8') };
    const { url } = at(mutual);
    // What stands behind the front knows only passwords, so it refuses in its turn.
    await expect(openStore({ kind: 'server', url, username: 'by-cert', tls })).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.stringContaining('Authentication failed'),
    });
    const headers = mutual.seen.at(-1)?.headers;
    expect(headers).toMatchObject({
      'x-clickhouse-user': 'by-cert',
      'x-clickhouse-ssl-certificate-auth': 'on',
    });
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('x-clickhouse-key');
  });

  test('that speaks no TLS, and one that speaks nothing else, are told apart', async () => {
    const plain = { ...at(front), url: clickhouse.url.replace('http:', 'https:') };
    await expect(openStore({ ...plain, tls: { ca } })).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.stringContaining('does not speak TLS on this port'),
    });
    const open = { ...at(front), url: `http://localhost:${front.port}` };
    await expect(openStore(open)).rejects.toMatchObject({
      code: 'store-unreachable',
      fix: expect.stringContaining('8443 with TLS'),
    });
  });

  test('that refuses the password says so over TLS, too, and nothing repeats it', async () => {
    const opening = openStore({ ...at(front), password: 'hunter2-hunter2', tls: { ca } });
    await expect(opening).rejects.toMatchObject({
      code: 'store-refused',
      message: expect.not.stringContaining('hunter2'),
      fix: expect.stringContaining('store.password'),
    });
  });
});
