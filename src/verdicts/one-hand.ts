/**
 * One honest hand behind many accounts: a class, a staff, the branches of a publisher, people who came with one promotion.
 * It brings several kinds of evidence about at once, which are then one and not several.
 */
import type { EvidenceKind, SignalResult } from '../contract/index.ts';
import { type ClusterView, type Gathering, isPublication } from '../signals/index.ts';
import type { Model } from './model.ts';

const HOUR_MS = 60 * 60_000;

/** Owners, and hours of their own, from which on a group works for strangers. */
const STRANGERS = 6;
const OCCASIONS = 3;
/** Least members, and share of all of them, for a gathering to be the group's; and its crowd, in members. */
const MIN_MEMBERS = 3;
const MIN_SHARE = 0.2;
const MOST_CROWD = 2;
/** Share of the strangers' gatherings that one of them may have. */
const MOST_OF_ONE = 0.5;

/**
 * Kinds of inauthenticity that do not follow from one another. Whoever gives accounts out gives them at one time, under
 * names of one rule, at the pace of a script; where networks are not known, in a room with shared machines. Whoever
 * publishes through many accounts puts the same posts on all of them at the same time, around the clock. Each is one
 * cause. What no such hand does is to send its accounts, again and again, to act together on the content of many
 * strangers: then what it explains are two things, who they are and what they are for.
 */
export function independentKinds(
  view: ClusterView,
  kinds: readonly EvidenceKind[],
  signals: readonly SignalResult[],
  model: Model,
): number {
  const given = kinds.filter((kind) => isGivenByOneHand(kind, view, signals, model)).length;
  const others = kinds.length - given;
  if (given === 0) return others;
  return others + (given >= 2 && servesStrangers(view) ? 2 : 1);
}

/** Does one honest hand explain this kind of evidence, as it stands here? */
export function isGivenByOneHand(
  kind: EvidenceKind,
  view: ClusterView,
  signals: readonly SignalResult[],
  model: Model,
): boolean {
  switch (kind) {
    case 'registration':
    case 'identity':
      return true;
    case 'infrastructure':
      return !networksKnown(view) || publishes(view, signals);
    case 'content':
      return publishes(view, signals);
    case 'rhythm':
      return !hasHabits(signals, model) || publishes(view, signals);
    default:
      return false;
  }
}

/** Where the members registered is known of most: machines that they share elsewhere than in one place are no room's. */
const networksKnown = ({ members }: ClusterView): boolean =>
  2 * members.filter(({ registrationNetwork }) => registrationNetwork !== null).length >= members.length;

/** Do they live as machines do? That they were made at a machine's pace, or come back on one day, is the hand's doing. */
const hasHabits = (signals: readonly SignalResult[], { presentNats }: Model): boolean =>
  signals.some(({ id, weight_nats }) => id === 'machine_habits' && weight_nats >= presentNats);

/** Does it put out the same posts on all accounts, and deceive nobody with them? */
const publishes = (view: ClusterView, signals: readonly SignalResult[]): boolean =>
  isPublication(view) &&
  !signals.some(
    ({ id, weight_nats }) => (id === 'unlabelled_ai' || id === 'risk_domains') && weight_nats > 0,
  );

/** Did many of them act together, at many times, for many strangers? What they did in their first hour is not counted. */
function servesStrangers(view: ClusterView): boolean {
  const served = view.gatherings.filter((gathering) => isTheirs(gathering, view));
  const times = new Map<number, number>();
  for (const { owner } of served) if (owner !== null) times.set(owner, (times.get(owner) ?? 0) + 1);
  const hours = new Set(served.map(({ from }) => Math.floor(from / HOUR_MS)));
  return (
    times.size >= STRANGERS &&
    hours.size >= OCCASIONS &&
    Math.max(...times.values()) <= MOST_OF_ONE * served.length
  );
}

function isTheirs({ owner, members, population, from }: Gathering, view: ClusterView): boolean {
  if (owner === null || members.length < Math.max(MIN_MEMBERS, MIN_SHARE * view.members.length)) return false;
  if (population > MOST_CROWD * members.length) return false;
  const isNew = (member: number) => from - (view.members[member]?.registeredAt ?? -Infinity) < HOUR_MS;
  return 2 * members.filter(isNew).length < members.length;
}
