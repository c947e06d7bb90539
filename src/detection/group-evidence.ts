/** What a cluster's gatherings prove together. */
import {
  findGatherings,
  type Gathering,
  groupSignificance,
  NO_OWNER,
  type TraceIndex,
  type WeighedGathering,
} from '../mining/index.ts';
import type { GroupEvidence } from '../signals/index.ts';
import { ACTS } from '../traces/index.ts';
import type { KindTraces } from './read-traces.ts';

/** Traces of one kind, indexed by account for looking up what a group did. */
export interface IndexedTraces extends KindTraces {
  readonly index: TraceIndex;
}

/** A gathering of a cluster, with its kind and its worth. */
export interface KindGathering extends Gathering {
  /** Index into the indexed kinds. */
  readonly kind: number;
  /** What one more member's presence is worth: max(0, ln(M / (2·k·n))). */
  readonly natsPerMember: number;
}

export interface GatheredEvidence {
  readonly gatherings: readonly KindGathering[];
  /** Those that count as acting together, strongest first. */
  readonly counted: readonly KindGathering[];
  readonly together: GroupEvidence;
}

/**
 * All gatherings of a group of accounts, and their evidence that the group acted together.
 *
 * An act counts once: a repost leaves traces on its target, for its author, by its text and its topic, within a minute and
 * within an hour; the strongest gathering claims it. Gatherings on one owner's buckets show a common taste as much as
 * coordination, so the j-th strongest counts 1/j; those on the buckets of a member are friendship and count nothing. The
 * price of having chosen the group is paid once (see mining/significance).
 */
export function gatherEvidence(
  traces: readonly IndexedTraces[],
  members: Uint32Array,
  accounts: number,
): GatheredEvidence {
  const gatherings = traces.flatMap((source, kind) => gatheringsOf(source, kind, members));
  const own = new Set(members);
  const counted: KindGathering[] = [];
  const weighed = traces.map((): WeighedGathering[] => []);
  /** By member, the times of acts that a stronger gathering has taken. */
  const claimed = new Map(Array.from(members, (member) => [member, new Set<number>()]));
  const times = new Map<number, number>();
  for (const gathering of [...gatherings].sort(strongestFirst)) {
    const source = traces[gathering.kind] as IndexedTraces;
    if (!ACTS.has(source.kind.family) || gathering.natsPerMember === 0) continue;
    const owner = source.owners?.[gathering.bucket] ?? NO_OWNER;
    if (owner !== NO_OWNER && own.has(owner)) continue;
    const fresh = gathering.members.filter(
      (member, place) => !claimed.get(member)?.has(gathering.times[place] as number),
    );
    if (fresh.length < 2) continue;
    gathering.members.forEach((member, place) => {
      claimed.get(member)?.add(gathering.times[place] as number);
    });
    const nth = owner === NO_OWNER ? 1 : (times.get(owner) ?? 0) + 1;
    times.set(owner, nth);
    counted.push(gathering);
    weighed[gathering.kind]?.push({ members: fresh, population: gathering.population, share: 1 / nth });
  }

  const activities = traces.map(({ index }) =>
    Array.from(members, (account) => index.activity[account] ?? 0),
  );
  let evidenceNats = 0;
  let priceNats = groupSignificance({ gatherings: [], activities: [...members], rows: 1, accounts }).price;
  const choosingGroup = priceNats;
  weighed.forEach((list, kind) => {
    if (list.length === 0) return;
    const rows = traces[kind]?.index.rows ?? 0;
    const found = groupSignificance({ gatherings: list, activities: activities[kind] ?? [], rows, accounts });
    evidenceNats += found.evidence;
    priceNats += found.price - choosingGroup;
  });
  return { gatherings, counted, together: { evidenceNats, priceNats } };
}

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
