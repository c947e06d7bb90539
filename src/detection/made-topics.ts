/** Topics whose first hour was made by accounts that one hand holds: they name a group without looking at who met whom. */
import {
  EARLY_TOPIC_MS,
  excessNats,
  type GroupEvidence,
  MIN_LIFT,
  MIN_SHARE,
  shareElsewhere,
} from '../signals/index.ts';
import type { Facts } from '../traces/index.ts';
import type { RegistrationBursts } from './registration-bursts.ts';

/** With fewer accounts a first hour is a few friends'. */
const MIN_EARLY = 10;
/** A topic that is seen before this is as old as the window, for all that is known. */
const SETTLED_MS = 60 * 60_000;
/** Who registered later than this before a topic began may have come for it, as with a promotion. */
const KEPT_MS = 24 * 60 * 60_000;
/** A phone with more accounts than a family's; of those early in the topic, so many on it. */
const CROWDED = 3;
const EARLY_ON_DEVICE = 2;
const EARLY_IN_BURST = 3;
/** Nats of each kind above the price of having looked at every topic: a thousand to one. */
const PROVEN_NATS = Math.log(1_000);
/** Share of the first hour that carries marks: less is not one group's topic. */
const MADE_SHARE = 0.5;

export interface MadeTopic {
  /** All that used it in its first hour. */
  readonly early: ReadonlySet<number>;
  /** Of those, who carries a mark; sorted. */
  readonly members: Uint32Array;
  /** What the marks show, net of nothing; and the price of having looked at all topics, for each kind. */
  readonly together: GroupEvidence;
}

/**
 * A topic begins with whoever happens to be there. Where, of the accounts of its first hour, a large part come from batches of
 * registrations *and* a large part from devices with three accounts or more, each beyond what is usual among those who use topics
 * (a Chernoff bound, see signals/statistics) and beyond the price of having looked at every young topic, somebody sent them. Either alone
 * has honest causes: a promotion brings a batch, a room or a family's tablet has many accounts; so those who registered within
 * the day before do not count. Strongest first. O(uses of topics + uses of devices).
 */
export function findMadeTopics(
  { acts, devices }: Pick<Facts, 'acts' | 'devices'>,
  bursts: RegistrationBursts,
): readonly MadeTopic[] {
  const firstHours = firstHoursOf(acts);
  if (firstHours.length === 0) return [];
  const onDevice = Map.groupBy(devices.value.keys(), (use) => devices.value[use] as number);
  const crowdedOf = new Map<number, number[]>();
  for (const [device, uses] of onDevice) {
    const users = new Set(uses.map((use) => devices.account[use] as number));
    if (users.size >= CROWDED)
      for (const user of users) crowdedOf.set(user, [...(crowdedOf.get(user) ?? []), device]);
  }
  const users = new Set(acts.topics.row.map((act) => acts.account[act] as number));
  const looked = Math.log(firstHours.length);
  const found: MadeTopic[] = [];
  const burstOf = (account: number, from = Infinity): readonly number[] => {
    const registration = bursts.registrations.get(account);
    return registration === undefined || from - registration.at < KEPT_MS ? [] : [registration.burst];
  };
  const devicesOf = (account: number): readonly number[] => crowdedOf.get(account) ?? [];
  const marks = [
    { valuesOf: burstOf, least: EARLY_IN_BURST },
    { valuesOf: devicesOf, least: EARLY_ON_DEVICE },
  ].map((mark) => ({ ...mark, usual: count(users, (one) => mark.valuesOf(one).length > 0) }));
  for (const { from, early } of firstHours) {
    const kinds = marks.map(({ valuesOf, least, usual }) => {
      const marked = sharing(early, (one) => valuesOf(one, from), least);
      const there = count(early, (one) => valuesOf(one).length > 0);
      const others = shareElsewhere(usual, users.size, there, early.size);
      const share = marked.size / early.size;
      const isLarge = share >= MIN_SHARE && share >= MIN_LIFT * others;
      return { marked, nats: isLarge ? excessNats(marked.size, early.size, others) : 0 };
    });
    if (kinds.some(({ nats }) => nats < looked + PROVEN_NATS)) continue;
    const members = [...new Set(kinds.flatMap(({ marked }) => [...marked]))];
    if (members.length < MADE_SHARE * early.size) continue;
    found.push({
      early,
      members: Uint32Array.from(members).sort(),
      together: {
        evidenceNats: kinds.reduce((sum, { nats }) => sum + nats, 0),
        priceNats: kinds.length * looked,
      },
    });
  }
  return found.sort((a, b) => b.together.evidenceNats - a.together.evidenceNats);
}

function count(accounts: ReadonlySet<number>, has: (account: number) => boolean): number {
  let found = 0;
  for (const account of accounts) if (has(account)) found += 1;
  return found;
}

/** Of each young topic with enough accounts in it: when it began, and who used it in its first hour. */
function firstHoursOf({ at, account, topics, length }: Facts['acts']) {
  const began = new Float64Array(topics.keys.length).fill(Number.NaN);
  const early = new Map<number, Set<number>>();
  topics.value.forEach((topic, entry) => {
    const act = topics.row[entry] as number;
    const time = at[act] as number;
    if (Number.isNaN(began[topic])) began[topic] = time;
    if (time - (began[topic] as number) > EARLY_TOPIC_MS) return;
    const known = early.get(topic);
    if (known === undefined) early.set(topic, new Set([account[act] as number]));
    else known.add(account[act] as number);
  });
  const start = length === 0 ? 0 : (at[0] as number);
  return [...early]
    .map(([topic, accounts]) => ({ from: began[topic] as number, early: accounts }))
    .filter(({ from, early: accounts }) => accounts.size >= MIN_EARLY && from - start >= SETTLED_MS);
}

/** Accounts of a set that have one value in common with `least` of it, themselves included. */
function sharing(
  accounts: ReadonlySet<number>,
  valuesOf: (account: number) => readonly number[],
  least: number,
): ReadonlySet<number> {
  const carriers = new Map<number, number[]>();
  for (const account of accounts)
    for (const value of valuesOf(account)) carriers.set(value, [...(carriers.get(value) ?? []), account]);
  return new Set([...carriers.values()].filter((list) => list.length >= least).flat());
}

/** Of a group, how much of a topic's first hour it must be, and how much of it must have been there, for the topic to be its own. */
const HELD = 0.5;

/** What a made topic shows of a group that made it; nothing of others. O(topics · members). */
export function madeTopicOf(topics: readonly MadeTopic[], members: Uint32Array): readonly GroupEvidence[] {
  for (const { early, together } of topics) {
    const there = members.filter((account) => early.has(account)).length;
    if (there >= HELD * early.size && there >= HELD * members.length) return [together];
  }
  return [];
}
