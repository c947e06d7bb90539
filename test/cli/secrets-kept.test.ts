/**
 * The jobs over TLS with logins on both sides, as processes: they work, they say what refused them, and no secret stands in
 * anything that they write.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createKafka } from '../../src/ingest/kafka/index.ts';
import { SILENT } from '../../src/ingest/kafka/watch.ts';
import { makeEvents } from '../ingest/kafka/made-events.ts';
import { bytesOf, produce } from '../ingest/kafka/stream-support.ts';
import { type Authority, createAuthority } from '../support/certificates.ts';
import { type ClickHouseHttp, startClickHouseHttp } from '../support/clickhouse-http.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../support/kafka-broker.ts';
import { SCRAM, secureSettings } from '../support/secure-broker.ts';
import { startTlsFront, type TlsFront } from '../support/tls-front.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const USER = { username: 'alice', password: 'kafka-p@ss/word+1' };
const KEY = 'a pseudonym key of many letters';
const WRONG = 'wrong-p@ss:word/2';

interface Settings {
  kafka: { brokers: readonly string[]; tls: { ca: string }; sasl: Record<string, unknown> };
  store: { location: string; username: string; password: Record<string, string>; tls?: { ca: string } };
  [other: string]: unknown;
}

describe.skipIf(await leaveKafkaOut())('jobs behind TLS and logins', () => {
  let broker: KafkaBroker;
  let clickhouse: ClickHouseHttp;
  let authority: Authority;
  let stranger: Authority;
  let front: TlsFront;
  let directory: string;
  /** Everything that any process of these tests has written. */
  let written = '';
  const started = new Set<ChildProcess>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'breakwater-secrets-'));
    [authority, stranger] = await Promise.all([createAuthority(), createAuthority('somebody else')]);
    const certificate = await authority.issue('both', ['IP:127.0.0.1', 'DNS:localhost']);
    [broker, clickhouse] = await Promise.all([
      startBroker({
        listeners: { LOGIN: 'SASL_SSL' },
        scram: SCRAM(USER),
        settings: secureSettings({ authority, certificate, login: 'login', users: [USER] }),
      }),
      startClickHouseHttp(),
    ]);
    front = await startTlsFront({ target: clickhouse.url, certificate });
    await secretFile('store-password', clickhouse.password);
    await secretFile('pseudonym.key', KEY);
    await secretFile('wrong', WRONG);
  }, 180_000);
  afterEach(() => {
    for (const child of started) child.kill('SIGKILL');
    started.clear();
  });
  afterAll(async () => {
    await Promise.all([front.stop(), broker.stop(), clickhouse.stop()]);
    await Promise.all([authority.remove(), stranger.remove(), rm(directory, { recursive: true })]);
  });

  const secretFile = (name: string, text: string) => writeFile(join(directory, name), text, { mode: 0o600 });

  function settings(): Settings {
    return {
      kafka: {
        brokers: [broker.listeners.LOGIN ?? ''],
        tls: { ca: authority.ca },
        sasl: { mechanism: 'scram-sha-512', username: USER.username, password: { env: 'KAFKA_PASSWORD' } },
      },
      store: {
        location: `https://localhost:${front.port}/secrets`,
        username: clickhouse.username,
        password: { file: join(directory, 'store-password') },
        tls: { ca: authority.ca },
      },
      pseudonymKey: { file: join(directory, 'pseudonym.key') },
      consume: { giveUpSeconds: 30, sessionSeconds: 6 },
      http: { port: 0 },
      log: { level: 'trace' },
    };
  }

  async function start(given: Settings, script: string, ...args: readonly string[]) {
    const config = join(directory, 'settings.yaml');
    await writeFile(config, JSON.stringify(given));
    const child = spawn(process.execPath, [join(ROOT, script), ...args], {
      env: { ...process.env, BREAKWATER_CONFIG: config, KAFKA_PASSWORD: USER.password },
    });
    started.add(child);
    const process_ = { child, output: '', code: new Promise<number | null>((end) => child.on('close', end)) };
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        process_.output += text;
        written += text;
      });
    return process_;
  }

  async function ending(given: Settings, script = 'jobs/consume.ts', ...args: readonly string[]) {
    const job = await start(given, script, ...args);
    return { code: await job.code, output: job.output };
  }

  test('the consumer stores over TLS what it reads over TLS', async () => {
    const job = await start(settings(), 'jobs/consume.ts');
    const plain = createKafka({ brokers: broker.brokers, clientId: 'test' }, SILENT);
    const until = performance.now() + 90_000;
    const wait = async (what: () => boolean) => {
      while (!what()) {
        if (performance.now() > until || job.child.exitCode !== null) throw new Error(job.output);
        await delay(100);
      }
    };
    await wait(() => job.output.includes('partitions were assigned'));
    await produce(plain, 'breakwater.events', [...bytesOf(makeEvents(300)), Buffer.from('no event')]);
    const stored = () =>
      [...job.output.matchAll(/"messages":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    await wait(() => stored() >= 301);
    job.child.kill('SIGTERM');
    expect(await job.code, job.output).toBe(0);
    const check = await ending(settings(), 'src/cli/main.ts', 'store', 'check');
    expect(check.output).toMatch(/dead_letters +│ 1 /);
  }, 120_000);

  test('a wrong password of Kafka ends with 5, one of the store with 4, both at once', async () => {
    const noKafka = settings();
    noKafka.kafka.sasl = { ...noKafka.kafka.sasl, password: { file: join(directory, 'wrong') } };
    const noStore = settings();
    noStore.store.password = { file: join(directory, 'wrong') };
    for (const job of ['jobs/consume.ts', 'jobs/detect.ts'])
      expect(await ending(noKafka, job)).toEqual({
        code: 5,
        output: expect.stringMatching(/refuse the login[\s\S]*to mend it: .*kafka\.sasl\.password/),
      });
    expect(await ending(noStore)).toEqual({
      code: 4,
      output: expect.stringMatching(/Authentication failed[\s\S]*to mend it: .*store\.password/),
    });
  }, 120_000);

  test('an authority that nobody trusts ends the same way', async () => {
    const noKafka = settings();
    noKafka.kafka.tls = { ca: stranger.ca };
    expect(await ending(noKafka)).toEqual({
      code: 5,
      output: expect.stringMatching(/nobody who is trusted here[\s\S]*to mend it: .*kafka\.tls\.ca/),
    });
    const noStore = settings();
    noStore.store.tls = { ca: stranger.ca };
    expect(await ending(noStore)).toEqual({
      code: 4,
      output: expect.stringMatching(/nobody who is trusted here[\s\S]*to mend it: .*store\.tls\.ca/),
    });
  }, 120_000);

  test('settings are shown and checked, a password in a URL and in the wrong place included', async () => {
    for (const args of [['show'], ['show', '--json'], ['check'], ['check', '--json']])
      expect(await ending(settings(), 'src/cli/main.ts', 'config', ...args)).toMatchObject({ code: 0 });
    const inUrl = settings();
    const url = `https://u:${encodeURIComponent(WRONG)}@localhost:${front.port}`;
    inUrl.store = { ...inUrl.store, location: url };
    expect(await ending(inUrl, 'src/cli/main.ts', 'config', 'show')).toMatchObject({ code: 0 });
    expect(await ending(inUrl, 'src/cli/main.ts', 'store', 'check', url)).toMatchObject({ code: 4 });
    const dead = `http://u:${encodeURIComponent(WRONG)}@localhost:1`;
    expect(await ending(inUrl, 'src/cli/main.ts', 'store', 'check', dead)).toMatchObject({ code: 4 });
    const misplaced = settings();
    misplaced.kafka.sasl = { ...misplaced.kafka.sasl, password: WRONG };
    expect(await ending(misplaced)).toMatchObject({ code: 2 });
    const shut = settings();
    shut.store.password = { file: join(directory, 'not-there') };
    expect(await ending(shut)).toMatchObject({ code: 2 });
  }, 120_000);

  test('no secret stands in anything of it', async () => {
    expect(written.length).toBeGreaterThan(5_000);
    const secrets = [USER.password, clickhouse.password, WRONG, KEY];
    for (const secret of secrets)
      for (const form of [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(secret).toString(form)),
        Buffer.from(`${clickhouse.username}:${secret}`).toString('base64'),
      ])
        expect(written.includes(form), `a form of ${secret.slice(0, 5)}…`).toBe(false);
    // The search finds what is there.
    expect(written).toContain(USER.username);
  });
});
