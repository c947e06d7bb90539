/** Outsiders that carry several of a proven group's own marks: they did not come to its gatherings, but they are of it. */
import type { Recruit } from '../clusters/index.ts';
import { ACTS } from '../traces/index.ts';
import type { GatheredGroup } from './acting-core.ts';
import { firstRowOf } from './first-row.ts';
import type { IndexedTraces } from './read-traces.ts';

/** A bucket is a group's own when most of its accounts are members, and at least so many. */
const OWN_SHARE = 0.5;
const OWN_MEMBERS = 3;
/** Nats above ln A that an outsider's marks must come up to: twenty to one that nobody in the crowd has them by chance. */
const MARGIN = Math.log(20);
/** Of fewer members, what they have in common is as likely a household's or a circle's. */
const MIN_GROUP = 8;
/** A place says nothing of who is in it. */
const PLACES = new Set(['network']);

export interface Resembling {
  readonly account: number;
  /** Place of the group among those given. */
  readonly group: number;
  /** Σ −ln(share of outsiders with the mark), over its families. */
  readonly nats: number;
}

/**
 * Finds who resembles which group. A mark is to be in one of the buckets of a kind of trace that are a group's own: its
 * hashtag, its links, its texts; a phone of its pool; its batch of registrations. Of what accounts do, only the rarest mark
 * counts, less the price of having looked at several, or its presence at the group's gatherings if that is worth more; devices and registrations are facts of another sort and add up.
 * The share of outsiders that carry a mark is counted with all of them, members that are not yet known included, so that
 * it is never too small. An outsider joins one group at most, where its marks come up to ln A and a margin, from two
 * families or more. O(rows of the groups' own buckets).
 *
 */
export function findResembling({ groups, traces, taken, guests }: ResemblingInput): readonly Resembling[] {
  const best = new Map<number, Resembling>();
  const guestsOf = Map.groupBy(guests, ({ cluster }) => cluster);
  groups.forEach(({ members }, group) => {
    if (members.length < MIN_GROUP) return;
    const attended = new Map(
      (guestsOf.get(group) ?? []).map(({ account, evidenceNats }) => [account, evidenceNats]),
    );
    for (const [account, nats] of marksOfOutsiders({ members, traces, taken, attended })) {
      const known = best.get(account);
      if (known === undefined || nats > known.nats) best.set(account, { account, group, nats });
    }
  });
  return [...best.values()].sort((a, b) => a.account - b.account);
}

export interface ResemblingInput {
  readonly groups: readonly Pick<GatheredGroup, 'members'>[];
  readonly traces: readonly IndexedTraces[];
  /** 1 for accounts that are in a group. */
  readonly taken: Uint8Array;
  /** Who was at whose gatherings, and what that is worth (see clusters/recruit). */
  readonly guests: readonly Pick<Recruit, 'account' | 'cluster' | 'evidenceNats'>[];
}

interface MarksInput {
  readonly members: Uint32Array;
  readonly traces: readonly IndexedTraces[];
  readonly taken: Uint8Array;
  /** By outsider, the nats of having been at the group's gatherings. */
  readonly attended: ReadonlyMap<number, number>;
}

function marksOfOutsiders({
  members,
  traces,
  taken,
  attended,
}: MarksInput): readonly (readonly [number, number])[] {
  const accounts = taken.length;
  const own = new Set(members);
  /** By family, and by outsider, the nats of the rarest mark. */
  const marks = new Map<string, Map<number, number>>();
  let actKinds = 0;
  traces.forEach((source) => {
    const { family } = source.kind;
    if (PLACES.has(family)) return;
    const outsiders = outsidersOf({ traces: source, own, taken });
    if (outsiders === null) return;
    const isAct = ACTS.has(family);
    if (isAct) actKinds += 1;
    const nats = Math.log((accounts - members.length + 2) / (outsiders.size + 1));
    const name = isAct ? 'acts' : family;
    const ofFamily = marks.get(name) ?? new Map<number, number>();
    marks.set(name, ofFamily);
    for (const account of outsiders) ofFamily.set(account, Math.max(ofFamily.get(account) ?? 0, nats));
  });
  const acts = marks.get('acts') ?? new Map<number, number>();
  marks.set('acts', acts);
  for (const [account, nats] of attended)
    if (nats > 0 && taken[account] !== 1) acts.set(account, acts.get(account) ?? 0);
  const sums = new Map<number, { nats: number; families: number }>();
  for (const [family, ofFamily] of marks)
    for (const [account, nats] of ofFamily) {
      const sum = sums.get(account) ?? { nats: 0, families: 0 };
      sums.set(account, sum);
      const own = nats - (family === 'acts' ? Math.log(Math.max(1, actKinds)) : 0);
      sum.nats += Math.max(0, own, family === 'acts' ? (attended.get(account) ?? 0) : 0);
      sum.families += 1;
    }
  return [...sums]
    .filter(([, { nats, families }]) => families >= 2 && nats >= Math.log(accounts) + MARGIN)
    .map(([account, { nats }]) => [account, nats] as const);
}

/** Accounts without a group in the buckets of a kind that are the group's own; null where there is no such bucket. */
function outsidersOf({ traces, own, taken }: OutsidersInput): ReadonlySet<number> | null {
  const { columns, index } = traces;
  const inside = new Map<number, number>();
  const { offsets, order } = index.byAccount;
  for (const member of own) {
    let last = -1;
    const end = offsets[member + 1] ?? 0;
    for (let i = offsets[member] ?? end; i < end; i += 1) {
      const bucket = columns.bucket[order[i] as number] as number;
      if (bucket !== last) inside.set(bucket, (inside.get(bucket) ?? 0) + 1);
      last = bucket;
    }
  }
  let outsiders: Set<number> | null = null;
  for (const [bucket, count] of inside) {
    if (count < OWN_MEMBERS) continue;
    const others = othersIn(bucket, { columns, own, most: count / OWN_SHARE - count });
    if (others === null) continue;
    outsiders ??= new Set();
    for (const account of others) if (taken[account] !== 1) outsiders.add(account);
  }
  return outsiders;
}

interface OutsidersInput {
  readonly traces: IndexedTraces;
  readonly own: ReadonlySet<number>;
  readonly taken: Uint8Array;
}

/** Accounts of a bucket that are no members; null when there are more than `most`. */
function othersIn(
  bucket: number,
  {
    columns,
    own,
    most,
  }: Pick<OutsidersInput, 'own'> & Pick<IndexedTraces, 'columns'> & { readonly most: number },
): ReadonlySet<number> | null {
  const others = new Set<number>();
  for (
    let row = firstRowOf(columns, bucket);
    row < columns.length && columns.bucket[row] === bucket;
    row += 1
  ) {
    const account = columns.account[row] as number;
    if (own.has(account)) continue;
    others.add(account);
    // A crowd is nobody's own; there is no need to count it to its end.
    if (others.size > most) return null;
  }
  return others;
}
