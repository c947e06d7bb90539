/** Every metric of our own: name, unit, labels and what it says. Docs, dashboards and alerts are checked against it. */

export interface MetricDefinition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds, in the metric's unit. */
  readonly buckets?: readonly number[];
}

/** Names follow Prometheus: base units (seconds, bytes), `_total` for what only grows. */
export const METRICS = {
  eventsIn: {
    name: 'breakwater_events_in_total',
    type: 'counter',
    help: 'Messages taken from Kafka, bad ones and repeated ones included',
    labels: [],
  },
  eventsWritten: {
    name: 'breakwater_events_written_total',
    type: 'counter',
    help: 'Rows that the store has confirmed, by table',
    labels: ['table'],
  },
  deadLetters: {
    name: 'breakwater_dead_letters_total',
    type: 'counter',
    help: 'Messages that could not be used, by kind of mistake',
    labels: ['reason'],
  },
  lag: {
    name: 'breakwater_consumer_lag_messages',
    type: 'gauge',
    help: 'Messages behind the end of each partition that this process reads',
    labels: ['partition'],
  },
  assigned: {
    name: 'breakwater_consumer_partitions_assigned',
    type: 'gauge',
    help: 'Partitions that this process reads',
    labels: [],
  },
  lost: {
    name: 'breakwater_lost_messages_total',
    type: 'counter',
    help: 'Messages that Kafka had deleted before they could be read',
    labels: ['partition'],
  },
  retries: {
    name: 'breakwater_write_retries_total',
    type: 'counter',
    help: 'Attempts to write a batch that failed and were made again',
    labels: [],
  },
  batchSeconds: {
    name: 'breakwater_batch_seconds',
    type: 'histogram',
    help: 'One batch, from its first message to its stored offset, retries included',
    labels: [],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
  },
  cycleSeconds: {
    name: 'breakwater_cycle_seconds',
    type: 'histogram',
    help: 'One detection cycle from reading to verdicts stored, by horizon',
    labels: ['horizon'],
    buckets: [0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
  },
  stageSeconds: {
    name: 'breakwater_cycle_stage_seconds',
    type: 'histogram',
    help: 'One stage of a detection cycle, by horizon and stage',
    labels: ['horizon', 'stage'],
    buckets: [0.05, 0.25, 1, 5, 30, 120, 600],
  },
  cycles: {
    name: 'breakwater_cycles_total',
    type: 'counter',
    help: 'Detection cycles that ended, by horizon and outcome (`done`, or `lost-lead`: another process goes on with it)',
    labels: ['horizon', 'outcome'],
  },
  lastCycle: {
    name: 'breakwater_last_cycle_timestamp_seconds',
    type: 'gauge',
    help: 'End of the last window of a horizon that was published whole, in Unix time',
    labels: ['horizon'],
  },
  cycleLate: {
    name: 'breakwater_cycle_late_seconds',
    type: 'histogram',
    help: 'From the end of the window that a cycle looked at to its last message, by horizon',
    labels: ['horizon'],
    buckets: [1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
  },
  cycleTrouble: {
    name: 'breakwater_cycle_trouble_total',
    type: 'counter',
    help: 'Cycles that failed and are tried again, by what failed',
    labels: ['during'],
  },
  leader: {
    name: 'breakwater_detect_leader',
    type: 'gauge',
    help: '1 in the process that holds the lease and runs the cycles',
    labels: [],
  },
  clusters: {
    name: 'breakwater_clusters',
    type: 'gauge',
    help: 'Clusters of the last cycle of a horizon, by verdict',
    labels: ['horizon', 'verdict'],
  },
  verdictsPublished: {
    name: 'breakwater_verdicts_published_total',
    type: 'counter',
    help: 'Messages about verdicts sent to Kafka, by horizon and change (`new`, `changed`, `gone`)',
    labels: ['horizon', 'change'],
  },
  miningTaskSeconds: {
    name: 'breakwater_mining_task_seconds',
    type: 'histogram',
    help: 'One part of the mining, done by a worker, by outcome (`done`, or `stale`: its cycle had gone on)',
    labels: ['outcome'],
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 300],
  },
  removedRows: {
    name: 'breakwater_retention_removed_rows_total',
    type: 'counter',
    help: 'Rows that were removed for their age, by table',
    labels: ['table'],
  },
  lastRetention: {
    name: 'breakwater_last_retention_timestamp_seconds',
    type: 'gauge',
    help: 'End of the last whole pass that removed what was old, in Unix time',
    labels: [],
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** Of the process: the client library's standard metrics that operators look at first, under their usual names. */
export const PROCESS_METRICS: readonly string[] = [
  'process_resident_memory_bytes',
  'process_cpu_seconds_total',
  'process_start_time_seconds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_heap_size_used_bytes',
  'nodejs_external_memory_bytes',
];

/** Markdown, a row for each metric, for docs/operations.md. */
export function metricsTable(): string {
  const rows = Object.values<MetricDefinition>(METRICS).map(
    ({ name, type, labels, help }) =>
      `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`,
  );
  return ['| metric | type | labels | what it says |', '|---|---|---|---|', ...rows, ''].join('\n');
}
