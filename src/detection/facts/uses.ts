/** Who ever used what. */
import { groupRows, NONE, sharedUint32, type Uses, type ValueColumn } from '../../traces/index.ts';
import type { Pairs } from './scan-accounts.ts';

/** Distinct pairs of value and account out of acts and registrations, `accounts` in all. O(pairs + values + accounts). */
export function usesOf(
  inActs: { readonly account: Uint32Array; readonly column: ValueColumn },
  atRegistration: Pairs,
  accounts: number,
): Uses {
  const { keys, of } = inActs.column;
  const acts = of.length;
  const account = new Uint32Array(acts + atRegistration.account.length);
  account.set(inActs.account);
  account.set(atRegistration.account, acts);
  const value = new Uint32Array(account.length);
  value.set(of);
  value.set(atRegistration.value, acts);
  const { start, rows } = groupRows(value, keys.length, groupRows(account, accounts).rows);
  const uses = { value: sharedUint32(rows.length), account: sharedUint32(rows.length) };
  let length = 0;
  for (let each = 0; each < keys.length; each++) {
    let last = NONE;
    for (let i = start[each] as number; i < (start[each + 1] as number); i++) {
      const who = account[rows[i] as number] as number;
      if (who === last) continue;
      last = who;
      uses.value[length] = each;
      uses.account[length] = who;
      length++;
    }
  }
  return { keys, value: uses.value.slice(0, length), account: uses.account.slice(0, length) };
}
