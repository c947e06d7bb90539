/** `/metrics`, `/healthz` and `/readyz` over HTTP. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../contract/index.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

export interface WatchServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
  readonly health: Pick<Health, 'readiness'>;
  /** Closes the server when it is aborted, as SIGTERM does. */
  readonly signal?: AbortSignal;
}

export interface WatchServer {
  readonly url: string;
  /** Ends at once, open connections included; again is a no-op. */
  close(): Promise<void>;
}

const JSON_TYPE = 'application/json; charset=utf-8';
/** Enough for a few scrapers and probes; more wait outside. */
const MAX_CONNECTIONS = 32;
const REQUEST_TIMEOUT_MS = 5_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  type: JSON_TYPE,
  body: `${JSON.stringify(value)}\n`,
});

/**
 * Serves until closed. `/healthz` answers 200 as long as the process turns its event loop; `/readyz` 200 or 503 with the
 * checks; everything else is 404, other methods 405.
 *
 * @throws AppError `bad-config`: the address is taken or not ours.
 */
export async function startWatchServer(options: WatchServerOptions): Promise<WatchServer> {
  const { host, port, metrics, health, signal } = options;
  const routes = new Map<string, () => Promise<Answer>>([
    ['/healthz', async () => json(200, { alive: true })],
    [
      '/readyz',
      async () => {
        const readiness = await health.readiness();
        return json(readiness.ready ? 200 : 503, readiness);
      },
    ],
    ['/metrics', async () => ({ status: 200, type: metrics.contentType, body: await metrics.text() })],
  ]);

  async function answer(request: IncomingMessage): Promise<Answer> {
    const route = routes.get((request.url ?? '').split('?', 1)[0] ?? '');
    if (route === undefined) return json(404, { error: 'there are /metrics, /healthz and /readyz' });
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return json(405, { error: 'only GET and HEAD' });
    return route();
  }
  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Nothing here takes a body.
    request.resume();
    const { status, type, body } = await answer(request).catch(() =>
      json(500, { error: 'this answer failed' }),
    );
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 8_192,
    },
    (request, response) => void respond(request, response),
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((done, failed) => {
    server.once('error', failed).listen(port, host, done);
  }).catch((cause) => {
    throw new AppError('bad-config', `observability/watch-server: cannot listen on ${host}:${port}`, {
      cause,
      fix: 'choose another http.port (0 takes a free one) or http.host, or end the process that has it',
    });
  });
  // A failing socket must not end the process that is watched.
  server.on('clientError', (_error, socket) => void socket.destroy());

  const { address, port: taken, family } = server.address() as AddressInfo;

  let closed: Promise<void> | null = null;
  const close = () => {
    closed ??= new Promise((done) => {
      signal?.removeEventListener('abort', close);
      server.close(() => done());
      server.closeAllConnections();
    });
    return closed;
  };
  if (signal?.aborted === true) await close();
  else signal?.addEventListener('abort', close, { once: true });
  return { url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`, close };
}
