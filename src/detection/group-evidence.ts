/** What a cluster's gatherings prove together. */
import {
  findGatherings,
  groupSignificance,
  NO_OWNER,
  selectionPrice,
  type WeighedGathering,
} from '../mining/index.ts';
import { type GroupEvidence, isOwnNorm } from '../signals/index.ts';
import { ACTS } from '../traces/index.ts';
import type { IsLed } from './first-sitting.ts';
import { findFriends } from './friends.ts';
import type { KindGathering } from './kind-gathering.ts';
import { type MadeSet, madeByGroup } from './made-sets.ts';
import type { MarkFinder } from './marks.ts';
import { ownNormNats } from './own-norm.ts';
import { presenceAt } from './presence.ts';
import type { IndexedTraces } from './read-traces.ts';
import { returnsToAuthors } from './returns.ts';

export interface GatheredEvidence {
  readonly gatherings: readonly KindGathering[];
  /** Those that count as acting together, strongest first. */
  readonly counted: readonly KindGathering[];
  readonly together: GroupEvidence;
}

/** Smaller groups that share a device or a batch are families and friends: for them only their acts count. */
const MIN_MARKED = 8;
/** Occasions, beside the strongest, that a group picked out by its marks must have acted on. */
const MIN_OCCASIONS = 3;
/** With fewer members at an occasion, their share of it says little. */
const MIN_PRESENT = 3;
/** Share of a group that its marks must name, so that it was not picked by its acts. */
const MOSTLY_MARKED = 2 / 3;

export interface GatherOptions {
  readonly marks?: MarkFinder | null;
  /** Which gatherings are newcomers' where newcomers are led; none by default. */
  readonly isLed?: IsLed;
  /** Topics and manuscripts that one group made (`findMadeSets`). */
  readonly made?: readonly MadeSet[];
}

/**
 * All gatherings of a group of accounts, and their evidence that the group acted together.
 *
 * An act counts once: a repost leaves traces on its target, for its author, by its text and its topic, within a minute and
 * within an hour; the strongest gathering claims it. Gatherings on one owner's buckets show a common taste as much as
 * coordination, so the j-th strongest counts 1/j, unless the group returns there as no fans do (`returnsToAuthors`); those on the buckets of a member, or of an author who goes about with the
 * group (`findFriends`), are friendship and count nothing, nor do the same acts by another trace. The
 * price of having chosen the group is paid once (see mining/significance).
 *
 * What newcomers do where newcomers are led (`createIsLed`) has one cause, too, whoever owns it.
 *
 * A group that is a large share of all accounts is its own base rate: there it may also speak how its members come
 * (`ownNormNats`).
 *
 * So may, of a group that is most of a topic's first hour or of a manuscript's authors, what is strange about those (`findMadeSets`).
 *
 * There are two ways to have chosen it, and the better one counts. By its acts, from everybody; then all its gatherings
 * are evidence. Or, with `marks`, by what else its members have in common, a batch of registrations or devices (see
 * mining/selection): that is much cheaper, but people who registered or live in one place share an occasion, too. So their
 * strongest occasion, with its owner's other ones, counts nothing, and several must be left.
 */
