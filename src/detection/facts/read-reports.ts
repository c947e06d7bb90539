/** Reports by users, as columns. */
import type { Store } from '../../storage/index.ts';
import { IN_REPORT_WINDOW, NONE, type Reports } from '../../traces/index.ts';
import { column } from '../column.ts';
import { Growable } from '../growable.ts';
import type { AccountIndex } from '../key-index.ts';
import type { TimeWindow } from '../time-window.ts';

// FINAL: a report that was filed once counts once.
const SELECT_REPORTS = `
  SELECT toFloat64(toUnixTimestamp64Milli(reported_at)) AS at, sipHash64(reporter_id) AS reporter, sipHash64(account_id) AS reported
  FROM reports FINAL
  WHERE ${IN_REPORT_WINDOW}
  ORDER BY at, reporter, reported`;

/** All reports of the window. */
export async function readReports(
  store: Store,
  window: TimeWindow,
  accounts: AccountIndex,
): Promise<Reports> {
  const at = new Growable((length) => new Float64Array(length));
  const reporter = new Growable((length) => new BigUint64Array(length));
  const reported = new Growable((length) => new BigUint64Array(length));
  for await (const batch of store.batches(SELECT_REPORTS, { from: window.from, to: window.to })) {
    at.append(column(batch, 'at', 'float64'));
    reporter.append(column(batch, 'reporter', 'uint64'));
    reported.append(column(batch, 'reported', 'uint64'));
  }
  const indexOf = (key: bigint) => {
    const account = accounts.find(key);
    return account < 0 ? NONE : account;
  };
  const reporterKey = reporter.take();
  const reportedKey = reported.take();
  return {
    length: at.length,
    at: at.take(),
    reporter: Uint32Array.from(reporterKey, indexOf),
    reported: Uint32Array.from(reportedKey, indexOf),
    reporterKey,
    reportedKey,
  };
}
