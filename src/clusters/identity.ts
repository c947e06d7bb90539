/** Campaigns: clusters recognised from run to run while their members come and go, part, join, rest and return. */

/** A campaign as it was known before a run. */
export interface KnownCampaign {
  readonly id: string;
  /** Every account that was ever a core member: who was silent in the last window has not left. */
  readonly core: ReadonlySet<string>;
  /** First and last act that was seen, epoch ms. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** Whether a run over the same stretch of time has seen it; only such a run can see that campaigns became one. */
  readonly isOwn: boolean;
  /** The campaign that it became part of; null while it goes its own way. */
  readonly mergedInto: string | null;
  /** Another attempt at this run (or a run that ends at the same moment) saw it first. */
  readonly isNewborn: boolean;
  /** The campaign that it came out of; null where it came out of none. */
  readonly splitFrom: string | null;
}

/** A cluster that a run has proven to act together. */
export interface FoundCluster {
  readonly id: string;
  /** Accounts of the core, each once. */
  readonly core: readonly string[];
  /** First and last act, epoch ms. */
  readonly from: number;
  readonly to: number;
}

export const CHANGES = ['born', 'split', 'merged', 'returned', 'grown', 'seen'] as const;

/** What happened to a campaign: in this order, the first that applies. */
export type CampaignChange = (typeof CHANGES)[number];

/** A cluster under the name of its campaign. */
export interface Sighting {
  readonly clusterId: string;
  readonly campaignId: string;
  readonly change: CampaignChange;
  /** For `split` the campaign that it came out of, for `merged` those that it took in; else empty. */
  readonly others: readonly string[];
}

/**
 * Share of the smaller one's core that a cluster and a campaign have in common when they are the same. Of the smaller one,
 * because a window sees only a part of a campaign, and a campaign may have been seen in part so far; half, because with less
 * the greater part of a cluster would be called what it never was.
 */
const SAME_SHARE = 0.5;

/** One account proves nothing: it may have changed hands. */
const MIN_SHARED = 2;

/** Share of a campaign's core that must be in a cluster for the campaign to end in it: a few who changed sides do not end it. */
const ABSORBED_SHARE = 0.5;

/** Share of a cluster's core that is new to the campaign when the campaign grows. */
const GROWN_SHARE = 0.1;

/**
 * Silence after which a campaign sleeps: longer than a shift's break, shorter than a night. Scripts know no night; people who
 * are paid by the piece do, and it shows.
 */
export const SLEEP_MS = 6 * 3_600_000;

/**
 * The campaign of each cluster, in order of cluster id; no two have the same. Pairs of a cluster and a campaign that are the
 * same are taken greedily by the size of the core that they share, so that of several parts the largest keeps the name. A part without
 * a name is split off and named after itself. A campaign that is left over, and lies in a cluster by half, has merged into it; what has
 * merged goes on under the oldest name. A merged campaign that comes apart again, while the one that took it in is seen
 * elsewhere, gets its own name back. Ties go by closeness, then by id, so the order of input changes nothing.
 * O(members + p log p), p pairs that share members.
 */
export function identifyCampaigns(
  known: readonly KnownCampaign[],
  clusters: readonly FoundCluster[],
): readonly Sighting[] {
  const pairs = samePairs(known, clusters);
  const matches = matchGreedily(pairs);
  const absorbed = absorbedBy(pairs, matches);
  const taken = new Set(known.map(({ id }) => id));
  return [...clusters]
    .sort((a, b) => order(a.id, b.id))
    .map((cluster) => {
      const matched = matches.get(cluster);
      if (matched !== undefined) return continued(cluster, [matched, ...(absorbed.get(cluster) ?? [])]);
      const campaignId = unusedName(campaignName(cluster.id), taken);
      taken.add(campaignId);
      const origin = pairs.find((pair) => pair.cluster === cluster)?.campaign.id;
      return origin === undefined
        ? { clusterId: cluster.id, campaignId, change: 'born', others: [] }
        : { clusterId: cluster.id, campaignId, change: 'split', others: [origin] };
    });
}

/** The name of a campaign that begins with a cluster: a function of the cluster alone. */
export const campaignName = (clusterId: string): string => clusterId.replace(/^c_/, 'k_');

