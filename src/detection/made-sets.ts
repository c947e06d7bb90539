/** Topics and manuscripts that accounts of one hand made: they name a group without looking at who met whom. */
import { excessNats, type GroupEvidence, MIN_LIFT, MIN_SHARE, shareElsewhere } from '../signals/index.ts';
import type { Facts } from '../traces/index.ts';
import { firstHours, type NamedSet, retellers } from './named-sets.ts';
import type { RegistrationBursts } from './registration-bursts.ts';
import type { RetoldTexts } from './retold-texts.ts';

/** Who registered later than this before it began may have come for it, as with a promotion. */
const KEPT_MS = 24 * 60 * 60_000;
/** A phone with more accounts than a family's; of the set, so many on it, and so many in a batch. */
const CROWDED = 3;
const ON_DEVICE = 2;
const IN_BURST = 3;
/** As `Acts.machine`: a machine's text that does not say so. */
const UNLABELLED = 3;
/** Nats of each kind above the price of having looked at every set: a thousand to one. */
const PROVEN_NATS = Math.log(1_000);
/** Kinds of marks that must be proven, each by itself. */
const MIN_KINDS = 2;
/** Share of the set that carries marks: less is not one group's. */
const MADE_SHARE = 0.5;

export interface MadeSet {
  /** All that were in the topic's first hour, or retold the manuscripts. */
  readonly all: ReadonlySet<number>;
  /** Of those, who carries a mark; sorted. */
  readonly members: Uint32Array;
  /** What the kinds of marks that are proven show; and the price of having looked at all sets, for each. */
  readonly together: GroupEvidence;
}

/** What sets accounts apart: values that several have in common, or 0 for a mark that one carries alone. */
interface Mark {
  readonly valuesOf: (account: number, from: number) => readonly number[];
  readonly least: number;
  readonly of: ReadonlySet<NamedSet['what']>;
}

/**
 * A topic begins with whoever happens to be there. Where, of the accounts of its first hour, a large part come from batches of
 * registrations *and* a large part from devices with three accounts or more, each beyond what is usual among those who use topics
 * (a Chernoff bound, see signals/statistics) and beyond the price of having looked at every set, somebody sent them. The same of who
 * retold the manuscripts of one campaign; there a machine's texts that do not say so are a kind, too. One kind alone has honest
 * causes: a promotion brings a batch, a room or a family's tablet has many accounts. Those who registered within the day before
 * may have come for it, and do not count. Strongest first. O(uses of topics + texts + uses of devices).
 */
export function findMadeSets(
  { acts, devices }: Pick<Facts, 'acts' | 'devices'>,
  bursts: RegistrationBursts,
  retold: RetoldTexts,
): readonly MadeSet[] {
  const users = {
    topic: new Set(acts.topics.row.map((act) => acts.account[act] as number)),
    manuscript: new Set(retold.traces?.columns.account),
  };
  const sets = [...firstHours(acts), ...retellers(retold)];
  if (sets.length === 0) return [];
  const marks = marksOf({ acts, devices }, bursts);
  const usual = { topic: usualOf(users.topic, marks), manuscript: usualOf(users.manuscript, marks) };
  const looked = Math.log(sets.length);
  const found: MadeSet[] = [];
  for (const { what, accounts, from } of sets) {
    const kinds = marks.flatMap(({ valuesOf, least, of }, mark) => {
      if (!of.has(what)) return [];
      const marked = sharing(accounts, (one) => valuesOf(one, from), least);
      const there = count(accounts, (one) => valuesOf(one, Infinity).length > 0);
      const others = shareElsewhere(usual[what][mark] as number, users[what].size, there, accounts.size);
      const share = marked.size / accounts.size;
      if (share < MIN_SHARE || share < MIN_LIFT * others) return [];
      const nats = excessNats(marked.size, accounts.size, others);
      return nats < looked + PROVEN_NATS ? [] : [{ marked, nats }];
    });
    const members = new Set(kinds.flatMap(({ marked }) => [...marked]));
    if (kinds.length < MIN_KINDS || members.size < MADE_SHARE * accounts.size) continue;
    found.push({
      all: accounts,
      members: Uint32Array.from(members).sort(),
      together: {
        evidenceNats: kinds.reduce((sum, { nats }) => sum + nats, 0),
        priceNats: kinds.length * looked,
      },
    });
  }
  return found.sort((a, b) => b.together.evidenceNats - a.together.evidenceNats);
}

function marksOf(
  { acts, devices }: Pick<Facts, 'acts' | 'devices'>,
  { registrations }: RegistrationBursts,
): readonly Mark[] {
  const crowded = crowdedDevices(devices);
  const hiding = new Set<number>();
  acts.machine.forEach((made, act) => {
    if (made === UNLABELLED) hiding.add(acts.account[act] as number);
  });
  const burstOf: Mark['valuesOf'] = (account, from) => {
    const registration = registrations.get(account);
    return registration === undefined || from - registration.at < KEPT_MS ? [] : [registration.burst];
  };
  return [
    { valuesOf: burstOf, least: IN_BURST, of: new Set(['topic', 'manuscript']) },
    { valuesOf: (one) => crowded.get(one) ?? [], least: ON_DEVICE, of: new Set(['topic', 'manuscript']) },
    { valuesOf: (one) => (hiding.has(one) ? [0] : []), least: IN_BURST, of: new Set(['manuscript']) },
  ];
}

/** By account, the devices it used that have so many accounts. */
function crowdedDevices({ value, account }: Facts['devices']): ReadonlyMap<number, readonly number[]> {
  const users = new Map<number, Set<number>>();
  value.forEach((device, use) => {
    const known = users.get(device);
    if (known === undefined) users.set(device, new Set([account[use] as number]));
    else known.add(account[use] as number);
  });
  const crowded = new Map<number, number[]>();
  for (const [device, those] of users)
    if (those.size >= CROWDED)
      for (const one of those) crowded.set(one, [...(crowded.get(one) ?? []), device]);
  return crowded;
}

/** Of some accounts, how many carry each mark. */
const usualOf = (accounts: ReadonlySet<number>, marks: readonly Mark[]): readonly number[] =>
  marks.map(({ valuesOf }) => count(accounts, (one) => valuesOf(one, Infinity).length > 0));

function count(accounts: ReadonlySet<number>, has: (account: number) => boolean): number {
  let found = 0;
  for (const account of accounts) if (has(account)) found += 1;
  return found;
}

/** Accounts of a set that have one value in common with `least` of it, themselves included. */
function sharing(
  accounts: ReadonlySet<number>,
  valuesOf: (account: number) => readonly number[],
  least: number,
): ReadonlySet<number> {
  const carriers = new Map<number, number[]>();
  for (const account of accounts)
    for (const value of valuesOf(account)) {
      const known = carriers.get(value);
      if (known === undefined) carriers.set(value, [account]);
      else known.push(account);
    }
  return new Set([...carriers.values()].filter((list) => list.length >= least).flat());
}

/** Of a set, how much must be of a group, and how much of the group must be in it, for it to speak of the group. */
const HELD = 0.5;

/** What the first set that a group made shows of it; nothing where it made none. O(sets · members). */
export function madeByGroup(sets: readonly MadeSet[], members: Uint32Array): readonly GroupEvidence[] {
  for (const { all, together } of sets) {
    const there = members.filter((account) => all.has(account)).length;
    if (there >= HELD * all.size && there >= HELD * members.length) return [together];
  }
  return [];
}
