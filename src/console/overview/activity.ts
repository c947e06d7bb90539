/** Actions by hour. Hours that are over are counted once a day and kept: counting 100 M actions takes longer than a page may. */
import type { Store } from '../../storage/index.ts';

export interface HourCount {
  /** Hours since 1970. */
  readonly hour: number;
  readonly actions: number;
  /** Accounts that acted in it; an estimate (HyperLogLog), within a percent or two. */
  readonly accounts: number;
}

interface Kept {
  readonly hours: readonly HourCount[];
  /** Hours from `from` on and before `to` are in `hours`, where they have actions. */
  readonly from: number;
  readonly to: number;
  /** Epoch milliseconds of the last count of all of them. */
  readonly countedAt: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Events of so long ago still come in late: their hours are counted each time. */
const LATE = 7 * DAY;
const kept = new WeakMap<Store, Promise<Kept>>();

/** Hours with actions from `from` to `to` (epoch milliseconds), in order. What came in more than a week late is seen within a day. */
export async function readActivity(
  store: Store,
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
): Promise<readonly HourCount[]> {
  const [first, last] = [Math.floor(from / HOUR), Math.floor(to / HOUR)];
  const settled = Math.max(first, Math.floor((to - LATE) / HOUR));
  const before = await kept.get(store)?.catch(() => undefined);
  const isOld = before === undefined || now - before.countedAt > DAY;
  const counting = isOld
    ? countAll(store, Math.min(first, before?.from ?? first), settled, now)
    : widen(store, before, first, settled);
  // Nobody waits for a new count of what is known; a failed one is tried again by the next reader.
  if (isOld && before !== undefined && before.from <= first)
    void counting.then(
      () => kept.set(store, counting),
      () => {},
    );
  else kept.set(store, counting);
  const known = isOld && before !== undefined && before.from <= first ? before : await counting;
  const live = await countHours(store, Math.max(first, known.to), last);
  return [...known.hours.filter(({ hour }) => hour >= first && hour <= last), ...live];
}

const countAll = async (store: Store, from: number, to: number, now: number): Promise<Kept> => ({
  hours: await countHours(store, from, to - 1),
  from,
  to,
  countedAt: now,
});

/** Counts what is not known yet at either end. */
async function widen(store: Store, known: Kept, from: number, to: number): Promise<Kept> {
  if (known.from <= from && known.to >= to) return known;
  const [earlier, later] = [
    await countHours(store, from, known.from - 1),
    await countHours(store, known.to, to - 1),
  ];
  return {
    ...known,
    hours: [...earlier, ...known.hours, ...later],
    from: Math.min(from, known.from),
    to: Math.max(to, known.to),
  };
}

async function countHours(store: Store, from: number, to: number): Promise<readonly HourCount[]> {
  if (to < from) return [];
  const rows = await store.rows(SELECT_HOURS, { from, to });
  return rows.map((row) => ({
    hour: Number(row.hour),
    actions: Number(row.actions),
    accounts: Number(row.accounts),
  }));
}

// The hour is what actions are sorted by.
const HOUR_OF = 'intDiv(toUnixTimestamp64Milli(occurred_at), 3600000)';
const SELECT_HOURS = `SELECT ${HOUR_OF} AS hour, count() AS actions, uniqCombined(14)(account_key) AS accounts FROM actions
WHERE ${HOUR_OF} BETWEEN {from:Int64} AND {to:Int64} GROUP BY hour ORDER BY hour`;
