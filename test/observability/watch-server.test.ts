import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import {
  createFreshness,
  createHealth,
  createMetrics,
  startWatchServer,
  type WatchServer,
} from '../../src/observability/index.ts';
import { parseExposition } from './exposition.ts';

const open: WatchServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start({
  health = createHealth(),
  signal,
}: {
  health?: ReturnType<typeof createHealth>;
  signal?: AbortSignal;
} = {}) {
  const metrics = createMetrics();
  const server = await startWatchServer({
    host: '127.0.0.1',
    port: 0,
    metrics,
    health,
    ...(signal === undefined ? {} : { signal }),
  });
  open.push(server);
  return {
    server,
    metrics,
    health,
    get: (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init),
  };
}

test('/metrics is text that a scraper reads', async () => {
  const { metrics, get } = await start();
  metrics.eventsIn(42);
  const response = await get('/metrics');
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const family = parseExposition(await response.text()).get('breakwater_events_in_total');
  expect(family?.samples[0]?.value).toBe(42);
});

test('readiness follows its checks, life does not', async () => {
  const health = createHealth();
  let store: string | null = 'no answer from clickhouse:8123';
  health.check('store', () => store);
  health.check('consumer', async () => null);
  const { get } = await start({ health });
  const before = await get('/readyz');
  expect([before.status, await before.json()]).toEqual([
    503,
    { ready: false, checks: { store: 'no answer from clickhouse:8123', consumer: 'ok' } },
  ]);
  expect((await get('/healthz')).status).toBe(200);
  store = null;
  expect((await get('/readyz')).status).toBe(200);
  store = 'away again';
  expect((await get('/readyz')).status).toBe(503);
  expect((await get('/healthz')).status).toBe(200);
});

test('a check that throws or never answers is not fine', async () => {
  const health = createHealth({ timeoutMs: 50 });
  health.check('broken', () => Promise.reject(new Error('socket closed')));
  health.check('stuck', () => new Promise<null>(() => {}));
  expect(await health.readiness()).toEqual({
    ready: false,
    checks: { broken: 'socket closed', stuck: 'no answer within 50 ms' },
  });
});

test('probes that come together cost one round of checks', async () => {
  const health = createHealth();
  let rounds = 0;
  const { promise: gate, resolve: openGate } = Promise.withResolvers<null>();
  health.check('store', () => {
    rounds += 1;
    return gate;
  });
  const probes = [health.readiness(), health.readiness(), health.readiness()];
  openGate(null);
  await Promise.all(probes);
  expect(rounds).toBe(1);
  await health.readiness();
  expect(rounds).toBe(2);
});

test('what must happen regularly is fine until its limit, and again after it happened', () => {
  let now = 1_000_000;
  const cycle = createFreshness('cycle', 60, () => now);
  expect(cycle.check()).toBeNull();
  now += 60_000;
  expect(cycle.check()).toBeNull();
  now += 1_000;
  expect(cycle.check()).toBe('no cycle for 61 s (limit 60 s)');
  cycle.touch();
  expect(cycle.check()).toBeNull();
});

test('other paths are 404, other methods 405, and HEAD has no body', async () => {
  const { get } = await start();
  expect((await get('/')).status).toBe(404);
  expect((await get('/constructor')).status).toBe(404);
  const post = await get('/metrics', { method: 'POST', body: 'x'.repeat(100_000) });
  expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const head = await get('/healthz?from=probe', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('aborting the signal closes the server, idle connections included', async () => {
  const stop = new AbortController();
  const { server, get } = await start({ signal: stop.signal });
  await (await get('/healthz')).text();
  const idle = connect(Number(new URL(server.url).port), '127.0.0.1');
  await new Promise((done) => idle.once('connect', done));
  const ended = new Promise((done) => idle.once('close', done));
  stop.abort();
  await server.close();
  await ended;
  await expect(get('/healthz')).rejects.toThrow();
});

test('a server that is told to stop before it starts does not stay', async () => {
  const { get } = await start({ signal: AbortSignal.abort() });
  await expect(get('/healthz')).rejects.toThrow();
});

test('garbage on the port is answered or dropped, and the server lives', async () => {
  const { server, get } = await start();
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  const ended = new Promise((done) => socket.once('close', done));
  socket.on('error', () => {});
  socket.write('\x00\x01 nonsense\r\n\r\n');
  await ended;
  expect((await get('/healthz')).status).toBe(200);
});

test('a port that is taken is an error that says what to do', async () => {
  const { server, metrics, health } = await start();
  const port = Number(new URL(server.url).port);
  await expect(startWatchServer({ host: '127.0.0.1', port, metrics, health })).rejects.toMatchObject({
    code: 'bad-config',
    fix: expect.stringContaining('http.port'),
  });
});
