/** Who else was there: accounts outside a cluster that took part in its gatherings far more often than chance. */
import { type Recruit, recruit } from '../clusters/index.ts';
import { pairThreshold } from '../mining/index.ts';
import { retoldText } from '../traces/index.ts';
import { firstRowOf } from './first-row.ts';
import { Growable } from './growable.ts';
import type { KindGathering } from './kind-gathering.ts';
import type { IndexedTraces } from './read-traces.ts';

/** In larger crowds anybody may have been; their guests are not looked at. */
const MAX_POPULATION = 500;

/** Only a group's strongest gatherings are asked who else came: each one more makes every guest more likely by chance. */
const MAX_GATHERINGS = 40;
const MIN_MEMBERS = 3;
/** Two manuscripts retold are no coincidence of one evening: each was tested against everything that is written. */
const RETOLD_STANDS_FOR = 1.5;
/** A manuscript is the group's own from this share of its accounts on; those that are not found yet are among the others. */
const OWN_SHARE = 1 / 3;

export interface Group {
  /** All that are known to belong to it. */
  readonly members: Uint32Array;
  /** The gatherings that count as evidence, strongest first; none for groups that must not recruit. */
  readonly counted: readonly KindGathering[];
}

/** Recruits of all groups, and all guests with what was found of them; `taken` marks accounts that are in a cluster already. O(rows of the gatherings). */
export function recruitGuests(
  groups: readonly Group[],
  traces: readonly IndexedTraces[],
  taken: Uint8Array,
): { readonly recruits: readonly Recruit[]; readonly tested: readonly Recruit[] } {
  const columns = {
    cluster: new Growable((length) => new Uint32Array(length)),
    account: new Growable((length) => new Uint32Array(length)),
    gathering: new Growable((length) => new Uint32Array(length)),
    weightNats: new Growable((length) => new Float64Array(length)),
    standsFor: new Growable((length) => new Float64Array(length)),
  };
  let id = 0;
  const gatheringsOf = new Uint32Array(groups.length);
  groups.forEach(({ members: known, counted }, cluster) => {
    const own = new Set(known);
    const asked = counted
      .filter(({ members, population }) => members.length >= MIN_MEMBERS && population <= MAX_POPULATION)
      .slice(0, MAX_GATHERINGS);
    for (const gathering of asked) {
      const guests = guestsOf(gathering, traces);
      const inside = Math.max(gathering.members.length, [...guests].filter((guest) => own.has(guest)).length);
      const { weightNats, standsFor, activity } = worthOf(gathering, inside, traces);
      gatheringsOf[cluster] = (gatheringsOf[cluster] as number) + 1;
      for (const guest of guests) {
        if (taken[guest] === 1) continue;
        columns.cluster.push(cluster);
        columns.account.push(guest);
        columns.gathering.push(id);
        columns.weightNats.push(weightNats - Math.log(Math.max(1, activity[guest] as number)));
        columns.standsFor.push(standsFor);
      }
      id += 1;
    }
  });
  const participations = {
    length: columns.account.length,
    cluster: columns.cluster.take(),
    account: columns.account.take(),
    gathering: columns.gathering.take(),
    weightNats: columns.weightNats.take(),
    standsFor: columns.standsFor.take(),
  };
  // How busy a guest is with acts of a kind is in what each of them is worth.
  return recruit({ participations, gatheringsOf, activity: new Uint32Array(taken.length).fill(1) });
}

/** What it is worth to have been there, and how much it counts towards the fewest times. */
function worthOf({ kind, population }: KindGathering, inside: number, traces: readonly IndexedTraces[]) {
  const source = traces[kind] as IndexedTraces;
  const { rows, activity } = source.index;
  // Of a manuscript that is the group's own, each retelling is a pair of texts that was tested among all pairs.
  if (source.kind === retoldText && inside >= OWN_SHARE * population)
    return { weightNats: pairThreshold(rows) - Math.log(population), standsFor: RETOLD_STANDS_FOR, activity };
  // What outsiders do is what an outsider's act is compared with; members that are not known yet are among them.
  const outsiders = Math.max(0, population - inside) + 1;
  return { weightNats: Math.log((rows - inside) / outsiders), standsFor: 1, activity };
}

function guestsOf(gathering: KindGathering, traces: readonly IndexedTraces[]): Set<number> {
  const { columns, kind } = traces[gathering.kind] as IndexedTraces;
  const guests = new Set<number>();
  for (
    let row = firstRowOf(columns, gathering.bucket, gathering.from);
    row < columns.length && columns.bucket[row] === gathering.bucket;
    row += 1
  ) {
    if ((columns.at[row] as number) > gathering.from + kind.windowMs) break;
    guests.add(columns.account[row] as number);
  }
  return guests;
}
