import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSettings, SETTINGS, Settings, traceSettings } from '../../src/config/index.ts';
import { AppError } from '../../src/contract/index.ts';

let directory: string;
let written = 0;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'breakwater-config-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function file(text: string): string {
  written += 1;
  const path = join(directory, `settings-${written}.yaml`);
  writeFileSync(path, text);
  return path;
}

async function failure(sources: Parameters<typeof readSettings>[0]): Promise<AppError> {
  const error = await readSettings(sources).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  expect(error.code).toBe('bad-config');
  expect(error.fix).toBeDefined();
  return error;
}

test('without any source the settings are the defaults of the schema', async () => {
  expect(await readSettings({ env: {} })).toEqual(Settings.parse({}));
});

test('a flag wins over the environment, which wins over the file', async () => {
  const path = file('kafka:\n  brokers: [file:1]\n  clientId: file\n  groupId: file\n');
  const { settings, origins } = await traceSettings({
    file: path,
    env: { BREAKWATER_KAFKA_CLIENT_ID: 'env', BREAKWATER_KAFKA_GROUP_ID: 'env' },
    flags: { 'kafka.groupId': 'flag', 'kafka.topics.events': undefined },
  });
  expect(settings.kafka).toMatchObject({ brokers: ['file:1'], clientId: 'env', groupId: 'flag' });
  expect([...origins.entries()]).toEqual([
    ['kafka.brokers', path],
    ['kafka.clientId', 'BREAKWATER_KAFKA_CLIENT_ID'],
    ['kafka.groupId', 'the flag for kafka.groupId'],
  ]);
});

test('BREAKWATER_CONFIG names the file when no flag does', async () => {
  const path = file('log: {level: debug}');
  const other = file('log: {level: warn}');
  expect((await readSettings({ env: { BREAKWATER_CONFIG: path } })).log.level).toBe('debug');
  expect((await readSettings({ file: other, env: { BREAKWATER_CONFIG: path } })).log.level).toBe('warn');
});

test('text from the environment becomes lists, numbers, switches and JSON', async () => {
  const { kafka, consume, detect } = await readSettings({
    env: {
      BREAKWATER_KAFKA_BROKERS: ' a:1, b:2 ,',
      BREAKWATER_KAFKA_TLS_INSECURE_SKIP_VERIFY: 'true',
      BREAKWATER_CONSUME_BATCH_SECONDS: '0.5',
      BREAKWATER_CONSUME_BATCH_MESSAGES: '100',
      BREAKWATER_DETECT_HORIZONS: '[{"name":"day","lookBackSeconds":86400,"everySeconds":60}]',
    },
  });
  expect(kafka.brokers).toEqual(['a:1', 'b:2']);
  expect(kafka.tls).toEqual({ insecureSkipVerify: true });
  expect([consume.batchSeconds, consume.batchMessages]).toEqual([0.5, 100]);
  expect(detect.horizons).toEqual([{ name: 'day', lookBackSeconds: 86_400, everySeconds: 60 }]);
});

test('a part that is absent by default can be switched on, and keeps what the file says of it', async () => {
  expect((await readSettings({ env: {} })).kafka.tls).toBeUndefined();
  expect((await readSettings({ env: { BREAKWATER_KAFKA_TLS: 'true' } })).kafka.tls).toEqual({
    insecureSkipVerify: false,
  });
  const path = file('kafka: {tls: {ca: /ca.pem}}');
  expect((await readSettings({ file: path, env: { BREAKWATER_KAFKA_TLS: 'true' } })).kafka.tls?.ca).toBe(
    '/ca.pem',
  );
});

test('empty variables and keys without a value are not given', async () => {
  const path = file('kafka:\nstore:\n  location:\n');
  expect(await readSettings({ file: path, env: { BREAKWATER_STORE_LOCATION: '' } })).toEqual(
    Settings.parse({}),
  );
  expect(await readSettings({ file: file('# nothing yet\n'), env: {} })).toEqual(Settings.parse({}));
});

test('a later source replaces the whole source of a secret', async () => {
  const path = file('store: {password: {env: FROM_FILE}}');
  const { settings, origins } = await traceSettings({
    file: path,
    env: { BREAKWATER_STORE_PASSWORD_FILE: '/run/secrets/p' },
  });
  expect(settings.store.password).toEqual({ file: '/run/secrets/p' });
  expect(origins.has('store.password.env')).toBe(false);
});

test('a variable that a setting names as the place of a secret may begin with BREAKWATER_', async () => {
  const env = { BREAKWATER_STORE_PASSWORD_ENV: 'BREAKWATER_PW', BREAKWATER_PW: 'x' };
  expect((await readSettings({ env })).store.password).toEqual({ env: 'BREAKWATER_PW' });
  expect((await failure({ env: { BREAKWATER_PW: 'x' } })).message).toContain('BREAKWATER_PW is no setting');
});

