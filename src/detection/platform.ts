/** The platform at large, for signals to compare a cluster with: censuses of the values that members carry. */

import { timeResolution } from '../mining/index.ts';
import type { Census, Platform } from '../signals/index.ts';
import type { Store } from '../storage/index.ts';
import { column } from './column.ts';
import type { NearCopies } from './near-copies.ts';
import type { TimeWindow } from './read-traces.ts';

const WINDOW =
  "occurred_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND occurred_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')";

/** With fewer active accounts of known registration than this, all known accounts are the base. */
const ENOUGH_ACTIVE = 1_000;

/**
 * Values of a thing with their accounts; only values of at least two accounts, as a rarer one is found to be 1. The query's
 * row without a value says for how many accounts the thing is known at all, also where no two of them share any.
 */
async function census(store: Store, sql: string, window: TimeWindow): Promise<Census> {
  const counts = new Map<string, number>();
  for (const row of await store.rows(sql, { from: window.from, to: window.to }))
    counts.set(String(row.value), Number(row.accounts));
  const known = counts.get('') ?? 0;
  return { known, count: (value) => counts.get(value) ?? 1 };
}

/** What accounts carry: how many have each value, by trait; the row without a value says how many have any. One read. */
const TRAITS = ['handle_stem', 'handle_shape', 'avatar_hash', 'bio'] as const;
const OF_ACCOUNTS = `
  SELECT trait, value, count() AS accounts
  FROM (
    SELECT arrayJoin([${TRAITS.map((trait) => `('${trait}', ifNull(${trait}, ''))`).join(', ')}]) AS pair,
           pair.1 AS trait, arrayJoin(if(pair.2 = '', [], ['', pair.2])) AS value
    FROM accounts_now
  )
  GROUP BY trait, value HAVING accounts >= 2 OR value = ''`;

async function traitCensuses(store: Store): Promise<(trait: (typeof TRAITS)[number]) => Census> {
  const counts = new Map<string, Map<string, number>>(TRAITS.map((trait) => [trait, new Map()]));
  for (const { trait, value, accounts } of await store.rows(OF_ACCOUNTS))
    counts.get(String(trait))?.set(String(value), Number(accounts));
  return (trait) => ({
    known: counts.get(trait)?.get('') ?? 0,
    count: (value) => counts.get(trait)?.get(value) ?? 1,
  });
}

/** How many accounts did something with each value of an expression over `actions`. */
const ofActions = (value: string, condition: string) => `
  SELECT value, uniqExact(account_key) AS accounts
  FROM (SELECT ${value} AS value, account_key FROM actions FINAL WHERE ${WINDOW} AND ${condition})
  GROUP BY value HAVING accounts >= 3 AND value != ''
  UNION ALL
  SELECT '' AS value, uniqExact(account_key) AS accounts FROM actions FINAL WHERE ${WINDOW} AND ${condition}`;

const DEVICES = `
  WITH uses AS (
    SELECT device AS value, account_key FROM actions FINAL WHERE ${WINDOW} AND device != 0
    UNION DISTINCT
    SELECT assumeNotNull(reg_device) AS value, account_key FROM accounts WHERE ifNull(reg_device, 0) != 0
  )
  SELECT hex(u.value) AS value, count() AS accounts FROM uses AS u GROUP BY u.value HAVING accounts >= 2
  UNION ALL
  SELECT '' AS value, uniqExact(account_key) AS accounts FROM uses`;

const CROWDED = `
  WITH uses AS (
    SELECT device AS value, account_key FROM actions FINAL WHERE ${WINDOW} AND device != 0
    UNION DISTINCT
    SELECT assumeNotNull(reg_device) AS value, account_key FROM accounts WHERE ifNull(reg_device, 0) != 0
  )
  SELECT uniqExact(account_key) AS crowded FROM uses
  WHERE value IN (SELECT value FROM uses GROUP BY value HAVING count() >= 3)`;

const NETWORKS = `
  WITH uses AS (
    SELECT network AS value, account_key FROM actions FINAL WHERE ${WINDOW} AND network != 0
    UNION DISTINCT
    SELECT assumeNotNull(reg_network) AS value, account_key FROM accounts WHERE ifNull(reg_network, 0) != 0
  )
  SELECT hex(u.value) AS value, count() AS accounts FROM uses AS u GROUP BY u.value HAVING accounts >= 2
  UNION ALL
  SELECT '' AS value, uniqExact(account_key) AS accounts FROM uses`;

const REGISTRATIONS = (active: string) => `
  SELECT toFloat64(toUnixTimestamp64Milli(assumeNotNull(registered_at))) AS at
  FROM accounts_now WHERE registered_at IS NOT NULL ${active}
  ORDER BY at`;

async function registrations(store: Store, window: TimeWindow): Promise<Float64Array> {
  const read = async (active: string) => {
    const times: number[] = [];
    for await (const batch of store.batches(REGISTRATIONS(active), { from: window.from, to: window.to }))
      for (const at of column(batch, 'at', 'float64')) times.push(at);
    return Float64Array.from(times);
  };
  const active = await read(`AND account_key IN (SELECT account_key FROM actions FINAL WHERE ${WINDOW})`);
  return active.length >= ENOUGH_ACTIVE ? active : read('');
}

/** Reads what is usual on the platform within the window. Devices and networks are named by the hex of their keyed hash. */
export async function readPlatform(
  store: Store,
  window: TimeWindow,
  accounts: number,
  copies: NearCopies,
): Promise<Platform> {
  const times = await registrations(store, window);
  const traits = await traitCensuses(store);
  const [crowded] = await store.rows(CROWDED, { from: window.from, to: window.to });
  return {
    accounts,
    registrations: times,
    registrationResolutionMs: timeResolution(times),
    handleStems: traits('handle_stem'),
    handleShapes: traits('handle_shape'),
    avatars: traits('avatar_hash'),
    bios: traits('bio'),
    devices: await census(store, DEVICES, window),
    accountsOnCrowdedDevices: Number(crowded?.crowded ?? 0),
    networks: await census(store, NETWORKS, window),
    textFamilies: {
      known: copies.authors,
      count: (family) => copies.accountsOfFamily.get(Number(family)) ?? 1,
    },
    texts: copies.texts,
    domains: await census(store, ofActions('arrayJoin(url_domains)', 'notEmpty(url_domains)'), window),
    topics: await census(store, ofActions('arrayJoin(topics)', 'notEmpty(topics)'), window),
    commenters: await census(store, ofActions('target_id', "action IN ('comment', 'danmaku')"), window),
  };
}
