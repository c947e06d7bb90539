/** Users with the rights that docs/operations.md names, and not one more, against a broker with ACLs. */
import kafkajs, { type AclEntry } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consume, createKafka } from '../../../src/ingest/kafka/index.ts';
import { SILENT } from '../../../src/ingest/kafka/watch.ts';
import { migrate, openStore, type Store } from '../../../src/storage/index.ts';
import { type Authority, createAuthority } from '../../support/certificates.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../../support/kafka-broker.ts';
import { SCRAM, secureSettings } from '../../support/secure-broker.ts';
import { makeEvents } from './made-events.ts';
import { bytesOf, KEY, produce, settingsOf, untilStored } from './stream-support.ts';

const TOPIC = 'guarded';
const SETTINGS = settingsOf(TOPIC, { sessionSeconds: 10 });
const CONSUMER = { username: 'consumer', password: 'consumer-password' };
const NOBODY = { username: 'nobody', password: 'nobody-password' };
const { AclOperationTypes: Can, AclPermissionTypes, AclResourceTypes: On, ResourcePatternTypes } = kafkajs;

/** The manual's row for `consume`. */
const RIGHTS: readonly (readonly [resource: number, name: string, operation: number])[] = [
  [On.TOPIC, TOPIC, Can.DESCRIBE],
  [On.TOPIC, TOPIC, Can.READ],
  [On.GROUP, SETTINGS.groupId, Can.READ],
  [On.TOPIC, SETTINGS.deadLetterTopic, Can.DESCRIBE],
  [On.TOPIC, SETTINGS.deadLetterTopic, Can.WRITE],
];

describe.skipIf(await leaveKafkaOut())('a broker with ACLs', () => {
  let broker: KafkaBroker;
  let authority: Authority;
  let store: Store;

  beforeAll(async () => {
    authority = await createAuthority();
    const users = [CONSUMER, NOBODY];
    const certificate = await authority.issue('broker', ['IP:127.0.0.1']);
    broker = await startBroker({
      listeners: { LOGIN: 'SASL_PLAINTEXT' },
      scram: users.flatMap(SCRAM),
      settings: {
        ...secureSettings({ authority, certificate, login: 'login', users }),
        'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
        // Whoever comes without a login, as the broker itself and this test.
        'super.users': 'User:ANONYMOUS',
      },
    });
    const admin = new kafkajs.Kafka({
      brokers: [...broker.brokers],
      logLevel: kafkajs.logLevel.NOTHING,
    }).admin();
    await admin.connect();
    const topics = [TOPIC, SETTINGS.deadLetterTopic].map((topic) => ({ topic, numPartitions: 2 }));
    await admin.createTopics({ topics, waitForLeaders: true });
    await admin.createAcls({ acl: RIGHTS.map(aclOf) });
    await admin.disconnect();
    store = await openStore({ kind: 'memory' });
    await migrate(store, { now: () => 0 });
  }, 180_000);
  afterAll(async () => {
    await store?.close();
    await broker?.stop();
    await authority.remove();
  });

  const aclOf = ([resourceType, resourceName, operation]: (typeof RIGHTS)[number]): AclEntry => ({
    resourceType,
    resourceName,
    operation,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    permissionType: AclPermissionTypes.ALLOW,
    principal: `User:${CONSUMER.username}`,
    host: '*',
  });

  const kafkaAs = (user: typeof CONSUMER) =>
    createKafka(
      {
        brokers: [broker.listeners.LOGIN ?? ''],
        clientId: user.username,
        sasl: { mechanism: 'scram-sha-256', ...user },
      },
      SILENT,
    );
  const consuming = (user: typeof CONSUMER, signal: AbortSignal, settings = SETTINGS) =>
    consume({
      kafka: kafkaAs(user),
      store,
      settings,
      pseudonymKey: Buffer.from(KEY),
      signal,
      now: Date.now,
      rng: Math.random,
    });

  test('the consumer stores and buries with the rights of the manual', async () => {
    const plain = createKafka({ brokers: broker.brokers, clientId: 'test' }, SILENT);
    await produce(plain, TOPIC, [...bytesOf(makeEvents(200)), Buffer.from('no event')]);
    const stop = new AbortController();
    const running = consuming(CONSUMER, stop.signal);
    await Promise.race([running, untilStored(plain, store, TOPIC)]);
    stop.abort();
    await running;
    expect(await store.rows('SELECT count() AS n FROM dead_letters')).toEqual([{ n: '1' }]);
    const marks = await plain.admin((admin) => admin.watermarks(SETTINGS.deadLetterTopic));
    expect([...marks.values()].reduce((sum, { high }) => sum + high, 0n)).toBe(1n);
  }, 120_000);

  test('a user without them is refused, and told where they are named', async () => {
    await expect(consuming(NOBODY, new AbortController().signal)).rejects.toMatchObject({
      code: 'kafka-refused',
      message: expect.stringContaining('may not do this'),
      fix: expect.stringContaining('docs/operations.md'),
    });
  }, 120_000);

  test('a session timeout that the brokers do not take names its setting', async () => {
    const short = { ...SETTINGS, sessionSeconds: 1 };
    await expect(consuming(CONSUMER, new AbortController().signal, short)).rejects.toMatchObject({
      code: 'bad-config',
      fix: expect.stringContaining('consume.sessionSeconds'),
    });
  }, 120_000);
});
