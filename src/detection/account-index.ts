/**
 * Detection: one cycle from stored events to verdicts, as a composition of the other rooms.
 * This file: accounts as dense indexes, in the order of their keys, so that the order of arrival never matters.
 */
import type { Store } from '../storage/index.ts';
import { column } from './column.ts';
import { createKeyIndex, type KeyIndex } from './key-index.ts';

/** Accounts by index; keys ascend. */
export type AccountIndex = KeyIndex;

/** All accounts of the store, whether they acted or were only observed. */
export async function readAccountIndex(store: Store): Promise<AccountIndex> {
  const parts: BigUint64Array[] = [];
  // FINAL: whose event lost against another with its id is not known by it, however parts are merged.
  const sql =
    'SELECT key FROM (SELECT account_key AS key FROM actions FINAL UNION DISTINCT SELECT account_key AS key FROM accounts) ORDER BY key';
  for await (const batch of store.batches(sql)) parts.push(column(batch, 'key', 'uint64'));
  const keys = new BigUint64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    keys.set(part, offset);
    offset += part.length;
  }
  return createKeyIndex(keys);
}
