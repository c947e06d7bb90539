/** Everything that detection asks of the store about everybody: the acts of a window and all accounts, each read once. */
import type { Store } from '../../storage/index.ts';
import { type Facts, type KnownAccounts, NONE, type ValueColumn } from '../../traces/index.ts';
import { type AccountIndex, createKeyIndex } from '../key-index.ts';
import type { TimeWindow } from '../time-window.ts';
import { arrangeActs, type Texts } from './arrange-acts.ts';
import { readReports } from './read-reports.ts';
import { type FactName, type Pairs, type ScannedAccounts, scanAccounts } from './scan-accounts.ts';
import { scanActs } from './scan-acts.ts';
import { byTime } from './time-order.ts';
import { usesOf } from './uses.ts';
import { type NumberedValues, ValueNumbers } from './value-numbers.ts';

export interface ReadFacts {
  readonly facts: Facts;
  /** Accounts that acted in the window or are known besides, by index; keys ascend. */
  readonly accounts: AccountIndex;
  readonly texts: Texts;
}

/**
 * What is stored, as columns; a pure function of it, whatever the order in which it came. With `everybody` all accounts that are
 * known make up the platform; else those that were there within the window, so that old accounts cost nothing and are
 * compared with nobody.
 */
export async function readFacts(store: Store, window: TimeWindow, everybody = true): Promise<ReadFacts> {
  const numbers = {
    account: new ValueNumbers(),
    target: new ValueNumbers(),
    author: new ValueNumbers(),
    device: new ValueNumbers(),
    network: new ValueNumbers(),
    stem: new ValueNumbers(),
    shape: new ValueNumbers(),
    avatar: new ValueNumbers(),
    bio: new ValueNumbers(),
    email: new ValueNumbers(),
    phone: new ValueNumbers(),
    inviter: new ValueNumbers(),
    agent: new ValueNumbers(),
    operator: new ValueNumbers(),
  };
  const scannedActs = await scanActs(store, window, numbers);
  const scannedAccounts = await scanAccounts(store, everybody ? 'everybody' : window, numbers);
  const numbered = {
    account: numbers.account.finish(),
    target: numbers.target.finish(),
    author: numbers.author.finish(),
    device: numbers.device.finish(),
    network: numbers.network.finish(),
    stem: numbers.stem.finish(),
    shape: numbers.shape.finish(),
    avatar: numbers.avatar.finish(),
    bio: numbers.bio.finish(),
    email: numbers.email.finish(),
    phone: numbers.phone.finish(),
    inviter: numbers.inviter.finish(),
    agent: numbers.agent.finish(),
    operator: numbers.operator.finish(),
  };
  const accounts = createKeyIndex(numbered.account.keys);
  const { acts, device, network, texts } = arrangeActs(scannedActs, numbered);
  const usesIn = (column: ValueColumn, used: Pairs, { rank }: NumberedValues) =>
    usesOf(
      { account: acts.account, column },
      { account: ranked(used.account, numbered.account), value: ranked(used.value, { rank }) },
      accounts.length,
    );
  const facts: Facts = {
    accounts: accounts.length,
    acts: { ...acts, authorAccount: accountsOfAuthors(acts.author.keys, accounts) },
    known: knownAccounts(scannedAccounts, numbered),
    devices: usesIn(device, scannedAccounts.used.device, numbered.device),
    networks: usesIn(network, scannedAccounts.used.network, numbered.network),
    reports: await readReports(store, window, accounts),
  };
  return { facts, accounts, texts };
}

const ranked = (column: Uint32Array, { rank }: Pick<NumberedValues, 'rank'>): Uint32Array =>
  column.map((number) => (number === NONE ? NONE : (rank[number] as number)));

/** An author who neither acted nor was observed gets a number of its own, beyond the accounts. */
function accountsOfAuthors(keys: BigUint64Array, accounts: AccountIndex): Uint32Array {
  let next = accounts.length;
  return Uint32Array.from(keys, (key) => {
    const account = accounts.find(key);
    return account >= 0 ? account : next++;
  });
}

function knownAccounts(
  scanned: ScannedAccounts,
  numbered: Readonly<Record<FactName | 'account', NumberedValues>>,
): KnownAccounts {
  const index = ranked(scanned.account, numbered.account);
  const accounts = numbered.account.keys.length;
  const registeredAt = new Float64Array(accounts).fill(Number.NaN);
  index.forEach((account, row) => {
    registeredAt[account] = scanned.registered[row] as number;
  });
  const column = (name: FactName): ValueColumn => {
    const of = new Uint32Array(accounts).fill(NONE);
    const values = ranked(scanned.facts[name], numbered[name]);
    index.forEach((account, row) => {
      of[account] = values[row] as number;
    });
    return { keys: numbered[name].keys, of };
  };
  const rows = index.filter((account) => !Number.isNaN(registeredAt[account])).sort();
  return {
    registeredAt,
    registered: byTime(rows, registeredAt),
    network: column('network'),
    device: column('device'),
    handleStem: column('stem'),
    handleShape: column('shape'),
    avatar: column('avatar'),
    bio: column('bio'),
    emailDomain: column('email'),
    phonePrefix: column('phone'),
    inviter: column('inviter'),
    agent: column('agent'),
    operator: column('operator'),
  };
}
