/** What attackers try at a console: each tried, each held. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsole } from '../../src/console/index.ts';
import { createLimits } from '../../src/console/people/limits.ts';
import { endSessions, findSession } from '../../src/console/people/sessions.ts';
import type { ConsoleApp } from '../../src/console/server/app.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import { appOf, type Browser, browserOf, CONSOLE_URL } from '../support/signed-in.ts';

let store: Store;
let app: ConsoleApp;
let ann: Browser;
let adam: Browser;
beforeAll(async () => {
  store = await openStore({ kind: 'memory' });
  await migrate(store, { now: Date.now });
  app = appOf(store, { limits: createLimits({ requestsAMinute: 1_000_000 }) });
  ann = await browserOf(app, store, 'ann', 'analyst');
  adam = await browserOf(app, store, 'adam', 'admin');
});
afterAll(() => store.close());

const NEW_TOKEN = { name: 'mine', scopes: ['read'], days: 1 };

describe('cookies', () => {
  test.each([
    ['made up', 'breakwater=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['empty', 'breakwater='],
    ['SQL', "breakwater=' OR '1'='1"],
    ['a hash out of the table', 'breakwater=HASH'],
    ['very long', `breakwater=${'A'.repeat(4_000)}`],
    ['another name', 'session=1; breakwater_oidc=1'],
  ])('a forged one (%s) is nobody', async (_, cookie) => {
    const [row] = await store.rows('SELECT token_hash FROM sessions LIMIT 1');
    const response = await app.request('/api/v1/session', {
      headers: { cookie: cookie.replace('HASH', String(row?.token_hash)) },
    });
    expect(response.status).toBe(401);
  });

  test('an ended session is nobody, and one that is over', async () => {
    const eve = await browserOf(app, store, 'eve', 'viewer');
    expect((await eve.send('GET', '/session')).status).toBe(200);
    const secret = eve.headers.cookie?.split('=')[1] ?? '';
    expect(await findSession(store, secret, Date.now() + 13 * 3_600_000)).toBeNull();
    await endSessions(store, { userId: eve.userId });
    expect((await eve.send('GET', '/session')).status).toBe(401);
  });

  test('cannot be read by scripts, nor sent by other sites', async () => {
    const response = await app.request('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ann', password: 'correct horse battery staple' }),
    });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
    const secure = appOf(store, { url: 'https://console.example' });
    const behind = await secure.request('https://console.example/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'ann', password: 'correct horse battery staple' }),
    });
    expect(behind.headers.get('set-cookie')).toMatch(/^__Host-breakwater=.*Secure/);
  });
});

describe('requests that another site makes (CSRF)', () => {
  test.each([
    ['no token', { 'x-csrf-token': '' }],
    ['a wrong token', { 'x-csrf-token': 'x'.repeat(43) }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['a look-alike origin', { origin: `${CONSOLE_URL}.evil.example` }],
    ['another site, says the browser', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site, says the browser', { 'sec-fetch-site': 'same-site' }],
  ])('%s: refused, and nothing is done', async (_, headers) => {
    const before = await store.rows('SELECT count() AS n FROM api_tokens');
    expect((await ann.send('POST', '/tokens', NEW_TOKEN, headers)).status).toBe(403);
    expect(await store.rows('SELECT count() AS n FROM api_tokens')).toEqual(before);
  });

  test('a sign-in from another site is refused', async () => {
    const body = JSON.stringify({ name: 'ann', password: 'correct horse battery staple' });
    const response = await app.request('/api/v1/session', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  test('a form cannot send what we take', async () => {
    expect(
      (
        await ann.send('POST', '/tokens', 'name=x&scopes=admin', {
          'content-type': 'application/x-www-form-urlencoded',
        })
      ).status,
    ).toBe(400);
    expect(
      (await ann.send('POST', '/tokens', JSON.stringify(NEW_TOKEN), { 'content-type': 'text/plain' })).status,
    ).toBe(400);
  });

  test.each(['X-HTTP-Method-Override', 'X-Method-Override'])('%s changes no method', async (header) => {
    const response = await app.request('/api/v1/session', {
      headers: { ...ann.headers, [header]: 'DELETE' },
    });
    expect(response.status).toBe(200);
    expect((await ann.send('GET', '/session')).status).toBe(200);
  });
});

describe('what belongs to others (IDOR)', () => {
  test('a token of somebody else can neither be seen nor revoked', async () => {
    const made = (await (await adam.send('POST', '/tokens', NEW_TOKEN)).json()) as {
      token_id: string;
      token: string;
    };
    const seen = (await (await ann.send('GET', '/tokens')).json()) as unknown[];
    expect(JSON.stringify(seen)).not.toContain(made.token_id);
    expect((await ann.send('DELETE', `/tokens/${made.token_id}`)).status).toBe(404);
    const still = await app.request('/api/v1/session', {
      headers: { authorization: `Bearer ${made.token}` },
    });
    expect(still.status).toBe(200);
  });

  test('nobody gives themself a role', async () => {
    expect((await ann.send('PATCH', `/users/${ann.userId}`, { role: 'admin' })).status).toBe(403);
    expect(
      (
        await ann.send('POST', '/session/password', {
          old_password: 'x',
          new_password: 'y'.repeat(12),
          role: 'admin',
        })
      ).status,
    ).toBe(400);
  });

  test('a token cannot make a stronger one', async () => {
    const made = (await (await adam.send('POST', '/tokens', { ...NEW_TOKEN, scopes: ['admin'] })).json()) as {
      token: string;
    };
    const response = await app.request('/api/v1/tokens', {
      method: 'POST',
      headers: { authorization: `Bearer ${made.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...NEW_TOKEN, scopes: ['decide'] }),
    });
    expect(response.status).toBe(403);
  });

  test('the last admin cannot be shut out', async () => {
    expect((await adam.send('PATCH', `/users/${adam.userId}`, { disabled: true })).status).toBe(400);
    expect((await adam.send('PATCH', `/users/${adam.userId}`, { role: 'viewer' })).status).toBe(400);
  });

  test('no answer holds a password’s hash or a session’s secret', async () => {
    for (const path of ['/users', '/people', '/audit', '/tokens', '/session']) {
      const text = await (await adam.send('GET', path)).text();
      expect(text, path).not.toMatch(/scrypt|token_hash|password_hash/);
    }
  });
});

describe('paths', () => {
  test.each([
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/index.ts',
    '/assets/....//....//package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%00/package.json',
    '/assets//etc/passwd',
    '/api/v1/%2e%2e/%2e%2e/package.json',
  ])('%s leads to no file', async (path) => {
    const text = await (await app.request(path)).text();
    expect(text).not.toContain('"breakwater"');
    expect(text).not.toContain('root:');
  });

  test('as a raw line over a socket, too', async () => {
    const running = await startConsole({ store, host: '127.0.0.1', port: 0 });
    try {
      for (const path of [
        '/../../package.json',
        '/assets/../../../package.json',
        'http://evil.example/',
        '/\r\nX: y',
      ]) {
        const answer = await raw(running.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        expect(answer).not.toContain('"devDependencies"');
      }
      expect(
        await raw(
          running.url,
          `GET /api/v1/session HTTP/1.1\r\nHost: x\r\nCookie: ${'a'.repeat(300_000)}\r\nConnection: close\r\n\r\n`,
        ),
      ).toContain('431');
      expect(
        await raw(
          running.url,
          'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        ),
      ).toMatch(/^HTTP\/1.1 400/);
    } finally {
      await running.close();
    }
  });
});

describe('bodies', () => {
  test('three megabytes are refused before they are read', async () => {
    const response = await adam.send(
      'POST',
      '/users',
      JSON.stringify({ name: 'x'.repeat(3_000_000), role: 'viewer', password: 'y'.repeat(12) }),
    );
    expect(response.status).toBe(413);
  });

  test.each([
    ['a script as a name', '<script>alert(1)</script>'],
    ['a switch of direction', '\u202Eadmin'],
    ['a hidden character', 'adam\u200B'],
    ['SQL', "x'; DROP TABLE users --"],
    ['a line break', 'x\r\nSet-Cookie: a=b'],
    ['nothing', ''],
    ['too much', 'x'.repeat(65)],
  ])('%s is no user’s name', async (_, name) => {
    expect(
      (await adam.send('POST', '/users', { name, role: 'viewer', password: 'y'.repeat(12) })).status,
    ).toBe(400);
  });

  test('a name that only looks another is taken', async () => {
    expect(
      (await adam.send('POST', '/users', { name: 'ADAM', role: 'viewer', password: 'y'.repeat(12) })).status,
    ).toBe(400);
    expect(
      (await adam.send('POST', '/users', { name: 'ａdam', role: 'viewer', password: 'y'.repeat(12) })).status,
    ).toBe(400);
  });

  test.each([
    ['a prototype', '{"__proto__":{"role":"admin"},"name":"p1","role":"viewer","password":"yyyyyyyyyyyy"}'],
    [
      'a constructor',
      '{"constructor":{"prototype":{"role":"admin"}},"name":"p2","role":"viewer","password":"yyyyyyyyyyyy"}',
    ],
    ['a field that is none', '{"name":"p3","role":"viewer","password":"yyyyyyyyyyyy","disabled":false}'],
    ['no JSON', '{"name":'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('%s is refused', async (_, body) => {
    expect((await adam.send('POST', '/users', body)).status).toBe(400);
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  test('of a field that stands twice the last counts, and is checked', async () => {
    expect(
      (
        await adam.send(
          'POST',
          '/users',
          '{"role":"viewer","name":"p4","role":"emperor","password":"yyyyyyyyyyyy"}',
        )
      ).status,
    ).toBe(400);
  });
});

describe('queries', () => {
  test.each(["' OR 1=1 --", '{q:String}', '%', '\\', '\u0000', '); DROP TABLE acts; --', '🦊'.repeat(50)])(
    '%j is searched for, nothing else',
    async (q) => {
      for (const path of ['/cases', '/campaigns'])
        expect((await ann.send('GET', `${path}?q=${encodeURIComponent(q)}`)).status).toBe(200);
      expect(Number((await store.rows('SELECT count() AS n FROM users'))[0]?.n)).toBeGreaterThan(0);
    },
  );

  test.each([
    '/clusters/x/y',
    "/clusters/'%20OR%201=1/--",
    '/cases/none',
    '/campaigns/%00',
    '/accounts/none',
  ])('%s is not there', async (path) => {
    expect([400, 404]).toContain((await ann.send('GET', path)).status);
  });
});

describe('passwords', () => {
  const guess = (name: string, password: string, on: ConsoleApp) =>
    on.request('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, password }),
    });

  test('five wrong ones lock the name, even for the right one, and say for how long', async () => {
    const guarded = appOf(store);
    for (let i = 0; i < 5; i++) expect((await guess('ann', `wrong ${i}`, guarded)).status).toBe(401);
    const locked = await guess('ann', 'correct horse battery staple', guarded);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await guess('adam', 'correct horse battery staple', guarded)).status).toBe(200);
    const acts = await store.rows("SELECT name FROM acts WHERE act = 'lock_out'");
    expect(acts).toEqual([{ name: 'ann' }]);
  });

  test('names that are none are told apart neither by words nor by time', async () => {
    const guarded = appOf(store);
    const time = async (name: string) => {
      const began = performance.now();
      const answer = await guess(name, 'wrong', guarded);
      return { ms: performance.now() - began, text: await answer.text() };
    };
    const [known, unknown] = [await time('adam'), await time('nobody-here')];
    expect(known.text).toBe(unknown.text);
    // A hash is computed for both: without one the answer comes a hundred times faster.
    expect(unknown.ms).toBeGreaterThan(known.ms / 5);
  });

  test('a new password ends the other sessions', async () => {
    const first = await browserOf(app, store, 'bob', 'viewer');
    const second = await browserOf(app, store, 'bob', 'viewer');
    const change = {
      old_password: 'correct horse battery staple',
      new_password: 'another horse, another day',
    };
    expect((await second.send('POST', '/session/password', change)).status).toBe(204);
    expect((await first.send('GET', '/session')).status).toBe(401);
    expect((await second.send('GET', '/session')).status).toBe(200);
  });
});

test('too many requests are refused for a while', async () => {
  const small = appOf(store, { limits: createLimits({ requestsAMinute: 5 }) });
  const answers = [];
  for (let i = 0; i < 7; i++) answers.push((await small.request('/api/v1/session/options')).status);
  expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429]);
});

function raw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', () => resolve(answer));
    setTimeout(() => socket.destroy(), 2_000).unref();
  });
}
