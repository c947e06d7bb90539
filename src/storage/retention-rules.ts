/** What goes when it is old, table by table. Days are whole UTC days, so that a partition of a day goes or stays whole. */
import type { TableName } from './store.ts';

const DAY_MS = 86_400_000;

/** How long rows are kept, in days; absent: for ever. */
export interface RetentionDays {
  readonly actions?: number | undefined;
  readonly accounts?: number | undefined;
  readonly reports?: number | undefined;
  readonly edges?: number | undefined;
  readonly runs?: number | undefined;
  readonly deadLetters?: number | undefined;
}

/** One rule: the rows of `table` that `condition` selects go. */
export interface RetentionRule {
  readonly table: TableName;
  readonly days: keyof RetentionDays;
  /** The column of the rows' own age, when nothing else decides; a partition that is older goes whole. */
  readonly time: string | null;
  /**
   * In SQL; `{before:Int64}` is in epoch milliseconds, as is
   * `{actions_before:Int64}`, from when actions stay; `{before_run:String}` is the least id of a run that does.
   */
  readonly condition: string;
}

const BEFORE = "fromUnixTimestamp64Milli({before:Int64}, 'UTC')";

const ACTIONS_BEFORE = "fromUnixTimestamp64Milli({actions_before:Int64}, 'UTC')";

/** The newest run of each horizon, and that with which a cycle was cut off: publishing may go on from it. */
const NEWEST_RUNS = `SELECT argMax(run_id, (window_to, finished_at, run_id)) AS run_id FROM runs GROUP BY horizon
UNION ALL SELECT argMax(value, number) AS run_id FROM claims
WHERE startsWith(name, 'cycle of ') OR startsWith(name, 'done with ') GROUP BY name`;

/** These, and the runs of what was last said about each cluster that is not gone. FINAL: the newest message is its state. */
const TOLD_RUNS = `${NEWEST_RUNS}
UNION ALL SELECT run_id FROM published_verdicts FINAL WHERE change != 'gone'`;

const byTime = (table: TableName, days: keyof RetentionDays, time: string): RetentionRule => ({
  table,
  days,
  time,
  condition: `${time} < ${BEFORE}`,
});

/** Run ids begin with the time of their run in ISO 8601, so their order is that of time, and of the tables. */
const byRun = (table: TableName, days: keyof RetentionDays, kept: string): RetentionRule => ({
  table,
  days,
  time: null,
  condition: `run_id < {before_run:String} AND run_id NOT IN (${kept})`,
});

/**
 * In this order. What is known of an account (verified, who invited it, when it was registered) may be said once and
 * speak for it for years, so it goes only with the account's last stored action, not by its own age alone. A run goes
 * after its rows: whoever was cut off in between finds it again.
 */
export const RETENTION_RULES: readonly RetentionRule[] = [
  byTime('actions', 'actions', 'occurred_at'),
  byTime('reports', 'reports', 'reported_at'),
  {
    table: 'accounts',
    days: 'accounts',
    time: null,
    condition: `observed_at < ${BEFORE}
AND account_key NOT IN (SELECT account_key FROM actions WHERE occurred_at >= ${ACTIONS_BEFORE})
AND account_key NOT IN (SELECT account_key FROM accounts WHERE observed_at >= ${BEFORE})`,
  },
  byTime('dead_letters', 'deadLetters', 'received_at'),
  byRun('edges', 'edges', NEWEST_RUNS),
  byRun('traces', 'edges', NEWEST_RUNS),
  // A campaign is known for as long as a run that saw it is kept; until then all who were ever in it, as they may return.
  {
    table: 'campaign_members',
    days: 'runs',
    time: null,
    condition: `run_id < {before_run:String}
AND campaign_id NOT IN (SELECT campaign_id FROM campaigns WHERE run_id >= {before_run:String} OR run_id IN (${TOLD_RUNS}))`,
  },
  byRun('campaigns', 'runs', TOLD_RUNS),
  byRun('members', 'runs', TOLD_RUNS),
  byRun('clusters', 'runs', TOLD_RUNS),
  byRun('verdicts', 'runs', TOLD_RUNS),
  byRun('layouts', 'runs', TOLD_RUNS),
  byRun('runs', 'runs', TOLD_RUNS),
];

/** The first moment that stays, epoch milliseconds: the beginning of a UTC day. */
export const keptFrom = (now: number, days: number): number => Math.floor(now / DAY_MS - days) * DAY_MS;
