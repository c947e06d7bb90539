/** What docs/scale.md rests on: figures that were measured, each with its command, and what is assumed. */

export interface Figure {
  readonly what: string;
  /** Bytes, or seconds of one core. */
  readonly value: number;
  readonly shown: string;
  readonly command: string;
}

/** By the symbol that formulas use. After a measurement change it here and run `node scripts/write-scale-tables.ts`. */
export const MEASURED = {
  j: {
    what: 'bytes of an event as JSON',
    value: 408,
    shown: '408',
    command: '`ls -l` of the benchmark’s file of 1,002,663 events',
  },
  w: {
    what: 'bytes of an action on disk, compressed (demonstration day 140)',
    value: 149,
    shown: '149',
    command: '`node src/cli/main.ts detect FILE --store DIR --out OUT`, then `store check DIR --json`',
  },
  v: { what: 'bytes of an account record on disk', value: 139, shown: '139', command: 'the same' },
  r: {
    what: 'bytes that a run leaves on disk (edges, traces, members, verdicts) for each action looked at',
    value: 1.19,
    shown: '1.19 (63,026 edges of 13.5 bytes for 897,185 actions)',
    command: 'the same',
  },
  c: {
    what: 'CPU of a consumer for an event: read, check, pseudonymise, fingerprint, build columns',
    value: 19e-6,
    shown: '19 µs',
    command: '`node bench/consume.ts 200000`',
  },
  k: {
    what: 'CPU of the engine for storing it',
    value: 4e-6,
    shown: '4 µs',
    command: 'the same (22.6 − 18.8)',
  },
  F: {
    what: 'CPU of a cycle whatever there is to see (with 105,000 accounts)',
    value: 8.4,
    shown: '8.4 s',
    command: '`node bench/horizon.ts 1` and `… 10`',
  },
  g: { what: '… for each action **looked at**', value: 14.6e-6, shown: '14.6 µs', command: 'the same' },
  u: {
    what: 'memory of an action while its window is read',
    value: 45,
    shown: '45 bytes (21 afterwards)',
    command: '[decision 8](decisions/0008-actions-by-hour-read-once.md)',
  },
  m: {
    what: 'memory of mining for each row of a kind',
    value: 62,
    shown: '62 bytes',
    command: '`node bench/mining.ts`: 10 M rows, 713 MB',
  },
  a: {
    what: '… for each account that is **known**, silent ones included',
    value: 29e-6,
    shown: '29 µs (7.8 CPU s with 105,478, 35.0 with 1,054,780)',
    command: 'a script with the steps of `bench/horizon.ts 1`, whose own last line was not run to its end',
  },
  x: {
    what: 'CPU for each action that stays in a part which is written anew because old ones go',
    value: 2.1e-6,
    shown: '2.1 µs',
    command: '`node bench/retention.ts`: 448,082 removed, 897,185 kept',
  },
} as const satisfies Readonly<Record<string, Figure>>;

/** Not measured. */
export const ASSUMED = {
  /** Of events a second, to their mean. */
  peak: 3,
  /** Of what consumers can do, so much is planned for. */
  consumerLoad: 0.5,
  /** Text of real platforms, which repeats less than made-up sentences; bytes of an action on top of w. */
  moreText: 16,
  kafkaDays: 7,
  kafkaReplicas: 3,
  kafkaCompression: 3,
  partitionBytesPerSecond: 5e6,
  storeDays: 30,
  storeReplicas: 2,
  nodeBytes: 4e12,
  /** Merges, in units of what an insert costs. */
  merges: 5,
  dollarsPerCoreHour: 0.04,
  dollarsPerGbMonth: 0.08,
  /** Rows that stay in a part for each that goes, when it is written anew: see `WORTH_REWRITING` in src/storage/retention.ts. */
  keptPerRemoved: 3,
} as const;

export const HORIZONS = [
  { name: 'hour', seconds: 3_600, every: 30, seldom: 300 },
  { name: 'day', seconds: 86_400, every: 600, seldom: 3_600 },
  { name: 'week', seconds: 604_800, every: 86_400, seldom: 86_400 },
] as const;
