/** The groups that are judged: clusters of those who acted together, and what batches and pools of devices add to them. */
import { actedTogether, type Model } from '../verdicts/index.ts';
import { actingCore, type GatheredGroup } from './acting-core.ts';
import { createIsLed } from './first-sitting.ts';
import { gatherEvidence } from './group-evidence.ts';
import { joinGroups } from './join-groups.ts';
import { withMadeGroups } from './made-groups.ts';
import type { MadeSet } from './made-sets.ts';
import { createMarkFinder } from './marks.ts';
import type { IndexedTraces } from './read-traces.ts';
import { batchesOutside, type RegistrationBursts } from './registration-bursts.ts';
import { unitePieces } from './unite-pieces.ts';

export interface GroupsInput {
  readonly traces: readonly IndexedTraces[];
  /** Sorted members of each cluster; disjoint. */
  readonly clusters: readonly Uint32Array[];
  /** Sorted accounts that return to one author together, the largest groups first (`findRegulars`). */
  readonly regulars: readonly Uint32Array[];
  readonly bursts: RegistrationBursts;
  /** Topics and manuscripts that one group made, the plainest first. */
  readonly made: readonly MadeSet[];
  /** Accounts on the platform. */
  readonly accounts: number;
  readonly model: Model;
}

/** Weighs a group of sorted accounts. */
export type Gather = (members: Uint32Array) => GatheredGroup;

export function createGather({
  traces,
  accounts,
  registeredAt,
  made,
}: Pick<GroupsInput, 'traces' | 'accounts' | 'made'> & { readonly registeredAt: Float64Array }): Gather {
  const marks = createMarkFinder(traces, accounts);
  const isLed = createIsLed(traces, registeredAt);
  return (members) => ({ members, ...gatherEvidence(traces, members, accounts, { marks, isLed, made }) });
}

/**
 * Clusters come from acts alone. A batch of registrations that no cluster holds is asked who of it acted together: it was
 * found without looking at what they did, so less is needed to prove it. What is left of the batches comes last. Cells that
 * one pool of devices runs, and groups that are always where another is, are one, unless a cell proves more by itself. A batch
 * holds people who came by chance: it is joined by meetings only, and only where the whole is proven.
 * Groups are disjoint.
 */
export function formGroups(input: GroupsInput, gather: Gather): readonly GatheredGroup[] {
  const { traces, bursts, accounts, model } = input;
  const isProven = (group: GatheredGroup) => actedTogether(group, model);
  const regulars = provenRegulars(input, gather);
  const clusters = outside(input.clusters, regulars);
  const acting = batchesOutside(bursts, [...clusters, ...regulars.map(({ members }) => members)], accounts)
    .map(gather)
    .map((batch) => (isProven(batch) ? batch : actingCore(batch, gather)))
    .filter(isProven);
  const held = [...regulars, ...clusters.map(gather), ...acting];
  const left = batchesOutside(
    bursts,
    held.map(({ members }) => members),
    accounts,
  ).map(gather);
  const unite = (cells: readonly GatheredGroup[]): readonly GatheredGroup[] => {
    if (cells.length <= 1) return cells;
    const whole = gather(Uint32Array.from(cells.flatMap(({ members }) => [...members])).sort());
    const best = cells.reduce((most, cell) => Math.max(most, net(cell)), 0);
    if (isProven(whole) && net(whole) >= best) return [whole];
    const batches = cells.filter((cell) => left.includes(cell));
    if (batches.length > 0) return [...unite(cells.filter((cell) => !batches.includes(cell))), ...batches];
    return cells.some(isProven) ? cells : [whole];
  };
  const parts = [...held, ...left];
  const places = joinGroups({ groups: parts.map(({ members }) => members), cells: held.length }, traces);
  const joined = places.flatMap((together) => unite(together.map((place) => parts[place] as GatheredGroup)));
  const united = unitePieces(joined, { traces, gather, isProven });
  return withMadeGroups(united, { made: input.made, gather, isProven });
}

const net = ({ together }: GatheredGroup): number => together.evidenceNats - together.priceNats;

/** A cluster that lies in a group of regulars with this share is a part of it. */
const MOSTLY = 0.8;

/** The regulars of one author that are proven to act together, without those of other clusters. Disjoint. */
function provenRegulars(input: GroupsInput, gather: Gather): readonly GatheredGroup[] {
  const { clusters, model } = input;
  const taken = new Set<number>();
  const proven: GatheredGroup[] = [];
  for (const regulars of input.regulars) {
    const inside = new Set(regulars);
    const elsewhere = new Set(
      clusters.filter((cluster) => !liesIn(cluster, inside)).flatMap((cluster) => [...cluster]),
    );
    const members = regulars.filter((account) => !taken.has(account) && !elsewhere.has(account));
    if (members.length < MIN_REGULARS) continue;
    const group = gather(members);
    if (!actedTogether(group, model)) continue;
    proven.push(group);
    for (const account of members) taken.add(account);
  }
  return proven;
}
const MIN_REGULARS = 5;

const liesIn = (cluster: Uint32Array, group: ReadonlySet<number>): boolean =>
  cluster.filter((account) => group.has(account)).length >= MOSTLY * cluster.length;

/** The clusters that are no part of a group of regulars. What a cluster has beside such a group is none. */
function outside(
  clusters: readonly Uint32Array[],
  regulars: readonly GatheredGroup[],
): readonly Uint32Array[] {
  const inside = new Set(regulars.flatMap(({ members }) => [...members]));
  return clusters.filter((cluster) => !liesIn(cluster, inside));
}
