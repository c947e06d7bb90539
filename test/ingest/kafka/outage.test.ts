import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../../support/kafka-broker.ts';
import { outage } from './outage.ts';

/** What a consumer's process may hold, resident, with the settings of a fresh installation. */
const LIMIT_MB = 512;

describe.skipIf(await leaveKafkaOut())('a consumer whose store, and then whose broker, is away', () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    broker = await startBroker();
  }, 120_000);
  afterAll(async () => {
    await broker?.stop();
  });

  test('stays below 512 MB and in its group, catches up, and has every event once', async () => {
    // More than two full batches come while the store is away.
    const { stages, content, expected, exitCode, leftWithinSeconds } = await outage({
      broker,
      events: 50_000,
      awaySeconds: 6,
    });
    expect(content).toEqual(expected);
    for (const { name, peakMb } of stages)
      if (peakMb !== undefined) expect(peakMb, name).toBeLessThan(LIMIT_MB);
    expect(stages.find(({ name }) => name.startsWith('store back'))?.assignments).toBe(1);
    expect(exitCode).toBe(0);
    expect(leftWithinSeconds).toBeLessThan(10);
  }, 300_000);
});
