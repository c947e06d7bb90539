/** The synchrony raster: a tick for each act of a member, coloured by its target. */
import type { Store } from '../../storage/index.ts';
import type { Raster } from '../contract/index.ts';
import { type Columns, numbersOf, readColumns, textsOf } from './columns.ts';
import { memberActs } from './member-acts.ts';
import type { ActsParams } from './selection.ts';

const MOST_TICKS = 100_000;
/** Targets that have a number of their own; no palette has more colours, and the rest is -1. */
const MOST_TARGETS = 50;

const ALL = `
SELECT account_id, target_id, toString(action) AS what, occurred_at
FROM ${memberActs('account_id, target_id, action, occurred_at, event_key')}
ORDER BY occurred_at, event_key
LIMIT {most:UInt64}`;

const TARGETS = `
SELECT target_id, toUInt32(count()) AS actions, toUInt32(sum(actions) OVER ()) AS total
FROM ${memberActs('target_id')}
GROUP BY target_id ORDER BY actions DESC, target_id LIMIT {targets_shown:UInt32}`;

/** Of acts in the order of their target and time every n-th, n being no whole number: each target keeps its share. */
const THINNED = `
SELECT account_id, target_id, toString(action) AS what, occurred_at
FROM (
  SELECT account_id, target_id, action, occurred_at, event_key,
    toUInt64(row_number() OVER (ORDER BY target_id, occurred_at, event_key)) AS place
  FROM ${memberActs('account_id, target_id, action, occurred_at, event_key')}
)
WHERE intDiv(place * {ticks:UInt64}, {total:UInt64}) > intDiv((place - 1) * {ticks:UInt64}, {total:UInt64})
ORDER BY occurred_at, event_key`;

const COLUMNS = ['account_id', 'target_id', 'what', 'occurred_at'] as const;

interface Ticks {
  readonly columns: Columns<(typeof COLUMNS)[number]>;
  /** The most frequent targets, of all acts. */
  readonly targets: Raster['targets'];
  readonly total: number;
}

/** @param mostTicks Above so many acts they are thinned. O(acts · log). */
export async function raster(store: Store, params: ActsParams, mostTicks = MOST_TICKS): Promise<Raster> {
  const all = await readColumns(store, ALL, { ...params, most: mostTicks + 1 }, COLUMNS);
  const { columns, targets, total } =
    all.length <= mostTicks ? allTicks(all) : await thinnedTicks(store, params, mostTicks);
  const numberOf = new Map(targets.map(({ target_id }, index) => [target_id, index]));
  const accounts = numbered(textsOf(columns.account_id));
  const actions = numbered(textsOf(columns.what));
  return {
    accounts: accounts.names,
    targets,
    actions: actions.names,
    at: [...numbersOf(columns.occurred_at)],
    account: accounts.numbers,
    target: textsOf(columns.target_id).map((id) => numberOf.get(id) ?? -1),
    action: actions.numbers,
    total,
    thinned: total > mostTicks,
  };
}

function allTicks(columns: Ticks['columns']): Ticks {
  const counts = new Map<string, number>();
  for (const id of textsOf(columns.target_id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const targets = [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, MOST_TARGETS)
    .map(([target_id, actions]) => ({ target_id, actions }));
  return { columns, targets, total: columns.length };
}

async function thinnedTicks(store: Store, params: ActsParams, ticks: number): Promise<Ticks> {
  const rows = await store.rows(TARGETS, { ...params, targets_shown: MOST_TARGETS });
  const total = Number(rows[0]?.total ?? 0);
  return {
    columns: await readColumns(store, THINNED, { ...params, total, ticks }, COLUMNS),
    targets: rows.map((row) => ({ target_id: String(row.target_id), actions: Number(row.actions) })),
    total,
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
