/**
 * Traces: what two accounts can have in common. One file per source of traces; the registry lists them.
 * A definition is data: its name, its window, what it needs, and where its rows are read from.
 */
import type { Bilingual } from '../contract/index.ts';
import type { Facts } from './facts.ts';
import type { TraceRows } from './trace-rows.ts';

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

/** Where the rows of some kinds come from. */
export interface TraceSource {
  readonly kinds: readonly TraceKind[];
  /**
   * The rows of each kind, in the order of `kinds`; O(rows). Where a bucket belongs to somebody, as a target to its author,
   * `owners` says to whom: meetings on one owner's buckets show a common taste as much as coordination.
   */
  readonly rows: (facts: Facts) => readonly TraceRows[];
  /**
   * Names of buckets, for people: a query with the columns `bucket` and `name` for the keys of the scratch job
   * {job:UInt64}. Null where a bucket has no name but its hash.
   */
  readonly names: string | null;
}

/** The time window of a query over `actions`, for the parameters `from` and `to` (epoch ms; `to` is exclusive). */
export const IN_WINDOW =
  "occurred_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND occurred_at <= fromUnixTimestamp64Milli({to:Int64} - 1, 'UTC')";

/** The same over `reports`. */
export const IN_REPORT_WINDOW =
  "reported_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND reported_at <= fromUnixTimestamp64Milli({to:Int64} - 1, 'UTC')";

/** The keys that a query asks for: rows of a scratch job, since there may be more than a parameter holds. */
export const ASKED = '(SELECT key FROM scratch_keys WHERE job = {job:UInt64})';

/** The query for names where the bucket is `sipHash64` of a column of `actions` (or of the members of an array). */
export const namesOf = (value: string): string => `
    SELECT sipHash64(value) AS bucket, any(value) AS name
    FROM (SELECT ${value} AS value FROM actions WHERE ${IN_WINDOW})
    WHERE bucket IN ${ASKED}
    GROUP BY bucket`;
