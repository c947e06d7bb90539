/** The synchrony raster: a tick for each act of a member, coloured by its target. */
import type { Store } from '../../storage/index.ts';
import type { Raster } from '../contract/index.ts';
import { numbersOf, readColumns, textsOf } from './columns.ts';
import { memberActs } from './member-acts.ts';
import type { ActsParams } from './selection.ts';

const MOST_TICKS = 100_000;
/** Targets that have a number of their own; no palette has more colours, and the rest is -1. */
const MOST_TARGETS = 50;

const TARGETS = `
SELECT target_id, toUInt32(count()) AS actions, toUInt32(sum(actions) OVER ()) AS total
FROM ${memberActs('target_id')}
GROUP BY target_id ORDER BY actions DESC, target_id LIMIT {targets_shown:UInt32}`;

/** Of acts in the order of their target and time every n-th, n being no whole number: each target keeps its share. */
const TICKS = `
SELECT account_id, target_id, toString(action) AS what, occurred_at
FROM (
  SELECT account_id, target_id, action, occurred_at, event_id,
    toUInt64(row_number() OVER (ORDER BY target_id, occurred_at, event_id)) AS place
  FROM ${memberActs('account_id, target_id, action, occurred_at, event_id')}
)
WHERE {total:UInt64} <= {ticks:UInt64} OR intDiv(place * {ticks:UInt64}, {total:UInt64}) > intDiv((place - 1) * {ticks:UInt64}, {total:UInt64})
ORDER BY occurred_at, account_id, event_id`;

/** @param mostTicks Above so many acts they are thinned. O(acts · log). */
export async function raster(store: Store, params: ActsParams, mostTicks = MOST_TICKS): Promise<Raster> {
  const targets = await store.rows(TARGETS, { ...params, targets_shown: MOST_TARGETS });
  const total = Number(targets[0]?.total ?? 0);
  const ticks = await readColumns(store, TICKS, { ...params, total, ticks: mostTicks }, [
    'account_id',
    'target_id',
    'what',
    'occurred_at',
  ]);
  const numberOf = new Map(targets.map(({ target_id }, index) => [String(target_id), index]));
  const accounts = numbered(textsOf(ticks.account_id));
  const actions = numbered(textsOf(ticks.what));
  return {
    accounts: accounts.names,
    targets: targets.map((row) => ({ target_id: String(row.target_id), actions: Number(row.actions) })),
    actions: actions.names,
    at: [...numbersOf(ticks.occurred_at)],
    account: accounts.numbers,
    target: textsOf(ticks.target_id).map((id) => numberOf.get(id) ?? -1),
    action: actions.numbers,
    total,
    thinned: total > mostTicks,
  };
}

/** The different values in the order of their first, and each value's place among them. */
function numbered(values: readonly string[]): { names: string[]; numbers: number[] } {
  const places = new Map<string, number>();
  const numbers = values.map((value) => {
    const known = places.get(value);
    if (known !== undefined) return known;
    places.set(value, places.size);
    return places.size - 1;
  });
  return { names: [...places.keys()], numbers };
}
