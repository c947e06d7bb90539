/** A directory shared by processes, as the command does it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore, parseStoreLocation } from '../../src/storage/index.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

describe('store serve', () => {
  let directory: string;
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'breakwater-serve-'));
    server = spawn(
      process.execPath,
      [MAIN, 'store', 'serve', '--store', directory, '--port', '0', '--json'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = await once(server.stdout as NodeJS.ReadableStream, 'data');
    ({ url } = JSON.parse(String(line)));
  });
  afterAll(async () => {
    server.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  });

  async function run(...args: readonly string[]) {
    const child = spawn(process.execPath, [MAIN, ...args]);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        output += text;
      });
    const [code] = await once(child, 'close');
    return { code, output };
  }

  /** The status of a request with these headers. */
  const status = (headers: Readonly<Record<string, string>>) =>
    new Promise((resolve, reject) => {
      const { port, username, password } = new URL(url);
      const asked = request({
        host: '127.0.0.1',
        port,
        path: '/?query=SELECT+1',
        auth: `${username}:${password}`,
        headers,
      });
      asked
        .on('response', (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });

  test('gives several processes one migrated store at once', async () => {
    const both = await Promise.all([run('store', 'check', url), run('store', 'check', url)]);
    for (const { code, output } of both) {
      expect(code).toBe(0);
      expect(output).toContain('applied 0001_events.sql');
      expect(output).not.toContain('PENDING');
    }
  });

  test('refuses a wrong password, and pages that call themselves this machine by another name', async () => {
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(openStore(parseStoreLocation(wrong.href))).rejects.toMatchObject({
      code: 'store-refused',
    });
    expect(await status({})).toBe(200);
    expect(await status({ host: 'rebound.example:80' })).toBe(403);
    expect(await status({ authorization: 'Basic ' })).toBe(403);
  });

  test('holds the directory: nobody else opens it meanwhile', async () => {
    const { code, output } = await run('store', 'check', directory);
    expect(code).toBe(4);
    expect(output).toContain('is in use by');
  });

  test('answers one query while another is long, so that leases are renewed during detection', async () => {
    const store = await openStore(parseStoreLocation(url));
    const long = store.rows('SELECT max(sipHash64(number)) AS m FROM numbers(300000000)');
    let isDone = false;
    void long.then(() => {
      isDone = true;
    });
    expect(await store.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(isDone).toBe(false);
    await long;
    await store.close();
  });

  test('stops on SIGTERM, and the directory is free with what was written', async () => {
    const exited = once(server, 'exit');
    server.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect((await run('store', 'check', directory)).output).toContain('applied 0001_events.sql');
  });
});
