import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createMetrics,
  METRICS,
  type MetricDefinition,
  type Metrics,
  PROCESS_METRICS,
} from '../../src/observability/index.ts';
import { type Family, parseExposition } from './exposition.ts';

const DEFINITIONS = Object.values<MetricDefinition>(METRICS);

const CYCLE = {
  horizon: 'hour',
  outcome: 'done',
  seconds: 3,
  lateSeconds: 4.5,
  window: { to: 1_780_000_000_000 },
  run: { stages: [{ stage: 'mine', seconds: 2 }], verdicts: { water_army: 2, organic: 0 } },
  published: { new: 1, changed: 2, gone: 0 },
} as const;

async function families(metrics: Metrics): Promise<ReadonlyMap<string, Family>> {
  return parseExposition(await metrics.text());
}

/** The value of the one sample with these labels; histograms by their suffixed name. */
async function sampleOf(metrics: Metrics, name: string, labels: Record<string, string> = {}) {
  const all = [...(await families(metrics)).values()].flatMap(({ samples }) => samples);
  return all.find(
    (sample) => sample.name === name && JSON.stringify(sample.labels) === JSON.stringify(labels),
  )?.value;
}

function useEverything(metrics: Metrics, label = 'x'): void {
  metrics.eventsIn(3);
  metrics.written(label, 2);
  metrics.dead(label, 1);
  metrics.batchSeconds(0.3);
  metrics.retried();
  metrics.assigned([0, 1]);
  metrics.lag(1, 7);
  metrics.lost(1, 2);
  metrics.lead(3);
  metrics.cycle(CYCLE);
  metrics.trouble(label);
  metrics.mined(label, 2);
  metrics.removed(label, 4);
  metrics.retained(1_780_000_000_000);
}

test('every metric of the list is served with its type, help and labels, and nothing else of ours', async () => {
  const metrics = createMetrics();
  useEverything(metrics);
  const served = await families(metrics);
  for (const { name, type, help, labels } of DEFINITIONS) {
    const family = served.get(name);
    expect(family, name).toMatchObject({ type, help });
    expect(family?.samples.length, name).toBeGreaterThan(0);
    for (const sample of family?.samples ?? [])
      expect(
        Object.keys(sample.labels)
          .filter((label) => label !== 'le')
          .sort(),
      ).toEqual([...labels].sort());
  }
  const ours = [...served.keys()].filter((name) => name.startsWith('breakwater_'));
  expect(ours.sort()).toEqual(DEFINITIONS.map(({ name }) => name).sort());
});

test('the process’s own figures are served under their usual names', async () => {
  const served = await families(createMetrics());
  for (const name of PROCESS_METRICS) expect(served.has(name), name).toBe(true);
});

test('names end with their unit, counters with _total', () => {
  for (const { name, type } of DEFINITIONS) {
    expect(name).toMatch(/^breakwater_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  }
});

test('label values with quotes, backslashes and line breaks arrive as they were given', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, unit: 'grapheme' }), async (label) => {
      const metrics = createMetrics();
      useEverything(metrics, label);
      expect(await sampleOf(metrics, 'breakwater_events_written_total', { table: label })).toBe(2);
    }),
    { numRuns: 25 },
  );
});

test('the lag of partitions that went to others is forgotten', async () => {
  const metrics = createMetrics();
  metrics.assigned([0, 1]);
  metrics.lag(0, 5);
  metrics.lag(1, 7);
  metrics.assigned([1]);
  metrics.lag(1, 6);
  const lag = (await families(metrics)).get('breakwater_consumer_lag_messages');
  expect(lag?.samples.map(({ labels, value }) => [labels.partition, value])).toEqual([['1', 6]]);
});

test('any number of different mistakes makes a bounded number of series, and none is lost', async () => {
  const metrics = createMetrics();
  for (let n = 0; n < 500; n++) metrics.dead(`mistake ${n}`, 1);
  const samples = (await families(metrics)).get('breakwater_dead_letters_total')?.samples ?? [];
  expect(samples.length).toBeLessThanOrEqual(51);
  expect(samples.reduce((sum, { value }) => sum + value, 0)).toBe(500);
});

test('a cycle that lost the lead is counted and does not make the horizon fresh', async () => {
  const metrics = createMetrics();
  metrics.cycle({ ...CYCLE, outcome: 'lost-lead', run: null, published: null });
  expect(
    await sampleOf(metrics, 'breakwater_last_cycle_timestamp_seconds', { horizon: 'hour' }),
  ).toBeUndefined();
  expect(await sampleOf(metrics, 'breakwater_cycles_total', { horizon: 'hour', outcome: 'lost-lead' })).toBe(
    1,
  );
  metrics.cycle(CYCLE);
  expect(await sampleOf(metrics, 'breakwater_last_cycle_timestamp_seconds', { horizon: 'hour' })).toBe(
    1_780_000_000,
  );
  expect(await sampleOf(metrics, 'breakwater_clusters', { horizon: 'hour', verdict: 'water_army' })).toBe(2);
  expect(
    await sampleOf(metrics, 'breakwater_verdicts_published_total', { horizon: 'hour', change: 'changed' }),
  ).toBe(2);
});

test('two sets of metrics in one process know nothing of each other', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.eventsIn(5);
  expect(await sampleOf(one, 'breakwater_events_in_total')).toBe(5);
  expect(await sampleOf(other, 'breakwater_events_in_total')).toBe(0);
});