test('unknown keys, variables and flags are errors that name the nearest setting', async () => {
  const path = file('kafka:\n  broker: [a]\nstroe: {}\n');
  const { message } = await failure({
    file: path,
    env: { BREAKWATER_KAFKA_CLIENTID: 'x', OTHER: 'fine' },
    flags: { 'http.prot': '1' },
  });
  expect(message).toContain(`kafka.broker is no setting — did you mean "brokers"? (from ${path})`);
  expect(message).toContain('stroe is no setting — did you mean "store"?');
  expect(message).toContain(
    'BREAKWATER_KAFKA_CLIENTID is no setting — did you mean "BREAKWATER_KAFKA_CLIENT_ID"?',
  );
  expect(message).toContain('http.prot is no setting — did you mean "http.port"?');
});

test('each wrong value is named with where it came from', async () => {
  const { message } = await failure({
    file: file('http: {port: 99999}\nkafka: {sasl: {username: u}}\n'),
    env: { BREAKWATER_CONSUME_BATCH_BYTES: 'many', BREAKWATER_LOG_LEVEL: 'loud', BREAKWATER_KAFKA_TLS: 'no' },
  });
  expect(message).toContain('BREAKWATER_CONSUME_BATCH_BYTES is no number');
  expect(message).toContain('BREAKWATER_KAFKA_TLS can only be switched on: true');
  expect(message).toMatch(/http\.port: .*65535 \(from .*\.yaml\)/);
  expect(message).toMatch(/log\.level: .*"info".* \(from BREAKWATER_LOG_LEVEL\)/);
  expect(message).toContain('kafka.sasl.mechanism is missing');
  expect(message).toContain('kafka.sasl.password is missing');
});

test('a wrong value inside a list is named by its place', async () => {
  const horizons = '[{"name":"h","lookBackSeconds":-1,"everySeconds":5}]';
  const { message } = await failure({ env: { BREAKWATER_DETECT_HORIZONS: horizons } });
  expect(message).toMatch(/detect\.horizons\.0\.lookBackSeconds: .* \(from BREAKWATER_DETECT_HORIZONS\)/);
});

test('a secret written where its source belongs is refused and not repeated', async () => {
  const { message } = await failure({ file: file('store: {password: hunter2-hunter2}'), env: {} });
  expect(message).toContain('store.password must be {file: PATH} or {env: NAME}');
  expect(message).not.toContain('hunter2');
});

test('files that are missing, no YAML or no map are errors that name the file', async () => {
  expect((await failure({ file: '/nowhere.yaml', env: {} })).message).toContain('cannot read /nowhere.yaml');
  expect((await failure({ file: file('kafka: [a\nx: y'), env: {} })).message).toMatch(/yaml:\d+ is no YAML/);
  expect((await failure({ file: file('- a\n'), env: {} })).message).toContain('holds no map');
  expect((await failure({ file: file('log: {level: info}\nlog: {level: warn}'), env: {} })).message).toMatch(
    /no YAML \(DUPLICATE_KEY\)/,
  );
});

test('names and variables of all settings are different, and every setting says what it is', () => {
  expect(new Set(SETTINGS.map(({ name }) => name)).size).toBe(SETTINGS.length);
  expect(new Set(SETTINGS.map(({ variable }) => variable)).size).toBe(SETTINGS.length);
  expect(SETTINGS.filter(({ description }) => description === '').map(({ name }) => name)).toEqual([]);
});

test('text settings given by variable and by flag arrive the same', async () => {
  // Those that need company, or are no free text, are tried by name.
  const texts = SETTINGS.filter(
    ({ kind, choices, name }) =>
      kind === 'text' && choices.length === 0 && !/sasl|oidc|publicUrl|s3|smtp/.test(name),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...texts),
      fc.string({ minLength: 1 }),
      async ({ name, variable }, text) => {
        const byVariable = await readSettings({ env: { [variable]: text } });
        expect(byVariable).toEqual(await readSettings({ env: {}, flags: { [name]: text } }));
        expect(JSON.stringify(byVariable)).toContain(JSON.stringify(text));
      },
    ),
    { numRuns: 60 },
  );
});

test('outlets of the report are given whole, by variables as in a file', async () => {
  const variables = {
    BREAKWATER_REPORT_S3_BUCKET: 'reports',
    BREAKWATER_REPORT_S3_ACCESS_KEY_ID: 'key',
    BREAKWATER_REPORT_S3_SECRET_ACCESS_KEY_FILE: '/keys/s3',
  };
  const given = await readSettings({ env: variables });
  const text = 'report: {s3: {bucket: reports, accessKeyId: key, secretAccessKey: {file: /keys/s3}}}';
  expect(given).toEqual(await readSettings({ file: file(text), env: {} }));
  expect(given.report.s3).toMatchObject({ bucket: 'reports', region: 'us-east-1', prefix: '' });
  await expect(readSettings({ env: { BREAKWATER_REPORT_S3_BUCKET: 'reports' } })).rejects.toThrow(
    /report.s3.accessKeyId is missing/,
  );
});
