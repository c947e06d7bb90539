/** The numbers of one process, in one registry. Rooms see only the few functions that they call. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { METRICS, type MetricDefinition } from './metric-list.ts';

/** What the consumer reports. */
export interface ConsumeMetrics {
  /** Messages that were read. */
  eventsIn(count: number): void;
  /** Rows that are stored. */
  written(table: string, rows: number): void;
  /** `group` is the kind of mistake, without values from the message. */
  dead(group: string, count: number): void;
  /** One batch, from its first message to its stored offset. */
  batchSeconds(seconds: number): void;
  /** An attempt to write that failed and will be made again. */
  retried(): void;
  /** Messages that Kafka had deleted before they could be read. */
  lost(partition: number, messages: number): void;
  /** Messages of a partition that are not stored yet. */
  lag(partition: number, messages: number): void;
  /** The partitions that this process reads from now on; the lag of all others is forgotten. */
  assigned(partitions: readonly number[]): void;
}

/** What is told of a cycle that ended. */
export interface CycleFigures {
  readonly horizon: string;
  /** `done`, or `lost-lead`. */
  readonly outcome: string;
  readonly seconds: number;
  /** From the end of the window to the last message. */
  readonly lateSeconds: number;
  /** Epoch ms. */
  readonly window: { readonly to: number };
  readonly run: {
    readonly stages: readonly { readonly stage: string; readonly seconds: number }[];
    readonly verdicts: Readonly<Record<string, number>>;
  } | null;
  readonly published: { readonly new: number; readonly changed: number; readonly gone: number } | null;
}

/** What detection reports. */
export interface DetectMetrics {
  /** The epoch that this process leads, or null. */
  lead(epoch: number | null): void;
  cycle(figures: CycleFigures): void;
  /** Something failed and will be tried again. */
  trouble(during: string): void;
}

/** What a mining worker reports. */
export interface MiningMetrics extends Pick<ConsumeMetrics, 'assigned'> {
  /** A task was worked on. */
  mined(outcome: string, seconds: number): void;
}

/** What retention reports. */
export interface RetentionMetrics {
  /** Rows that are gone. */
  removed(table: string, rows: number): void;
  /** A whole pass has ended, epoch milliseconds. */
  retained(at: number): void;
}

export interface Metrics extends ConsumeMetrics, DetectMetrics, MiningMetrics, RetentionMetrics {
  /** In the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Every name that `text` may hold, histograms without their suffixes. */
  names(): readonly string[];
}

/** A label with more values than this would cost more than it tells: the rest is counted as `other`. */
const MAX_REASONS = 50;

/** A registry of its own each time, the process's own figures included. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const base = ({ name, help, labels }: MetricDefinition) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  });
  const counter = (definition: MetricDefinition) => new Counter(base(definition));
  const gauge = (definition: MetricDefinition) => new Gauge(base(definition));
  const histogram = (definition: MetricDefinition) =>
    new Histogram({ ...base(definition), buckets: [...(definition.buckets ?? [])] });

  const eventsIn = counter(METRICS.eventsIn);
  const eventsWritten = counter(METRICS.eventsWritten);
  const deadLetters = counter(METRICS.deadLetters);
  const lag = gauge(METRICS.lag);
  const assigned = gauge(METRICS.assigned);
  const lost = counter(METRICS.lost);
  const retries = counter(METRICS.retries);
  const batchSeconds = histogram(METRICS.batchSeconds);
  const cycleSeconds = histogram(METRICS.cycleSeconds);
  const stageSeconds = histogram(METRICS.stageSeconds);
  const cycles = counter(METRICS.cycles);
  const lastCycle = gauge(METRICS.lastCycle);
  const cycleLate = histogram(METRICS.cycleLate);
  const cycleTrouble = counter(METRICS.cycleTrouble);
  const leader = gauge(METRICS.leader);
  const clusters = gauge(METRICS.clusters);
  const verdictsPublished = counter(METRICS.verdictsPublished);
  const miningTaskSeconds = histogram(METRICS.miningTaskSeconds);
  const removedRows = counter(METRICS.removedRows);
  const lastRetention = gauge(METRICS.lastRetention);
  const boundedReason = createBound(MAX_REASONS);

  return {
    eventsIn: (count) => eventsIn.inc(count),
    written: (table, rows) => eventsWritten.inc({ table }, rows),
    dead: (group, count) => deadLetters.inc({ reason: boundedReason(group) }, count),
    batchSeconds: (seconds) => batchSeconds.observe(seconds),
    retried: () => retries.inc(),
    lost: (partition, messages) => lost.inc({ partition: String(partition) }, messages),
    lag: (partition, messages) => lag.set({ partition: String(partition) }, messages),
    assigned(partitions) {
      assigned.set(partitions.length);
      lag.reset();
    },
    lead: (epoch) => leader.set(epoch === null ? 0 : 1),
    cycle({ horizon, outcome, seconds, lateSeconds, window, run, published }) {
      cycles.inc({ horizon, outcome });
      cycleSeconds.observe({ horizon }, seconds);
      for (const { stage, seconds: spent } of run?.stages ?? [])
        stageSeconds.observe({ horizon, stage }, spent);
      for (const change of ['new', 'changed', 'gone'] as const)
        if (published !== null) verdictsPublished.inc({ horizon, change }, published[change]);
      if (outcome !== 'done') return;
      cycleLate.observe({ horizon }, lateSeconds);
      lastCycle.set({ horizon }, window.to / 1_000);
      for (const [verdict, count] of Object.entries(run?.verdicts ?? {}))
        clusters.set({ horizon, verdict }, count);
    },
    trouble: (during) => cycleTrouble.inc({ during }),
    mined: (outcome, seconds) => miningTaskSeconds.observe({ outcome }, seconds),
    removed: (table, rows) => removedRows.inc({ table }, rows),
    retained: (at) => lastRetention.set(at / 1_000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    names: () => registry.getMetricsAsArray().map(({ name }) => name),
  };
}

/** The first `limit` different values as they are, every later one as `other`. */
function createBound(limit: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.size < limit) known.add(value);
    return known.has(value) ? value : 'other';
  };
}
