/**
 * The embedded engine behind the part of ClickHouse's HTTP interface that the official client uses, so that several
 * processes of one machine can share a directory. The engine is ClickHouse; the wire is this file.
 */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Session } from 'chdb';
import { AppError } from '../contract/index.ts';
import { openEmbeddedStore } from './embedded-store.ts';
import { openSpool } from './spool.ts';
import { quoteName, quoteText } from './sql-text.ts';

const UNIT = 'storage/store-server';
/** Never anything else: neither the wire nor the engine's users would stand an open network. */
const HOST = '127.0.0.1';
/** One text in JavaScript and one block in the engine; the client's batches are far smaller. */
const BODY_LIMIT = 512 * 1024 * 1024;
const IDLE_MS = 120_000;
/** Queries at once: more would take all of libuv's threads, and with them every file read of the process. */
const PARALLEL = 3;

export interface StoreServerOptions {
  readonly directory: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly now?: () => number;
}

export interface StoreServer {
  /** `http://127.0.0.1:port`, without credentials. */
  readonly url: string;
  readonly port: number;
  /** Finishes the requests that run, and gives the directory free. */
  close(): Promise<void>;
}

/**
 * Serves a directory on the loopback. Results are held in memory whole before they are sent; a query whose client has
 * gone runs on to its end.
 *
 * @throws AppError as `openStore` for the directory, `bad-usage` when the port cannot be had.
 */
export async function serveStore(options: StoreServerOptions): Promise<StoreServer> {
  const { directory, username, password, port, now = Date.now } = options;
  const store = await openEmbeddedStore({ kind: 'embedded', directory }, now);
  const spool = openSpool(store.location);
  const slots = createSlots(PARALLEL);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

  const server = createServer(async (request, response) => {
    try {
      await answer(request, response);
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined);
    }
  });
  // Clients close idle connections after 2.5 s. The server must not be first: a request that is on its way while this
  // thread is busy would be lost.
  server.keepAliveTimeout = IDLE_MS;
  server.requestTimeout = 0;
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch (cause) {
    spool.close();
    await store.close();
    const fix = 'Give another port, or 0 for any that is free.';
    throw new AppError('bad-usage', `${UNIT}: port ${port} cannot be had`, { cause, fix });
  }
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/ping') return void response.end('Ok.\n');
    response.setHeader('X-ClickHouse-Query-Id', searchParams.get('query_id') ?? randomUUID());
    try {
      // A page in a browser can be made to believe that its own host is this machine; it cannot lie about the name.
      if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) throw refused(username);
      if (!isEqual(request.headers.authorization ?? '', authorization)) throw refused(username);
      const body = await readBody(request);
      const output = await slots.run(() => execute(searchParams, body));
      const isGzip =
        searchParams.get('enable_http_compression') === '1' &&
        /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (isGzip) response.setHeader('Content-Encoding', 'gzip');
      response.end(isGzip ? await promisify(gzip)(output) : output);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const code = Number(/^Code: (\d+)/.exec(message)?.[1] ?? 1002);
      response.writeHead(HTTP_STATUS[code] ?? 500, { 'X-ClickHouse-Exception-Code': String(code) });
      response.end(`${message}\n`);
    }
  }

  /** One request, on a session of its own: settings and parameters end with it. */
  async function execute(url: URLSearchParams, body: Buffer): Promise<Uint8Array> {
    const session = new Session(store.location);
    try {
      const database = url.get('database');
      if (database !== null) session.query(`USE ${quoteName(database)}`);
      for (const [name, value] of url)
        if (isSetting(name)) session.query(`SET ${name} = ${quoteText(value)}`);
      const query = url.get('query') ?? '';
      const insert = INSERT_BODY.exec(query);
      if (insert !== null) return await insertBody(session, insert, body);
      const sql = [query, body.toString('utf8')].filter((part) => part !== '').join('\n');
      const result = await session.queryAsync(sql, { format: url.get('default_format') ?? 'TabSeparated' });
      return result.bytes();
    } finally {
      session.close();
    }
  }

  async function insertBody(session: Session, insert: RegExpExecArray, body: Buffer): Promise<Uint8Array> {
    const [, table = '', columns, format = ''] = insert;
    if (format === 'JSONEachRow') {
      await session.insert({ table: table.replaceAll('`', ''), values: body, format });
      return new Uint8Array(0);
    }
    const list = columns === undefined ? '' : ` (${columns})`;
    await spool.withFile(body, (path) =>
      session.queryAsync(
        `INSERT INTO ${table}${list} SELECT ${columns ?? '*'} FROM file(${quoteText(path)}, ${quoteText(format)})`,
      ),
    );
    return new Uint8Array(0);
  }

  return {
    url: `http://${HOST}:${taken}`,
    port: taken,
    async close() {
      server.close();
      server.closeIdleConnections();
      await slots.idle();
      server.closeAllConnections();
      spool.close();
      await store.close();
    },
  };
}

const HTTP_STATUS: Readonly<Record<number, number>> = {
  47: 404,
  60: 404,
  62: 400,
  81: 404,
  115: 404,
  516: 403,
};
const INSERT_BODY = /^\s*INSERT\s+INTO\s+(\S+)\s*(?:\(([^)]*)\))?\s*FORMAT\s+(\w+)\s*$/i;
const NO_SETTINGS = /^(query|query_id|database|default_format|session_id|role|enable_http_compression)$/;

/** Names go into a statement as they are, so they must be names. */
const isSetting = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !NO_SETTINGS.test(name);

const refused = (username: string): Error =>
  new Error(`Code: 516. DB::Exception: ${username}: Authentication failed. (AUTHENTICATION_FAILED)`);

function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT)
      throw new Error('Code: 241. DB::Exception: the body is larger than 512 MB (MEMORY_LIMIT_EXCEEDED)');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** At most `count` pieces of work at once, in order of asking. */
function createSlots(count: number) {
  let free = count;
  const waiting: (() => void)[] = [];
  const resting: (() => void)[] = [];
  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1;
      else await new Promise<void>((enter) => waiting.push(enter));
      try {
        return await work();
      } finally {
        const enter = waiting.shift();
        if (enter !== undefined) enter();
        else free += 1;
        if (free === count) for (const rest of resting.splice(0)) rest();
      }
    },
    /** Resolves when nothing runs or waits. */
    idle: () => (free === count ? Promise.resolve() : new Promise<void>((rest) => resting.push(rest))),
  };
}
