/** The platform at large, for signals to compare a cluster with: censuses of the values that members carry. */

import { ACTIONS } from '../contract/index.ts';
import { timeResolution } from '../mining/index.ts';
import { type Census, EARLY_COMMENT_MS, EARLY_TOPIC_MS, type Platform } from '../signals/index.ts';
import {
  type Acts,
  type Facts,
  groupRows,
  type ListColumn,
  NONE,
  type ValueColumn,
} from '../traces/index.ts';
import type { HabitsOfAll } from './habits.ts';
import { keyOfHex } from './hex-of-key.ts';
import type { NearCopies } from './near-copies.ts';
import type { RetoldTexts } from './retold-texts.ts';
import { sipHash64 } from './sip-hash.ts';

/** With fewer active accounts of known registration than this, all known accounts are the base. */
const ENOUGH_ACTIVE = 1_000;

/** Accounts per value of a column, and how many have any. */
interface Counts {
  readonly keys: BigUint64Array;
  readonly accounts: Uint32Array;
  readonly known: number;
}

/** A census of counted values, asked by what `keyOf` makes a key of; a value that nobody was counted for is one account's. */
function census({ keys, accounts, known }: Counts, keyOf: (value: string) => bigint): Census {
  return {
    known,
    count(value) {
      const number = find(keys, keyOf(value));
      return number < 0 ? 1 : Math.max(1, accounts[number] as number);
    },
  };
}

