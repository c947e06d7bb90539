import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  describeSettings,
  maskUrl,
  readKey,
  readSecret,
  readSettings,
  Settings,
} from '../../src/config/index.ts';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'breakwater-secrets-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function secretFile(content: string | Uint8Array, mode = 0o600): string {
  const path = join(directory, 'secret');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return path;
}

/** Long enough not to be part of the settings by chance. */
const secretText = fc.string({ minLength: 12, unit: 'grapheme' }).filter((text) => text.trim().length >= 12);

test('one line break at the end of a file is not part of the secret', async () => {
  for (const [content, secret] of [
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['s3cret\n\n', 's3cret\n'],
    [' s3 cret', ' s3 cret'],
  ] as const)
    expect(await readSecret({ file: secretFile(content) }, {})).toBe(secret);
});

test('a key keeps every byte, line breaks included', async () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => (i === 31 ? 10 : 255 - i));
  expect([...(await readKey({ file: secretFile(bytes) }, {}))]).toEqual([...bytes]);
  await expect(readKey({ file: secretFile('short') }, {})).rejects.toThrow('has 5 bytes, 16 are the least');
});

test('a secret may come from the environment; one that is absent or empty is an error that names the place', async () => {
  expect(await readSecret({ env: 'PW' }, { PW: 's3cret' })).toBe('s3cret');
  await expect(readSecret({ env: 'PW' }, {})).rejects.toMatchObject({
    code: 'bad-config',
    fix: expect.anything(),
  });
  await expect(readSecret({ env: 'PW' }, { PW: '' })).rejects.toThrow('environment variable PW is empty');
  await expect(readSecret({ file: '/nowhere' }, {})).rejects.toThrow('cannot read file /nowhere');
});

test('a file that everybody may read is warned of, one for a group is not', async () => {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  await readSecret({ file: secretFile('s3cret', 0o640) }, {}, { warn });
  expect(warnings).toEqual([]);
  await readSecret({ file: secretFile('s3cret', 0o644) }, {}, { warn });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).not.toContain('s3cret');
});

test('whatever the password in a URL is, the URL is printed without it', () => {
  fc.assert(
    fc.property(secretText, fc.boolean(), (secret, encoded) => {
      const password = encoded ? encodeURIComponent(secret.toWellFormed()) : secret;
      const location = `https://breakwater:${password}@clickhouse.example:8443/breakwater`;
      const printed = JSON.stringify(describeSettings(Settings.parse({ store: { location } })));
      expect(printed).not.toContain(JSON.stringify(password).slice(1, -1));
      expect(printed).toContain('https://breakwater:***@clickhouse.example:8443/breakwater');
    }),
  );
});

test('locations without a password are printed as they are', () => {
  for (const location of ['memory', '.breakwater/store', 'http://localhost:8123/breakwater', 'C:\\store'])
    expect(maskUrl(location)).toBe(location);
});

test('secrets from files and variables are no part of the settings', async () => {
  await fc.assert(
    fc.asyncProperty(secretText, async (secret) => {
      const env = {
        BREAKWATER_STORE_PASSWORD_FILE: secretFile(secret),
        BREAKWATER_PSEUDONYM_KEY_ENV: 'THE_KEY',
        THE_KEY: secret,
      };
      const settings = await readSettings({ env });
      if (settings.store.password === undefined) throw new Error('the password has no source');
      expect(await readSecret(settings.store.password, env)).toBe(secret.replace(/\r?\n$/, ''));
      expect(JSON.stringify(describeSettings(settings))).not.toContain(JSON.stringify(secret).slice(1, -1));
    }),
    { numRuns: 50 },
  );
});

test('errors about settings never repeat the values of variables', async () => {
  const variables = [
    'BREAKWATER_HTTP_PORT',
    'BREAKWATER_KAFKA_TLS',
    'BREAKWATER_LOG_LEVEL',
    'BREAKWATER_NO_SETTING',
  ];
  await fc.assert(
    fc.asyncProperty(secretText, fc.constantFrom(...variables), async (secret, variable) => {
      const error = await readSettings({ env: { [variable]: secret } }).then(
        () => null,
        (thrown: Error) => thrown,
      );
      expect(error).not.toBeNull();
      expect(error?.message).not.toContain(secret);
    }),
    { numRuns: 50 },
  );
});
