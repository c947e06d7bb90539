/** What is known of all accounts as the store gives it, in one read. */
import type { Store } from '../../storage/index.ts';
import { IN_REPORT_WINDOW, IN_WINDOW, NONE } from '../../traces/index.ts';
import { column } from '../column.ts';
import { Growable } from '../growable.ts';
import type { TimeWindow } from '../time-window.ts';
import { type ValueNumbers, wordsOf } from './value-numbers.ts';

export const FACTS = [
  'network',
  'device',
  'stem',
  'shape',
  'avatar',
  'bio',
  'email',
  'phone',
  'inviter',
  'agent',
  'operator',
] as const;
export type FactName = (typeof FACTS)[number];

/** Keys of what an observation leaves out, and of what it says to be empty: the former says nothing, the latter is news. */
const ABSENT = 0;
const EMPTY = 1;
const text = (name: string) =>
  `multiIf(isNull(${name}), ${ABSENT}, ${name} = '', ${EMPTY}, sipHash64(assumeNotNull(${name})))`;

/** Who acted, reported or was observed within the window. */
const PRESENT = `
  account_key IN (SELECT account_key FROM actions WHERE ${IN_WINDOW})
  OR account_key IN (SELECT sipHash64(reporter_id) FROM reports WHERE ${IN_REPORT_WINDOW})
  OR account_key IN (
    SELECT account_key FROM accounts
    WHERE observed_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND observed_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  )`;

/** Whose records are read: everybody's, or only of accounts that were there within a window. */
export type Whom = 'everybody' | TimeWindow;

// In the table's own order, so that nothing is sorted or grouped: observations of an account from the oldest to the newest.
export const selectAccounts = (whom: Whom): string => `
  SELECT account_key AS account, ifNull(toFloat64(toUnixTimestamp64Milli(registered_at)), nan) AS registered,
         ifNull(reg_network, ${ABSENT}) AS network, ifNull(reg_device, ${ABSENT}) AS device,
         ${text('handle_stem')} AS stem, ${text('handle_shape')} AS shape, ${text('avatar_hash')} AS avatar, ${text('bio')} AS bio,
         ifNull(reg_email_domain, ${ABSENT}) AS email, ifNull(reg_phone_prefix, ${ABSENT}) AS phone,
         ${text('reg_invited_by')} AS inviter, ${text('reg_user_agent')} AS agent, ${text('mcn_id')} AS operator
  FROM accounts
  ${whom === 'everybody' ? '' : `WHERE ${PRESENT}`}
  ORDER BY account_key, account_id, observed_at, row_hash`;

/** One row for each account; `NONE` and NaN for what is not known of it. Keys by numbers. */
export interface ScannedAccounts {
  readonly account: Uint32Array;
  readonly registered: Float64Array;
  readonly facts: Readonly<Record<FactName, Uint32Array>>;
  /** The networks and devices of all observations, not only of the newest: an account and a value in each row. */
  readonly used: Readonly<Record<'network' | 'device', Pairs>>;
}

export interface Pairs {
  readonly account: Uint32Array;
  readonly value: Uint32Array;
}

const numbersColumn = () => new Growable((length) => new Uint32Array(length));

/** Reads the newest known value of each fact, whenever it was observed. */
export async function scanAccounts(
  store: Store,
  whom: Whom,
  numbers: Readonly<Record<FactName | 'account', ValueNumbers>>,
): Promise<ScannedAccounts> {
  const account = numbersColumn();
  const registered = new Growable((length) => new Float64Array(length));
  const facts = eachFact(numbersColumn);
  const used = { network: pairColumns(), device: pairColumns() };
  const params = whom === 'everybody' ? {} : { from: whom.from, to: whom.to };
  for await (const batch of store.batches(selectAccounts(whom), params)) {
    const who = new Uint32Array(batch.numRows);
    numbers.account.number(column(batch, 'account', 'uint64'), who, 0);
    const times = column(batch, 'registered', 'float64');
    const keys = eachFact((name) => wordsOf(column(batch, name, 'uint64')));
    for (let row = 0; row < batch.numRows; row++) {
      if (account.length === 0 || account.last !== who[row]) {
        account.push(who[row] as number);
        registered.push(Number.NaN);
        for (const name of FACTS) facts[name].push(NONE);
      }
      if (!Number.isNaN(times[row])) registered.last = times[row] as number;
      for (const name of FACTS) {
        const low = keys[name][2 * row] as number;
        const high = keys[name][2 * row + 1] as number;
        if (high === 0 && low === ABSENT) continue;
        const value = high === 0 && low === EMPTY ? NONE : numbers[name].numberOf(low, high);
        facts[name].last = value;
        if (name !== 'network' && name !== 'device') continue;
        used[name].account.push(who[row] as number);
        used[name].value.push(value);
      }
    }
  }
  const taken = (pairs: ReturnType<typeof pairColumns>): Pairs => ({
    account: pairs.account.take(),
    value: pairs.value.take(),
  });
  return {
    account: account.take(),
    registered: registered.take(),
    facts: eachFact((name) => facts[name].take()),
    used: { network: taken(used.network), device: taken(used.device) },
  };
}

const pairColumns = () => ({ account: numbersColumn(), value: numbersColumn() });

const eachFact = <T>(make: (name: FactName) => T): Readonly<Record<FactName, T>> => ({
  network: make('network'),
  device: make('device'),
  stem: make('stem'),
  shape: make('shape'),
  avatar: make('avatar'),
  bio: make('bio'),
  email: make('email'),
  phone: make('phone'),
  inviter: make('inviter'),
  agent: make('agent'),
  operator: make('operator'),
});
