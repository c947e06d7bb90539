import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { composeScenarios, writeScenario } from '../../../src/redteam/index.ts';
import { type KafkaBroker, leaveKafkaOut, startBroker } from '../../support/kafka-broker.ts';
import { soak } from './soak.ts';

const FROM = Date.UTC(2026, 4, 2);
const DAY_MS = 86_400_000;
/** A small town with campaigns and a look-alike; each scenario more makes the soak longer, not harder. */
const GROUPS = [
  'like-farm',
  'comment-control',
  'content-farm',
  'batch-registration',
  'trend-boost',
  'fan-drive',
];
const TOWN = { accounts: 400, posts: 300, sittings: 700, viralLikes: 300 };

describe.skipIf(await leaveKafkaOut())('a stream that is disturbed', () => {
  let broker: KafkaBroker;
  let directory: string;

  beforeAll(async () => {
    // Dead members are noticed sooner than a real broker allows, so that the test does not wait for them.
    broker = await startBroker({ settings: { 'group.min.session.timeout.ms': '1000' } });
    directory = await mkdtemp(join(tmpdir(), 'breakwater-soak-'));
  }, 120_000);
  afterAll(async () => {
    await broker?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  test('stores and finds, byte for byte, what the same events from a file do', async () => {
    const parts = [{ scenario: 'organic-city', knobs: TOWN }, ...GROUPS.map((scenario) => ({ scenario }))];
    const composition = composeScenarios({ seed: 7, from: FROM, to: FROM + DAY_MS, parts });
    const { eventsPath } = await writeScenario({ dir: directory, composition });
    const seed = Date.now();
    const result = await soak({ broker, file: eventsPath, kills: 4, seed, batchMessages: 100 });
    const where = `seed ${seed}, killed at ${result.killedAt}`;
    expect(result.stream, where).toEqual(result.fromFile);
    // It would be easy to agree on nothing, or to kill whom nobody misses.
    const verdicts = result.stream.results.verdicts.map((line) => JSON.parse(line).verdict);
    expect(verdicts.filter((verdict) => verdict === 'water_army').length).toBeGreaterThan(2);
    expect(result.killedAt.filter((share) => share < 0.98)).toHaveLength(4);
    expect(result.leftWithinSeconds).toBeLessThan(10);
  }, 240_000);
});
