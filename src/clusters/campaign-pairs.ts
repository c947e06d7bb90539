/** Which clusters of a run may be which known campaigns, and which of these is taken. */
import type { FoundCluster, KnownCampaign } from './campaign.ts';

/**
 * Share of the smaller one's core that a cluster and a campaign have in common when they are the same. Of the smaller one,
 * because a window sees only a part of a campaign, and a campaign may have been seen in part so far; half, because with less
 * the greater part of a cluster would be called what it never was.
 */
const SAME_SHARE = 0.5;

/** Share of a core that lies in another when it is clear that it is a part of it: as many as one in five are new. */
const PART_SHARE = 0.8;

/** One account proves nothing: it may have changed hands. */
const MIN_SHARED = 2;

/** Share of a campaign's core that must be in a cluster for the campaign to end in it: a few who changed sides do not end it. */
const ABSORBED_SHARE = 0.5;

/** A cluster and a campaign that share enough to be the same. */
export interface Pair {
  readonly cluster: FoundCluster;
  readonly campaign: KnownCampaign;
  /** Core accounts of both. */
  readonly shared: number;
}

/** All pairs that are the same, those first that are taken first. O(members + p log p), p pairs that share members. */
export function samePairs(
  known: readonly KnownCampaign[],
  clusters: readonly FoundCluster[],
): readonly Pair[] {
  const homes = new Map<string, KnownCampaign[]>();
  for (const campaign of known.filter((one) => !isClosed(one)))
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

/** What a longer stretch has seen as one stays one: a shorter one sees parts. */
const isClosed = ({ mergedInto, seenOver }: KnownCampaign): boolean =>
  mergedInto !== null && seenOver === 'longer';

/** One campaign for each cluster, and one cluster for each campaign: the cluster that shares most with it. */
export function matchGreedily(pairs: readonly Pair[]): ReadonlyMap<FoundCluster, KnownCampaign> {
  const matches = new Map<FoundCluster, KnownCampaign>();
  const taken = new Set<KnownCampaign>();
  for (const { cluster, campaign } of pairs) {
    if (matches.has(cluster) || taken.has(campaign)) continue;
    matches.set(cluster, campaign);
    taken.add(campaign);
  }
  return matches;
}

/** For clusters that are left over, the campaign of which they are clearly a part; a larger one goes on with it. */
export function partsAmong(
  pairs: readonly Pair[],
  matches: ReadonlyMap<FoundCluster, KnownCampaign>,
): ReadonlyMap<FoundCluster, KnownCampaign> {
  const parts = new Map<FoundCluster, KnownCampaign>();
  for (const { cluster, campaign, shared } of pairs) {
    if (matches.has(cluster) || parts.has(cluster)) continue;
    if (shared >= PART_SHARE * cluster.core.length) parts.set(cluster, campaign);
  }
  return parts;
}

/** Campaigns that no cluster continues, by the cluster that holds most of them. */
export function absorbedBy(
  pairs: readonly Pair[],
  matches: ReadonlyMap<FoundCluster, KnownCampaign>,
): ReadonlyMap<FoundCluster, readonly KnownCampaign[]> {
  const settled = new Set(matches.values());
  const absorbed = new Map<FoundCluster, KnownCampaign[]>();
  for (const { cluster, campaign, shared } of pairs) {
    if (settled.has(campaign) || campaign.mergedInto !== null || campaign.seenOver === 'longer') continue;
    const enough = campaign.seenOver === 'same' ? ABSORBED_SHARE : PART_SHARE;
    if (shared < enough * campaign.core.size) continue;
    // What was merged before cannot take in what goes its own way.
    if (matches.get(cluster)?.mergedInto !== null) continue;
    settled.add(campaign);
    const list = absorbed.get(cluster);
    if (list === undefined) absorbed.set(cluster, [campaign]);
    else list.push(campaign);
  }
  return absorbed;
}

export const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
