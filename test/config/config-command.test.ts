import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configCommand } from '../../src/cli/commands/config.ts';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'breakwater-config-'));
  writeFileSync(join(directory, 'password'), 'hunter2-hunter2', { mode: 0o600 });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(directory, 'settings.yaml');
  writeFileSync(path, text);
  return path;
}

async function run(...args: readonly string[]): Promise<string> {
  let printed = '';
  const command = configCommand({
    signal: new AbortController().signal,
    now: 0,
    print: (text) => {
      printed += text;
    },
  }).exitOverride();
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

test('show prints each setting with its value and its origin, and no password', async () => {
  const path = file('store: {location: "http://u:hunter2-hunter2@clickhouse:8123"}');
  const printed = await run('show', '--config', path);
  expect(printed).toMatch(/^kafka\.brokers +\["localhost:9092"\] {2}\(default\)$/m);
  expect(printed).toMatch(/^store\.location +http:\/\/u:\*\*\*@clickhouse:8123 {2}\(.*settings\.yaml\)$/m);
  expect(printed + (await run('show', '--json', '--config', path))).not.toContain('hunter2');
});

test('check reads what the settings name and says what is doubtful', async () => {
  const path = file(
    [
      'store: {location: "http://u:hunter2-hunter2@clickhouse:8123"}',
      `kafka: {sasl: {mechanism: plain, username: u, password: {file: ${join(directory, 'password')}}}}`,
      'detect: {horizons: [{name: h, lookBackSeconds: 10, everySeconds: 20}]}',
      'http: {host: 0.0.0.0}',
    ].join('\n'),
  );
  const { ok, warnings } = JSON.parse(await run('check', '--json', '--config', path));
  expect(ok).toBe(true);
  expect(warnings.map((warning: string) => warning.split(' ')[0])).toEqual([
    'pseudonymKey',
    'store.location',
    'kafka.sasl.mechanism',
    'detect.horizons',
    'http.host',
  ]);
  expect(JSON.stringify(warnings)).not.toContain('hunter2');
});

test('check fails when a secret or a certificate is not there', async () => {
  await expect(run('check', '--config', file('pseudonymKey: {file: /nowhere}'))).rejects.toMatchObject({
    code: 'bad-config',
  });
  await expect(run('check', '--config', file('kafka: {tls: {ca: /nowhere.pem}}'))).rejects.toThrow(
    'cannot read /nowhere.pem',
  );
});