export function gatherEvidence(
  traces: readonly IndexedTraces[],
  members: Uint32Array,
  accounts: number,
  { marks = null, isLed = () => false, made = [] }: GatherOptions = {},
): GatheredEvidence {
  const gatherings = traces.flatMap((source, kind) => gatheringsOf(source, kind, members));
  const friends = findFriends(gatherings, traces, new Set(members));
  const returns = returnsToAuthors(
    gatherings.filter(({ kind, bucket }) => !friends.has(traces[kind]?.owners?.[bucket] ?? NO_OWNER)),
    traces,
    members,
  );
  const counted: KindGathering[] = [];
  const weighed: Weighed[] = [];
  /** By member, the times of acts that a stronger gathering has taken. */
  const claimed = new Map(Array.from(members, (member) => [member, new Set<number>()]));
  const times = new Map<number, number>();
  for (const gathering of [...gatherings].sort(strongestFirst)) {
    const source = traces[gathering.kind] as IndexedTraces;
    if (!ACTS.has(source.kind.family) || gathering.natsPerMember === 0) continue;
    const owner = source.owners?.[gathering.bucket] ?? NO_OWNER;
    const fresh = gathering.members.filter(
      (member, place) => !claimed.get(member)?.has(gathering.times[place] as number),
    );
    if (fresh.length < 2) continue;
    gathering.members.forEach((member, place) => {
      claimed.get(member)?.add(gathering.times[place] as number);
    });
    if (friends.has(owner)) continue;
    const led = isLed(gathering);
    const cause = led ? LEADER : owner;
    const nth = cause === NO_OWNER ? 1 : (times.get(cause) ?? 0) + 1;
    times.set(cause, nth);
    counted.push(gathering);
    const occasion = cause === NO_OWNER ? `${gathering.kind} ${gathering.bucket}` : `cause ${cause}`;
    weighed.push({
      gathering,
      kind: gathering.kind,
      owner,
      occasion,
      led,
      members: fresh,
      population: gathering.population,
      share: 1 / nth,
    });
  }

  const weigh = (list: readonly Weighed[], selectionNats?: number): GroupEvidence => {
    const price = selectionNats === undefined ? {} : { selectionNats };
    const choosing = groupSignificance({
      gatherings: [],
      activities: [...members],
      rows: 1,
      accounts,
      ...price,
    }).price;
    const sum = { evidenceNats: 0, priceNats: choosing };
    for (const [kind, ofKind] of Map.groupBy(list, (one) => one.kind)) {
      const { index } = traces[kind] as IndexedTraces;
      const activities = Array.from(members, (account) => index.activity[account] ?? 0);
      const found = groupSignificance({
        gatherings: ofKind,
        activities,
        rows: index.rows,
        accounts,
        ...price,
      });
      sum.evidenceNats += found.evidence;
      sum.priceNats += found.price - choosing;
    }
    return sum;
  };
  const elsewhere = weigh(weighed.filter(({ gathering }) => !returns.has(gathering)));
  const byActs = [
    weigh(weighed),
    { ...elsewhere, evidenceNats: elsewhere.evidenceNats + returns.nats },
    {
      priceNats: weigh([]).priceNats,
      evidenceNats: isOwnNorm(members.length, accounts) ? ownNormNats(traces, members) : 0,
    },
    ...madeByGroup(made, members),
  ].reduce(stronger);
  if (marks === null || members.length < MIN_MARKED) return { gatherings, counted, together: byActs };
  const sets = marks.marksOf(members);
  // Who registered together, or shares a phone, and follows and likes one another is a circle, too.
  const alike = marks.carriersOf(members);
  const rest = withoutStrongest(weighed.filter(({ owner, led }) => !led && !alike.has(owner)));
  if (
    new Set(rest.filter((one) => one.members.length >= 3).map(({ occasion }) => occasion)).size <
    MIN_OCCASIONS
  )
    return { gatherings, counted, together: byActs };
  const selection = selectionPrice({
    size: members.length,
    accounts,
    sets,
    setsLookedAt: marks.count,
  });
  const byMarks = weigh(rest, selection.nats);
  const isCrowd = ({ members: there }: Weighed) => there.length >= MIN_PRESENT;
  const isByMarks = selection.byMark.size >= MOSTLY_MARKED * members.length;
  const present = presenceAt(
    { occasions: rest.filter(isCrowd), apart: weighed.filter(isCrowd) },
    traces,
    members,
  );
  const byPresence = {
    evidenceNats: isByMarks && present.occasions >= MIN_OCCASIONS ? present.nats : 0,
    priceNats: selection.nats,
  };
  return { gatherings, counted, together: [byMarks, byPresence].reduce(stronger, byActs) };
}

/** The first where both prove as much. */
const stronger = (a: GroupEvidence, b: GroupEvidence): GroupEvidence =>
  b.evidenceNats - b.priceNats > a.evidenceNats - a.priceNats ? b : a;

/** A gathering as it is weighed; gatherings of one occasion are about one target, or one owner's targets. */
interface Weighed extends WeighedGathering {
  readonly gathering: KindGathering;
  readonly kind: number;
  readonly owner: number;
  readonly occasion: string;
  readonly share: number;
  readonly led: boolean;
}

/** All but the occasion that most members took part in, over all its gatherings. */
function withoutStrongest(weighed: readonly Weighed[]): readonly Weighed[] {
  const followers = new Map<string, number>();
  for (const { occasion, members } of weighed)
    followers.set(occasion, (followers.get(occasion) ?? 0) + members.length - 1);
  let strongest = '';
  for (const [occasion, count] of followers)
    if (count > (followers.get(strongest) ?? 0)) strongest = occasion;
  return weighed.filter(({ occasion }) => occasion !== strongest);
}

/** Stands for the platform, or whoever brought newcomers, where an owner's number stands otherwise. */
const LEADER = -1;

function gatheringsOf({ index }: IndexedTraces, kind: number, members: Uint32Array): KindGathering[] {
  const activity = members.reduce((sum, account) => sum + (index.activity[account] ?? 0), 0) / members.length;
  return findGatherings(index, members).map((gathering) => {
    const nats = Math.log(index.rows / (2 * activity * gathering.population));
    return { ...gathering, kind, natsPerMember: Math.max(0, nats) };
  });
}

const strength = ({ members, natsPerMember }: KindGathering) => (members.length - 1) * natsPerMember;

const strongestFirst = (a: KindGathering, b: KindGathering) =>
  strength(b) - strength(a) || a.from - b.from || a.kind - b.kind || a.bucket - b.bucket;
