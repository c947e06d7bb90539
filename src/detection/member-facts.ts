/** What is known of members, with the words themselves. */
import type { Member } from '../signals/index.ts';
import type { Store } from '../storage/index.ts';
import { ASKED, type Facts, IN_WINDOW, NONE, type ValueColumn } from '../traces/index.ts';
import type { HabitsOfAll } from './habits.ts';
import { hexOfKey } from './hex-of-key.ts';
import type { AccountIndex } from './key-index.ts';
import { withScratchKeys } from './scratch-keys.ts';
import type { TimeWindow } from './time-window.ts';

/** Facts that detection has at hand. */
type InMemory = 'devices' | 'emailDomain' | 'phonePrefix' | 'invitedBy' | 'registrationAgent' | 'habits';

/** Everything about a member but how it belongs to its cluster. */
export type MemberFacts = Omit<Member, 'membership'>;

const OBSERVED = `
  SELECT toString(account_key) AS key, account_id AS id, toUnixTimestamp64Milli(registered_at) AS registered,
         hex(reg_network) AS network, handle, handle_stem AS stem, handle_shape AS shape, avatar_hash AS avatar, bio, verified,
         mcn_id AS operator
  FROM accounts_now WHERE account_key IN ${ASKED}`;

const ACTED = `
  SELECT toString(account_key) AS key, any(account_id) AS id
  FROM actions WHERE ${IN_WINDOW} AND account_key IN ${ASKED}
  GROUP BY account_key`;

export interface MemberFactsInput {
  readonly store: Store;
  readonly window: TimeWindow;
  readonly accounts: AccountIndex;
  readonly facts: Facts;
  readonly habits: HabitsOfAll;
}

/** The facts of each of these accounts, by index. */
export async function readMemberFacts(
  members: Iterable<number>,
  { facts: { devices, known }, habits, ...input }: MemberFactsInput,
): Promise<ReadonlyMap<number, MemberFacts>> {
  const { store, accounts } = input;
  const wanted = new Set(members);
  const keys = new Set(Array.from(wanted, (account) => accounts.keys[account] as bigint));
  const rows = await withScratchKeys(store, keys, (job) => store.rows(OBSERVED, { job }));
  const devicesOf = devicesByAccount(devices, wanted);
  const indexOf = (row: Readonly<Record<string, unknown>>) => accounts.find(BigInt(String(row.key)));
  /** What is at hand: values that are only compared are called by their hash. */
  const inMemory = (account: number) => ({
    devices: devicesOf.get(account) ?? [],
    emailDomain: hashOf(known.emailDomain, account),
    phonePrefix: hashOf(known.phonePrefix, account),
    invitedBy: hashOf(known.inviter, account),
    registrationAgent: hashOf(known.agent, account),
    habits: habits.of(account),
  });
  const facts = new Map<number, MemberFacts>();
  for (const row of rows) {
    const account = indexOf(row);
    facts.set(account, { ...observed(row), ...inMemory(account) });
  }
  const others = [...wanted].filter((account) => !facts.has(account));
  for (const [account, id] of await readIdsOfActors(others, input))
    facts.set(account, { ...UNOBSERVED, accountId: id, ...inMemory(account) });
  return facts;
}

const UNOBSERVED = {
  registeredAt: null,
  registrationNetwork: null,
  handle: null,
  handleStem: null,
  handleShape: null,
  avatarHash: null,
  bio: null,
  verified: null,
  operator: null,
};

const textOrNull = (value: unknown): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);

const observed = (row: Readonly<Record<string, unknown>>): Omit<MemberFacts, InMemory> => ({
  accountId: String(row.id),
  registeredAt: row.registered === null ? null : Number(row.registered),
  registrationNetwork: textOrNull(row.network),
  handle: textOrNull(row.handle),
  handleStem: textOrNull(row.stem),
  handleShape: textOrNull(row.shape),
  avatarHash: textOrNull(row.avatar),
  bio: textOrNull(row.bio),
  verified: row.verified === null ? null : Number(row.verified) === 1,
  operator: textOrNull(row.operator),
});

function hashOf({ keys, of }: ValueColumn, account: number): string | null {
  const number = of[account] as number;
  return number === NONE ? null : hexOfKey(keys[number] as bigint);
}

/** Devices listed of one account; a farm's phone that changes its identity daily has no end of them. */
const MOST_DEVICES = 100;

function devicesByAccount(
  { keys, value, account }: Facts['devices'],
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, readonly string[]> {
  const lists = new Map<number, string[]>();
  for (let use = 0; use < value.length; use++) {
    const who = account[use] as number;
    if (!wanted.has(who)) continue;
    const list = lists.get(who) ?? [];
    if (list.length < MOST_DEVICES) list.push(hexOfKey(keys[value[use] as number] as bigint));
    lists.set(who, list);
  }
  return lists;
}

async function readIdsOfActors(
  actors: readonly number[],
  { store, window, accounts }: Omit<MemberFactsInput, 'facts' | 'habits'>,
): Promise<ReadonlyMap<number, string>> {
  if (actors.length === 0) return new Map();
  const keys = new Set(actors.map((account) => accounts.keys[account] as bigint));
  const rows = await withScratchKeys(store, keys, (job) =>
    store.rows(ACTED, { job, from: window.from, to: window.to }),
  );
  return new Map(rows.map((row) => [accounts.find(BigInt(String(row.key))), String(row.id)]));
}

/** The names of accounts, observed or not, by index. */
export async function readAccountIds(
  wanted: Iterable<number>,
  input: Omit<MemberFactsInput, 'facts' | 'habits'>,
): Promise<ReadonlyMap<number, string>> {
  const { store, accounts } = input;
  const all = new Set(wanted);
  const keys = new Set(Array.from(all, (account) => accounts.keys[account] as bigint));
  const rows = await withScratchKeys(store, keys, (job) =>
    store.rows(
      `SELECT DISTINCT toString(account_key) AS key, account_id AS id FROM accounts WHERE account_key IN ${ASKED}`,
      { job },
    ),
  );
  const ids = new Map(rows.map((row) => [accounts.find(BigInt(String(row.key))), String(row.id)]));
  const others = [...all].filter((account) => !ids.has(account));
  return new Map([...ids, ...(await readIdsOfActors(others, input))]);
}
