/** TLS and SASL against a real broker. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createKafka, type KafkaConnection, type KafkaPort } from '../../../src/ingest/kafka/index.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { type Authority, createAuthority } from '../../support/certificates.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../../support/kafka-broker.ts';
import { SCRAM, secureSettings } from '../../support/secure-broker.ts';

const USER = { username: 'alice', password: 'p@ss/word+1' };
const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

describe.skipIf(await leaveKafkaOut())('a broker with TLS and SASL', () => {
  let broker: KafkaBroker;
  let authority: Authority;
  let stranger: Authority;
  let ca: string;

  beforeAll(async () => {
    [authority, stranger] = await Promise.all([createAuthority(), createAuthority('somebody else')]);
    ca = await readFile(authority.ca, 'utf8');
    const [certificate, elsewhere] = [
      await authority.issue('broker', ['IP:127.0.0.1']),
      await authority.issue('elsewhere', ['DNS:elsewhere.example']),
    ];
    broker = await startBroker({
      listeners: { LOGIN: 'SASL_SSL', MUTUAL: 'SSL', ELSEWHERE: 'SSL' },
      scram: SCRAM(USER),
      settings: {
        ...secureSettings({ authority, certificate, login: 'login', users: [USER] }),
        'listener.name.mutual.ssl.client.auth': 'required',
        'listener.name.elsewhere.ssl.keystore.type': 'PEM',
        'listener.name.elsewhere.ssl.keystore.location': elsewhere.both,
      },
    });
  }, 180_000);
  afterAll(async () => {
    await broker?.stop();
    await Promise.all([authority.remove(), stranger.remove()]);
  });

  function kafkaAt(listener: string, security: Pick<KafkaConnection, 'tls' | 'sasl'>): KafkaPort {
    const address = broker.listeners[listener];
    if (address === undefined) throw new Error(`no listener ${listener}`);
    return createKafka({ brokers: [address], clientId: 'test', ...security }, SILENT);
  }

  /** Makes a topic, writes a message and reads it back as a member of a group. */
  async function roundTrip(kafka: KafkaPort, topic: string): Promise<readonly string[]> {
    await kafka.admin((admin) => admin.ensureTopics([{ topic, partitions: 1 }]));
    const producer = kafka.producer();
    await producer.connect();
    await producer.send(topic, [{ key: null, value: Buffer.from(topic), headers: {} }]);
    await producer.disconnect();
    const read: string[] = [];
    const consumer = kafka.consumer({
      groupId: topic,
      topic,
      maxWaitMs: 100,
      maxFetchBytes: 100_000,
      sessionMs: 10_000,
      giveUpMs: 20_000,
    });
    await consumer.run({
      onAssigned: async (partitions) => new Map(partitions.map((at) => [at, 0n])),
      async onBatch({ messages }) {
        for (const { value } of messages) read.push(Buffer.from(value ?? []).toString());
        void consumer.stop();
        return true;
      },
    });
    return read;
  }

  const connecting = (kafka: KafkaPort) => kafka.admin((admin) => admin.ensureTopics([]));

  test.each(MECHANISMS)('%s logs in, writes and reads', async (mechanism) => {
    const kafka = kafkaAt('LOGIN', { tls: { ca }, sasl: { mechanism, ...USER } });
    expect(await roundTrip(kafka, `by-${mechanism}`)).toEqual([`by-${mechanism}`]);
  });

  test.each(MECHANISMS)('a wrong password by %s is refused at once, and not repeated', async (mechanism) => {
    const sasl = { mechanism, username: USER.username, password: 'hunter2-hunter2' };
    const began = performance.now();
    await expect(connecting(kafkaAt('LOGIN', { tls: { ca }, sasl }))).rejects.toMatchObject({
      code: 'kafka-refused',
      message: expect.not.stringContaining('hunter2'),
      fix: expect.stringContaining('kafka.sasl.password'),
    });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('a consumer whose password is wrong ends with the same', async () => {
    const sasl = { mechanism: 'scram-sha-512', username: 'alice', password: 'hunter2-hunter2' } as const;
    const settings = { maxWaitMs: 100, maxFetchBytes: 10_000, sessionMs: 10_000, giveUpMs: 10_000 };
    const consumer = kafkaAt('LOGIN', { tls: { ca }, sasl }).consumer({
      ...settings,
      groupId: 'g',
      topic: 'by-plain',
    });
    const running = consumer.run({ onAssigned: async () => new Map(), onBatch: async () => true });
    await expect(running).rejects.toMatchObject({ code: 'kafka-refused' });
  });

  test('no login where one is wanted, and TLS where there is none, do not pass for an answer', async () => {
    await expect(connecting(kafkaAt('LOGIN', { tls: { ca } }))).rejects.toMatchObject({
      code: expect.stringMatching(/^kafka-/),
      fix: expect.stringContaining('SASL'),
    });
    const plain = createKafka({ brokers: broker.brokers, clientId: 'test', tls: { ca } }, SILENT);
    await expect(connecting(plain)).rejects.toMatchObject({ fix: expect.stringContaining('TLS') });
  }, 120_000);

  test('an authority that nobody trusts here is refused, and the way to mend it is named', async () => {
    const sasl = { mechanism: 'plain', ...USER } as const;
    const other = await readFile(stranger.ca, 'utf8');
    await expect(connecting(kafkaAt('LOGIN', { tls: { ca: other }, sasl }))).rejects.toMatchObject({
      code: 'kafka-refused',
      message: expect.stringMatching(/no TLS with 127\.0\.0\.1:\d+: its certificate was signed by nobody/),
      fix: expect.stringContaining('kafka.tls.ca'),
    });
    const blind = kafkaAt('LOGIN', { tls: { ca: other, insecureSkipVerify: true }, sasl });
    await connecting(blind);
  }, 120_000);

  test('a certificate for another name is refused', async () => {
    await expect(connecting(kafkaAt('ELSEWHERE', { tls: { ca } }))).rejects.toMatchObject({
      code: 'kafka-refused',
      message: expect.stringContaining("IP: 127.0.0.1 is not in the cert's list"),
    });
  }, 120_000);

  test('a client certificate opens what is closed without one', async () => {
    const client = await authority.issue('client', ['DNS:client']);
    const [cert, key] = await Promise.all([readFile(client.cert, 'utf8'), readFile(client.key, 'utf8')]);
    expect(await roundTrip(kafkaAt('MUTUAL', { tls: { ca, cert, key } }), 'by-certificate')).toEqual([
      'by-certificate',
    ]);
    await expect(connecting(kafkaAt('MUTUAL', { tls: { ca } }))).rejects.toMatchObject({
      code: 'kafka-refused',
      fix: expect.stringContaining('kafka.tls.cert'),
    });
  }, 120_000);
});
