/** Rows of `cohort-target`: who did one thing to one target, in order of their registration. */
import { ACTIONS } from '../contract/index.ts';
import type { Facts } from './facts.ts';
import { groupRows, sharedFloat64, sharedUint32, type TraceRows } from './trace-rows.ts';

/** On a target with more accounts, somebody registered in the same hour as anybody; it would only lift the base rates. */
const MOST_ACCOUNTS = 5_000;

/** Bucket = action × target, in order of both; each account once. O(acts · log accounts of a bucket). */
export function cohortRows({ acts, known, accounts }: Facts): TraceRows {
  const { action, account, target } = acts;
  const { registered, registeredAt } = known;
  /** Place of each account among the registrations; `registered.length` where it is not known. */
  const place = new Uint32Array(accounts).fill(registered.length);
  registered.forEach((who, index) => {
    place[who] = index;
  });
  const byAction = groupRows(Uint32Array.from(action), ACTIONS.length);
  const most = byAction.rows.length;
  const columns = { bucket: sharedUint32(most), account: sharedUint32(most) };
  const bucketKeys: bigint[] = [];
  /** The last bucket that each account was seen in, counted from 1. */
  const seen = new Uint32Array(accounts);
  let visited = 0;
  let length = 0;
  for (let index = 0; index < ACTIONS.length; index++) {
    const done = byAction.rows.subarray(byAction.start[index], byAction.start[index + 1]);
    const { start, rows } = groupRows(target.of, target.keys.length, done);
    for (let value = 0; value < target.keys.length; value++) {
      visited++;
      const from = length;
      let distinct = 0;
      for (let i = start[value] as number; i < (start[value + 1] as number); i++) {
        const who = account[rows[i] as number] as number;
        if (seen[who] === visited) continue;
        seen[who] = visited;
        distinct++;
        if (place[who] === registered.length) continue;
        columns.account[length++] = place[who] as number;
      }
      if (distinct > MOST_ACCOUNTS) length = from;
      if (length === from) continue;
      columns.account.subarray(from, length).sort();
      columns.bucket.fill(bucketKeys.length, from, length);
      bucketKeys.push(target.keys[value] as bigint);
    }
  }
  const at = sharedFloat64(length);
  for (let row = 0; row < length; row++) {
    const who = registered[columns.account[row] as number] as number;
    columns.account[row] = who;
    at[row] = registeredAt[who] as number;
  }
  return {
    length,
    bucket: columns.bucket.subarray(0, length),
    at,
    account: columns.account.subarray(0, length),
    bucketKeys: BigUint64Array.from(bucketKeys),
    owners: null,
  };
}
