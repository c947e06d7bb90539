/** What `npm start` does: a day is made, detected, and shown in the console; nothing of anybody else's is thrown away. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = new URL('../../src/cli/main.ts', import.meta.url).pathname;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'breakwater-demo-'));
});
afterAll(() => rm(directory, { recursive: true }));

function demo(...args: readonly string[]) {
  const { CI: _, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN, 'demo', ...args], { cwd: directory, env });
  const run = { child, output: '', ended: once(child, 'exit') };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      run.output += text;
    });
  return run;
}

test('a store that no demonstration made stays', async () => {
  const own = join(directory, 'own');
  await mkdir(join(own, 'store'), { recursive: true });
  await writeFile(join(own, 'store', 'precious'), 'x');
  const run = demo('--out', own, '--no-serve');
  expect(await run.ended).toEqual([2, null]);
  expect(run.output).toContain('no demonstration made it');
  expect(existsSync(join(own, 'store', 'precious'))).toBe(true);
});

test('the console is opened on the day, lets in whom it names, and leaves on Ctrl-C', async () => {
  const run = demo('--port', '0');
  await expect.poll(() => run.output, { timeout: 150_000 }).toContain('made for this run');
  const [, url = ''] = /The console is at (\S+)/.exec(run.output) ?? [];
  const [, password = ''] = /password (\S+)/.exec(run.output) ?? [];
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const send = (path: string, given: Readonly<Record<string, unknown>> = {}) =>
    fetch(`${url}/api/v1${path}`, {
      ...given,
      headers: { 'content-type': 'application/json', origin: url, ...(given.headers ?? {}) },
    });
  const wrong = await send('/session', {
    method: 'POST',
    body: JSON.stringify({ name: 'demo', password: 'wrong' }),
  });
  expect(wrong.status).toBe(401);
  const signedIn = await send('/session', {
    method: 'POST',
    body: JSON.stringify({ name: 'demo', password }),
  });
  expect(await signedIn.json()).toMatchObject({ name: 'demo', role: 'admin' });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const cases = await (await send('/cases?verdict=water_army', { headers: { cookie } })).json();
  expect(cases).toMatchObject({ total: 6 });
  run.child.kill('SIGINT');
  expect(await run.ended).toEqual([0, null]);
}, 200_000);
