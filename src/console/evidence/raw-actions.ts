/** The raw acts behind everything else, as they came in. */
import type { Store } from '../../storage/index.ts';
import { RawActions } from '../contract/index.ts';
import { memberActs } from './member-acts.ts';
import type { ActsParams } from './selection.ts';

const LONGEST_TEXT = 20_000;

const COUNT = `SELECT toUInt32(count()) AS total FROM ${memberActs('event_id')}`;

const PAGE = `
SELECT event_id, account_id, toString(action) AS action, target_id, target_account_id, occurred_at AS at,
  substringUTF8(text, 1, {longest:UInt32}) AS text, urls, topics, notEmpty(media) AS has_media,
  if(network = 0, '', leftPad(lower(hex(network)), 16, '0')) AS network, if(device = 0, '', leftPad(lower(hex(device)), 16, '0')) AS device
FROM ${memberActs('event_id, account_id, action, target_id, target_account_id, occurred_at, text, urls, topics, media, network, device')}
ORDER BY at, event_id
LIMIT {limit:UInt32} OFFSET {offset:UInt64}`;

export async function rawActions(
  store: Store,
  params: ActsParams,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<RawActions> {
  const [[count], rows] = await Promise.all([
    store.rows(COUNT, params),
    store.rows(PAGE, { ...params, offset, limit, longest: LONGEST_TEXT }),
  ]);
  return RawActions.parse({
    actions: rows.map((row) => ({ ...row, has_media: Number(row.has_media) === 1 })),
    total: count?.total ?? 0,
  });
}
