/** Who else was there: accounts outside a cluster that took part in its gatherings far more often than chance. */
import { type Recruit, recruit } from '../clusters/index.ts';
import { firstRowOf } from './first-row.ts';
import { Growable } from './growable.ts';
import type { KindGathering } from './kind-gathering.ts';
import type { IndexedTraces } from './read-traces.ts';

/** In larger crowds anybody may have been; their guests are not looked at. */
const MAX_POPULATION = 500;

/** Only a group's strongest gatherings are asked who else came: each one more makes every guest more likely by chance. */
const MAX_GATHERINGS = 40;
const MIN_MEMBERS = 3;

export interface Group {
  readonly members: Uint32Array;
  /** The gatherings that count as evidence, strongest first; none for groups that must not recruit. */
  readonly counted: readonly KindGathering[];
}

/** Recruits of all groups; `taken` marks accounts that are in a cluster already. O(rows of the gatherings). */
export function recruitGuests(
  groups: readonly Group[],
  traces: readonly IndexedTraces[],
  taken: Uint8Array,
): readonly Recruit[] {
  const columns = {
    cluster: new Growable((length) => new Uint32Array(length)),
    account: new Growable((length) => new Uint32Array(length)),
    gathering: new Growable((length) => new Uint32Array(length)),
    weightNats: new Growable((length) => new Float64Array(length)),
  };
  let id = 0;
  const gatheringsOf = new Uint32Array(groups.length);
  groups.forEach(({ counted }, cluster) => {
    const asked = counted
      .filter(({ members, population }) => members.length >= MIN_MEMBERS && population <= MAX_POPULATION)
      .slice(0, MAX_GATHERINGS);
    for (const gathering of asked) {
      const weight = Math.log((traces[gathering.kind]?.index.rows ?? 1) / gathering.population);
      gatheringsOf[cluster] = (gatheringsOf[cluster] as number) + 1;
      for (const guest of guestsOf(gathering, traces)) {
        if (taken[guest] === 1) continue;
        columns.cluster.push(cluster);
        columns.account.push(guest);
        columns.gathering.push(id);
        columns.weightNats.push(weight);
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
  };
  return recruit({ participations, gatheringsOf, activity: busiestActivity(traces, taken.length) });
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

/** Each account's largest number of traces of one kind: how busy it is, at least 1. */
function busiestActivity(traces: readonly IndexedTraces[], accounts: number): Uint32Array {
  const activity = new Uint32Array(accounts).fill(1);
  // A kind and its slower one mostly have the same.
  for (const of of new Set(traces.map(({ index }) => index.activity)))
    for (let account = 0; account < of.length; account += 1)
      if ((of[account] as number) > (activity[account] as number)) activity[account] = of[account] as number;
  return activity;
}
