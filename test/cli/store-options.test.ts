/** Which user, password and certificates a store is opened with. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { namedStore } from '../../src/cli/store-options.ts';
import { firstExpiry, readTlsFiles } from '../../src/cli/tls-files.ts';
import { type Authority, type Certificate, createAuthority } from '../support/certificates.ts';

let directory: string;
let authority: Authority;
let client: Certificate;
let other: Certificate;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'breakwater-options-'));
  authority = await createAuthority();
  [client, other] = [await authority.issue('client', ['DNS:c']), await authority.issue('other', ['DNS:o'])];
  writeFileSync(join(directory, 'password'), 'of-the-settings', { mode: 0o600 });
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await authority.remove();
});

function settings(store: Readonly<Record<string, unknown>>): string {
  const path = join(directory, 'settings.yaml');
  writeFileSync(path, JSON.stringify({ store }));
  return path;
}
const open = (store: Readonly<Record<string, unknown>>, location?: string) =>
  namedStore({ location, file: settings(store), env: {}, warn: () => {} });
const SERVER = { location: 'https://ch:8443/events', username: 'breakwater' };
const PASSWORD = () => ({ password: { file: join(directory, 'password') } });

test('the settings give user, password, database and certificates', async () => {
  const tls = { ca: authority.ca, cert: client.cert, key: client.key, serverName: 'store.example' };
  expect(await open({ ...SERVER, ...PASSWORD(), database: 'other', tls })).toEqual({
    kind: 'server',
    url: 'https://ch:8443',
    username: 'breakwater',
    password: 'of-the-settings',
    database: 'other',
    tls: {
      ca: readFileSync(authority.ca, 'utf8'),
      cert: readFileSync(client.cert, 'utf8'),
      key: readFileSync(client.key, 'utf8'),
      serverName: 'store.example',
    },
  });
});

test('a typed location keeps its own database, and the password of the settings is for their user only', async () => {
  const store = { ...SERVER, ...PASSWORD(), database: 'other', tls: { ca: authority.ca } };
  expect(await open(store, 'https://ch2:8443/mine')).toMatchObject({
    url: 'https://ch2:8443',
    username: 'breakwater',
    password: 'of-the-settings',
    database: 'mine',
    tls: { ca: expect.stringContaining('BEGIN CERTIFICATE') },
  });
  const own = await open(store, 'https://alice@ch2:8443');
  expect(own).toMatchObject({ username: 'alice', database: 'other' });
  expect(own).not.toHaveProperty('password');
  expect(await open(store, 'http://127.0.0.1:8123')).not.toHaveProperty('tls');
});

test('directories and memory do not even look at the settings', async () => {
  const read = (location: string) => namedStore({ location, file: '/nowhere.yaml', env: {}, warn: () => {} });
  expect(await read('memory')).toEqual({ kind: 'memory' });
  expect(await read('some/where')).toEqual({ kind: 'embedded', directory: 'some/where' });
  await expect(read('http://ch:8123')).rejects.toMatchObject({ code: 'bad-config' });
});

test('TLS without https is refused, so that nobody believes to have it', async () => {
  await expect(open({ location: 'http://ch:8123', tls: { ca: authority.ca } })).rejects.toMatchObject({
    code: 'bad-config',
    message: expect.stringContaining('http://ch:8123 is not https'),
  });
});

test('files that are no certificate, and keys of other certificates, are found before anything connects', async () => {
  const garbage = join(directory, 'garbage.pem');
  for (const text of ['', 'no PEM', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
    writeFileSync(garbage, text);
    await expect(readTlsFiles({ ca: garbage }, 'store.tls')).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringContaining('garbage.pem holds no certificate'),
      fix: expect.stringContaining('store.tls.ca'),
    });
  }
  const { cert, key } = client;
  await expect(readTlsFiles({ cert }, 'kafka.tls')).rejects.toThrow('kafka.tls.cert and kafka.tls.key');
  await expect(readTlsFiles({ cert, key: other.key }, 'kafka.tls')).rejects.toMatchObject({
    code: 'bad-config',
    message: expect.stringMatching(/other\.key is not the key of .*client\.pem/),
  });
  expect(Object.keys(await readTlsFiles({ ca: authority.ca, cert, key }, 'kafka.tls'))).toHaveLength(3);
});

test('the first certificate to run out is known, of several in one file, too', async () => {
  const both = join(directory, 'both.pem');
  writeFileSync(both, readFileSync(authority.ca, 'utf8') + readFileSync(client.cert, 'utf8'));
  const left = ((firstExpiry(await readTlsFiles({ ca: both }, 'store.tls')) ?? 0) - Date.now()) / 86_400_000;
  expect(left).toBeGreaterThan(0.9);
  expect(left).toBeLessThan(1.1);
  expect(firstExpiry({})).toBeUndefined();
});
