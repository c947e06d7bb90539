/** The process behind `clickhouse-http.ts`: `node clickhouse-http-child.ts DIRECTORY USER PASSWORD`. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Session } from 'chdb';
import { quoteName, quoteText } from '../../src/storage/sql-text.ts';

const [directory = '', username = '', password = ''] = process.argv.slice(2);
const AUTHORIZATION = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
/** URL parameters that are no settings. */
const NOT_SETTINGS =
  /^(query|query_id|database|default_format|session_id|role|enable_http_compression)$|^param_/;
const STATUS: Readonly<Record<number, number>> = { 47: 404, 60: 404, 62: 400, 81: 404, 115: 404, 516: 403 };

// The engine stays open for as long as one session does.
const keeper = new Session(directory);
let queue: Promise<unknown> = Promise.resolve();

const server = createServer((request, response) => {
  const done = queue.then(() => handle(request, response));
  queue = done.catch((error) => {
    response.destroy(error);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.on('disconnect', () => process.exit(keeper.open ? 0 : 1));

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  if (url.pathname === '/ping') {
    response.end('Ok.\n');
    return;
  }
  response.setHeader('X-ClickHouse-Query-Id', url.searchParams.get('query_id') ?? randomUUID());
  try {
    if (request.headers.authorization !== AUTHORIZATION) {
      throw new Error(
        `Code: 516. DB::Exception: ${username}: Authentication failed. (AUTHENTICATION_FAILED)`,
      );
    }
    const output = await execute(url.searchParams, Buffer.concat(chunks));
    const isGzip =
      url.searchParams.get('enable_http_compression') === '1' &&
      /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (isGzip) response.setHeader('Content-Encoding', 'gzip');
    response.end(isGzip ? gzipSync(output) : output);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = Number(/^Code: (\d+)/.exec(message)?.[1] ?? 1002);
    response.writeHead(STATUS[code] ?? 500, { 'X-ClickHouse-Exception-Code': String(code) });
    response.end(`${message}\n`);
  }
}

/** One request, on a session of its own: settings and parameters end with it. */
async function execute(url: URLSearchParams, body: Buffer): Promise<Uint8Array> {
  const session = new Session(directory);
  try {
    const database = url.get('database');
    if (database !== null) session.query(`USE ${quoteName(database)}`);
    for (const [name, value] of url) {
      if (name.startsWith('param_') || !NOT_SETTINGS.test(name))
        session.query(`SET ${name} = ${quoteText(value)}`);
    }
    const query = url.get('query') ?? '';
    const insert = /^\s*INSERT\s+INTO\s+(\S+)\s*(?:\(([^)]*)\))?\s*FORMAT\s+(\w+)\s*$/i.exec(query);
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
  const file = join(directory, `${randomUUID()}.body`);
  await writeFile(file, body);
  try {
    const sql = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM file(${quoteText(file)}, ${quoteText(format)})`;
    return (await session.queryAsync(sql)).bytes();
  } finally {
    await rm(file);
  }
}
