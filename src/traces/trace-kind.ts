/**
 * Traces: what two accounts can have in common. One file per source of traces; the registry lists them.
 * A definition is data: its name, its window, what it needs, and where its rows are read from.
 */
import type { Bilingual } from '../contract/index.ts';

/** What a trace is about. Kinds of one family are left by the same fact, so their surprise must not be added. */
export type TraceFamily =
  | 'target'
  | 'link'
  | 'topic'
  | 'media'
  | 'text'
  | 'device'
  | 'network'
  | 'registration';

/** Families of traces that are acts; to share a device or a registration is to be alike, not to act together. */
export const ACTS: ReadonlySet<TraceFamily> = new Set(['target', 'link', 'topic', 'media', 'text']);

/** One way in which two accounts can meet. */
export interface TraceKind {
  /** The name in edges.csv and in `--trace`. */
  readonly name: string;
  readonly family: TraceFamily;
  /** Two accounts meet when they leave the trace in one bucket within this time; Infinity where time means nothing. */
  readonly windowMs: number;
  /** The same traces within a longer time, for groups that work one after another; a kind of its own in edges.csv. */
  readonly slower?: TraceKind;
  /** What events must carry for it, in plain words. */
  readonly needs: string;
  /** What two accounts did that share it, after "they": "liked the same thing". */
  readonly label: Bilingual;
}

/**
 * Where the rows of some kinds come from. `select` is a query over the store with the columns `kind` (UInt8, index into
 * `kinds`), `bucket` (UInt64), `at` (Float64, epoch ms; 0 without time) and `account` (UInt64 account_key), ordered by
 * (kind, bucket, at, account). A column `owner` (UInt64, 0 = unknown; last in the order) may say to whom a bucket belongs,
 * such as the author of a target: meetings on one owner's buckets show a common taste as much as coordination; the first
 * known owner holds for the whole bucket. Its parameters are `from` and `to` (Int64, epoch ms; `to` is exclusive).
 */
export interface TraceSource {
  readonly kinds: readonly TraceKind[];
  readonly select: string;
  /**
   * Names of buckets, for people: a query with the columns `bucket` and `name` for the parameter `buckets`
   * (Array(UInt64)). Null where a bucket has no name but its hash.
   */
  readonly names: string | null;
}

/** The query for names where the bucket is `sipHash64` of a column (or of the members of an array). */
export const namesOf = (value: string, table = 'actions'): string => `
    SELECT sipHash64(value) AS bucket, any(value) AS name
    FROM (SELECT ${value} AS value FROM ${table})
    WHERE bucket IN {buckets:Array(UInt64)}
    GROUP BY bucket`;

/** The time window of a query over `actions`. */
export const IN_WINDOW =
  "occurred_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND occurred_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')";

/** `occurred_at` as epoch milliseconds. */
export const AT = 'toFloat64(toUnixTimestamp64Milli(occurred_at))';