/** Place of a key among ascending ones, or -1. */
function find(keys: BigUint64Array, key: bigint): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = keys[middle] as bigint;
    if (at === key) return middle;
    if (at < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Counts distinct accounts by value; entries in any order. O(entries + values + accounts). */
function countAccounts(
  {
    keys,
    value,
    account,
  }: { readonly keys: BigUint64Array; readonly value: Uint32Array; readonly account: Uint32Array },
  accounts: number,
): Counts {
  const { start, rows } = groupRows(value, keys.length);
  const counts = new Uint32Array(keys.length);
  const seen = new Uint32Array(accounts).fill(NONE);
  let known = 0;
  for (let each = 0; each < keys.length; each++)
    for (let i = start[each] as number; i < (start[each + 1] as number); i++) {
      const who = account[rows[i] as number] as number;
      if (seen[who] === NONE) known++;
      if (seen[who] === each) continue;
      seen[who] = each;
      counts[each] = (counts[each] as number) + 1;
    }
  return { keys, accounts: counts, known };
}

/** What accounts carry. */
const ofAccounts = ({ keys, of }: ValueColumn): Counts =>
  countAccounts({ keys, value: of, account: Uint32Array.from(of, (_, account) => account) }, of.length);

/** What accounts did something with. */
const ofList = ({ account }: Acts, { keys, row, value }: ListColumn, accounts: number): Counts =>
  countAccounts({ keys, value, account: row.map((act) => account[act] as number) }, accounts);

/** Who commented on each target. */
function ofCommenters({ action, account, target }: Acts, accounts: number): Counts {
  const isComment = (act: number) => SECTIONS.includes(action[act] as number);
  const value = target.of.map((number, act) => (isComment(act) ? number : NONE));
  return countAccounts({ keys: target.keys, value, account }, accounts);
}
const SECTIONS = [ACTIONS.indexOf('comment'), ACTIONS.indexOf('danmaku')];

/** When each target, and each topic, was first seen: epoch ms, by number. Acts are in order of time. */
function openings(acts: Acts): { readonly targets: Float64Array; readonly topics: Float64Array } {
  const targets = new Float64Array(acts.target.keys.length).fill(Number.NaN);
  for (let act = 0; act < acts.length; act++) {
    const target = acts.target.of[act] as number;
    if (target !== NONE && Number.isNaN(targets[target])) targets[target] = acts.at[act] as number;
  }
  const topics = new Float64Array(acts.topics.keys.length).fill(Number.NaN);
  acts.topics.value.forEach((topic, entry) => {
    if (Number.isNaN(topics[topic])) topics[topic] = acts.at[acts.topics.row[entry] as number] as number;
  });
  return { targets, topics };
}

/** Who commented on each target in its first minutes. */
function ofEarlyCommenters(acts: Acts, opened: Float64Array, accounts: number): Counts {
  const { action, account, target, at } = acts;
  const value = target.of.map((number, act) => {
    const isEarly = number !== NONE && (at[act] as number) - (opened[number] as number) <= EARLY_COMMENT_MS;
    return isEarly && SECTIONS.includes(action[act] as number) ? number : NONE;
  });
  return countAccounts({ keys: target.keys, value, account }, accounts);
}

/** Who used each topic in its first hour. */
function ofEarlyTopics({ account, at, topics }: Acts, opened: Float64Array, accounts: number): Counts {
  const value = topics.value.map((topic, entry) => {
    const time = at[topics.row[entry] as number] as number;
    return time - (opened[topic] as number) <= EARLY_TOPIC_MS ? topic : NONE;
  });
  return countAccounts(
    { keys: topics.keys, value, account: topics.row.map((act) => account[act] as number) },
    accounts,
  );
}

/** Looks a time up by the name of what it belongs to. */
const openedAt = (keys: BigUint64Array, times: Float64Array) => (name: string) => {
  const number = find(keys, sipHash64(name));
  return number < 0 ? null : (times[number] as number);
};

function machineTexts({ machine, account }: Acts): Platform['machineTexts'] {
  const known = new Set<number>();
  const hiding = new Set<number>();
  machine.forEach((made, act) => {
    if (made > 0) known.add(account[act] as number);
    if (made === UNLABELLED) hiding.add(account[act] as number);
  });
  return { known: known.size, hiding: hiding.size };
}
const UNLABELLED = 3;

/** Accounts that share one with at least two others. */
function onCrowded({ accounts }: Counts, { value, account }: Facts['devices']): number {
  const crowded = new Set<number>();
  for (let use = 0; use < value.length; use++)
    if ((accounts[value[use] as number] as number) >= 3) crowded.add(account[use] as number);
  return crowded.size;
}

function registrations({ acts, known, accounts }: Facts): Float64Array {
  const isActive = new Uint8Array(accounts);
  for (const account of acts.account) isActive[account] = 1;
  const active = known.registered.filter((account) => isActive[account] === 1);
  const chosen = active.length >= ENOUGH_ACTIVE ? active : known.registered;
  return Float64Array.from(chosen, (account) => known.registeredAt[account] as number);
}

export interface PlatformInput {
  readonly facts: Facts;
  readonly copies: NearCopies;
  readonly retold: Pick<RetoldTexts, 'accountsOfSource'>;
  readonly habits: HabitsOfAll;
  readonly riskDomains: ReadonlySet<string>;
}

/** What is usual on the platform within the window. Devices and networks are named by the hex of their keyed hash. O(facts). */
export function describePlatform({
  facts,
  copies,
  retold,
  habits,
  riskDomains,
}: PlatformInput): Omit<Platform, 'suspects'> {
  const { acts, known, accounts, devices, networks, reports } = facts;
  const opened = openings(acts);
  const times = registrations(facts);
  const deviceCounts = countAccounts(devices, accounts);
  return {
    accounts,
    registrations: times,
    registrationResolutionMs: timeResolution(times),
    handleStems: census(ofAccounts(known.handleStem), sipHash64),
    handleShapes: census(ofAccounts(known.handleShape), sipHash64),
    avatars: census(ofAccounts(known.avatar), sipHash64),
    bios: census(ofAccounts(known.bio), sipHash64),
    devices: census(deviceCounts, keyOfHex),
    accountsOnCrowdedDevices: onCrowded(deviceCounts, devices),
    networks: census(countAccounts(networks, accounts), keyOfHex),
    textFamilies: {
      known: copies.authors,
      count: (family) => copies.accountsOfFamily.get(Number(family)) ?? 1,
    },
    texts: copies.texts,
    textSources: {
      known: copies.authors,
      count: (source) => retold.accountsOfSource.get(Number(source)) ?? 1,
    },
    domains: census(ofList(acts, acts.domains, accounts), sipHash64),
    topics: census(ofList(acts, acts.topics, accounts), sipHash64),
    commenters: census(ofCommenters(acts, accounts), sipHash64),
    earlyCommenters: census(ofEarlyCommenters(acts, opened.targets, accounts), sipHash64),
    earlyTopics: census(ofEarlyTopics(acts, opened.topics, accounts), sipHash64),
    targetOpenedAt: openedAt(acts.target.keys, opened.targets),
    topicOpenedAt: openedAt(acts.topics.keys, opened.topics),
    emailDomains: census(ofAccounts(known.emailDomain), keyOfHex),
    phonePrefixes: census(ofAccounts(known.phonePrefix), keyOfHex),
    inviters: census(ofAccounts(known.inviter), keyOfHex),
    registrationAgents: census(ofAccounts(known.agent), keyOfHex),
    operators: census(ofAccounts(known.operator), sipHash64),
    habits: habits.census,
    awakenings: habits.awakenings,
    watched: habits.watched,
    machineTexts: machineTexts(acts),
    reported: new Set(reports.reportedKey).size,
    riskDomains,
  };
}
