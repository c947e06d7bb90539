/** The raw acts behind everything else, as they came in. */
import type { Store } from '../../storage/index.ts';
import { IN_WINDOW } from '../../traces/index.ts';
import { RawActions } from '../contract/index.ts';
import { IN_HOURS, memberActs } from './member-acts.ts';
import type { ActsParams } from './selection.ts';

const LONGEST_TEXT = 20_000;

/** Which acts stand on the page, out of light columns only. */
const PLACES = `
SELECT event_key, toUInt32(count() OVER ()) AS total
FROM ${memberActs('event_key, event_id, occurred_at')}
ORDER BY occurred_at, event_id
LIMIT {limit:UInt32} OFFSET {offset:UInt64}`;

/** An offset behind the end has no row that could say it. */
const COUNT = `SELECT toUInt32(count()) AS total FROM ${memberActs('event_key')}`;

const PAGE = `
SELECT event_id, account_id, toString(action) AS action, target_id, target_account_id, occurred_at AS at,
  substringUTF8(text, 1, {longest:UInt32}) AS text, urls, topics, notEmpty(media) AS has_media,
  if(network = 0, '', leftPad(lower(hex(network)), 16, '0')) AS network, if(device = 0, '', leftPad(lower(hex(device)), 16, '0')) AS device
FROM (
  SELECT * FROM actions
  WHERE ${IN_HOURS} AND ${IN_WINDOW} AND event_key IN (SELECT arrayJoin({keys:Array(UInt64)}))
  ORDER BY event_key, row_hash DESC
  LIMIT 1 BY event_key
)
ORDER BY at, event_id`;

export async function rawActions(
  store: Store,
  params: ActsParams,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<RawActions> {
  const places = await store.rows(PLACES, { ...params, offset, limit });
  const [count] = places.length > 0 || offset === 0 ? places : await store.rows(COUNT, params);
  const { from, to } = params;
  const keys = places.map(({ event_key }) => BigInt(String(event_key)));
  const rows = keys.length === 0 ? [] : await store.rows(PAGE, { from, to, keys, longest: LONGEST_TEXT });
  return RawActions.parse({
    actions: rows.map((row) => ({ ...row, has_media: Number(row.has_media) === 1 })),
    total: count?.total ?? 0,
  });
}