/** The name itself, or with the first number from 2 that nobody has. */
export function unusedName(name: string, taken: ReadonlySet<string>): string {
  let unused = name;
  for (let n = 2; taken.has(unused); n += 1) unused = `${name}_${n}`;
  return unused;
}

interface Pair {
  readonly cluster: FoundCluster;
  readonly campaign: KnownCampaign;
  readonly shared: number;
}

/** Pairs that are the same, those first that are taken first. */
function samePairs(known: readonly KnownCampaign[], clusters: readonly FoundCluster[]): readonly Pair[] {
  const homes = new Map<string, KnownCampaign[]>();
  for (const campaign of known)
    for (const account of campaign.core) {
      const list = homes.get(account);
      if (list === undefined) homes.set(account, [campaign]);
      else list.push(campaign);
    }
  const pairs = clusters.flatMap((cluster) => {
    const counts = new Map<KnownCampaign, number>();
    for (const account of cluster.core)
      for (const home of homes.get(account) ?? []) counts.set(home, (counts.get(home) ?? 0) + 1);
    return [...counts]
      .map(([campaign, shared]): Pair => ({ cluster, campaign, shared }))
      .filter(
        ({ campaign, shared }) =>
          shared >= MIN_SHARED && shared >= SAME_SHARE * Math.min(cluster.core.length, campaign.core.size),
      );
  });
  // Of two that share as many, the closer pair has fewer accounts that it does not share.
  const both = ({ cluster, campaign }: Pair): number => cluster.core.length + campaign.core.size;
  return pairs.sort(
    (a, b) =>
      Number(a.campaign.mergedInto !== null) - Number(b.campaign.mergedInto !== null) ||
      b.shared - a.shared ||
      both(a) - both(b) ||
      order(a.campaign.id, b.campaign.id) ||
      order(a.cluster.id, b.cluster.id),
  );
}

function matchGreedily(pairs: readonly Pair[]): ReadonlyMap<FoundCluster, KnownCampaign> {
  const matches = new Map<FoundCluster, KnownCampaign>();
  const taken = new Set<KnownCampaign>();
  for (const { cluster, campaign } of pairs) {
    if (matches.has(cluster) || taken.has(campaign)) continue;
    matches.set(cluster, campaign);
    taken.add(campaign);
  }
  return matches;
}

/** Campaigns that no cluster continues, by the cluster that holds most of them. */
function absorbedBy(
  pairs: readonly Pair[],
  matches: ReadonlyMap<FoundCluster, KnownCampaign>,
): ReadonlyMap<FoundCluster, readonly KnownCampaign[]> {
  const settled = new Set(matches.values());
  const absorbed = new Map<FoundCluster, KnownCampaign[]>();
  for (const { cluster, campaign, shared } of pairs) {
    if (settled.has(campaign) || !campaign.isOwn || campaign.mergedInto !== null) continue;
    if (shared < ABSORBED_SHARE * campaign.core.size) continue;
    // What was merged before cannot take in what goes its own way.
    if (matches.get(cluster)?.mergedInto !== null) continue;
    settled.add(campaign);
    const list = absorbed.get(cluster);
    if (list === undefined) absorbed.set(cluster, [campaign]);
    else list.push(campaign);
  }
  return absorbed;
}

function continued(cluster: FoundCluster, campaigns: readonly KnownCampaign[]): Sighting {
  const [oldest, ...merged] = [...campaigns].sort((a, b) => a.firstSeen - b.firstSeen || order(a.id, b.id));
  const { id: campaignId } = oldest as KnownCampaign;
  const sighting = (change: CampaignChange, others: readonly string[] = []): Sighting => ({
    clusterId: cluster.id,
    campaignId,
    change,
    others,
  });
  const { isNewborn, splitFrom, mergedInto, lastSeen, core } = oldest as KnownCampaign;
  if (isNewborn) return splitFrom === null ? sighting('born') : sighting('split', [splitFrom]);
  if (mergedInto !== null) return sighting('split', [mergedInto]);
  if (merged.length > 0) return sighting('merged', merged.map(({ id }) => id).sort(order));
  if (cluster.from - lastSeen >= SLEEP_MS) return sighting('returned');
  const joined = cluster.core.filter((account) => !core.has(account)).length;
  return sighting(joined > 0 && joined >= GROWN_SHARE * cluster.core.length ? 'grown' : 'seen');
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
