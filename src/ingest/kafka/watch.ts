/** What a running consumer tells those who watch it. Others bring the log and the metrics; by default nobody watches. */

/** One line of a log: what happened, and its facts. */
export type LogLine = (message: string, facts?: Readonly<Record<string, unknown>>) => void;

export interface Log {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
}

export interface ConsumeMetrics {
  /** Messages that were read. */
  eventsIn(count: number): void;
  /** Rows that are stored. */
  written(table: string, rows: number): void;
  /** Messages that became dead letters. `group` is the kind of mistake, without values. */
  dead(group: string, count: number): void;
  /** Messages of a partition that are not stored yet. */
  lag(partition: number, messages: number): void;
  /** One batch, from its first message to its stored offset. */
  batchSeconds(seconds: number): void;
  /** An attempt to write that failed and will be made again. */
  retried(): void;
  /** The partitions that this process reads from now on; the lag of all others is forgotten. */
  assigned(partitions: readonly number[]): void;
  /** Messages that Kafka had deleted before they could be read. */
  lost(partition: number, messages: number): void;
}

export const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const UNWATCHED: ConsumeMetrics = {
  eventsIn() {},
  written() {},
  dead() {},
  lag() {},
  batchSeconds() {},
  retried() {},
  assigned() {},
  lost() {},
};
