/** The stretch of time that the stored actions cover. */
import type { Store } from '../storage/index.ts';
import type { TimeWindow } from './time-window.ts';

/** `from` of the first action to 1 ms after the last; 0 to 0 when nothing is stored. */
export async function wholeWindow(store: Store): Promise<TimeWindow> {
  const [row] = await store.rows(
    'SELECT count() AS n, toUnixTimestamp64Milli(min(occurred_at)) AS first, toUnixTimestamp64Milli(max(occurred_at)) AS last FROM actions',
  );
  return Number(row?.n ?? 0) === 0
    ? { from: 0, to: 0 }
    : { from: Number(row?.first), to: Number(row?.last) + 1 };
}
