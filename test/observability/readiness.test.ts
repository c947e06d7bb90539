import { expect, test } from 'vitest';
import {
  createHealth,
  createMetrics,
  readyWhenAssigned,
  readyWhenFresh,
} from '../../src/observability/index.ts';
import { parseExposition } from './exposition.ts';

const CYCLE = {
  horizon: 'hour',
  outcome: 'done',
  seconds: 1,
  lateSeconds: 1,
  window: { to: 0 },
  run: null,
  published: null,
} as const;

test('a consumer is ready while it has partitions, and the metrics hear of them as well', async () => {
  const health = createHealth();
  const all = createMetrics();
  const metrics = readyWhenAssigned(all, health);
  expect((await health.readiness()).checks.consumer).toBe('no partitions are assigned');
  metrics.assigned([0, 4]);
  expect((await health.readiness()).ready).toBe(true);
  const served = parseExposition(await all.text()).get('breakwater_consumer_partitions_assigned');
  expect(served?.samples[0]?.value).toBe(2);
  metrics.assigned([]);
  expect((await health.readiness()).ready).toBe(false);
});

test('a detector is ready while another leads, and as a leader while its cycles end', async () => {
  let now = 0;
  const health = createHealth();
  const metrics = readyWhenFresh(createMetrics(), health, { now: () => now, limitSeconds: 60 });
  now = 1_000_000;
  expect((await health.readiness()).ready).toBe(true);
  metrics.lead(1);
  expect((await health.readiness()).ready).toBe(true);
  now += 61_000;
  expect((await health.readiness()).checks.cycles).toBe('no whole cycle for 61 s (limit 60 s)');
  metrics.cycle({ ...CYCLE, outcome: 'lost-lead' });
  expect((await health.readiness()).ready).toBe(false);
  metrics.cycle(CYCLE);
  expect((await health.readiness()).ready).toBe(true);
  now += 61_000;
  metrics.lead(null);
  expect((await health.readiness()).ready).toBe(true);
});
