/** Campaigns: clusters recognised from run to run while their members come and go, part, join, rest and return. */
import type { CampaignChange, FoundCluster, KnownCampaign, Sighting } from './campaign.ts';
import { absorbedBy, matchGreedily, order, partsAmong, samePairs } from './campaign-pairs.ts';

/** Share of what is seen of a campaign's core that is new to it when it grows. */
const GROWN_SHARE = 0.1;

/**
 * Silence after which a campaign sleeps: longer than a shift's break, shorter than a night. Scripts know no night; people who
 * are paid by the piece do, and it shows.
 */
export const SLEEP_MS = 6 * 3_600_000;

/**
 * The campaign of each cluster, in order of cluster id. Pairs of a cluster and a campaign that are the same are taken greedily
 * by the size of the core that they share; a cluster that is left over and clearly a part of a campaign is called that, and one
 * that has others of its own is split off and named after itself. A campaign that is left over, and lies in a cluster by half, has
 * merged into it; what has merged goes on under the oldest name. A merged campaign that comes apart again, while the one that took
 * it in is seen elsewhere, gets its own name back, unless a longer stretch of time shows the two as one. Ties go by closeness,
 * then by id, so the order of input changes nothing. O(members + p log p), p pairs that share members.
 */
export function identifyCampaigns(
  known: readonly KnownCampaign[],
  clusters: readonly FoundCluster[],
): readonly Sighting[] {
  const pairs = samePairs(known, clusters);
  const matches = matchGreedily(pairs);
  const absorbed = absorbedBy(pairs, matches);
  const parts = partsAmong(pairs, matches);
  const partsOf = (campaign: KnownCampaign): readonly FoundCluster[] =>
    [...parts].flatMap(([part, whole]) => (whole === campaign ? [part] : []));
  const continuations = new Map(
    [...matches].map(([cluster, campaign]): [KnownCampaign, Sighting] => [
      campaign,
      continued([cluster, ...partsOf(campaign)], [campaign, ...(absorbed.get(cluster) ?? [])]),
    ]),
  );
  const taken = new Set(known.map(({ id }) => id));
  return [...clusters]
    .sort((a, b) => order(a.id, b.id))
    .map((cluster) => {
      const matched = continuations.get(matches.get(cluster) as KnownCampaign);
      if (matched !== undefined) return matched;
      const whole = continuations.get(parts.get(cluster) as KnownCampaign);
      if (whole !== undefined) return { ...whole, clusterId: cluster.id, change: 'part', others: [] };
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

/** `clusters`: the one that goes on with the first of `campaigns`, and its parts; the other campaigns ended in it. */
function continued(clusters: readonly FoundCluster[], campaigns: readonly KnownCampaign[]): Sighting {
  const [oldest, ...merged] = [...campaigns].sort((a, b) => a.firstSeen - b.firstSeen || order(a.id, b.id));
  const { id: campaignId, isNewborn, splitFrom, mergedInto, lastSeen, core } = oldest as KnownCampaign;
  const sighting = (change: CampaignChange, others: readonly string[] = []): Sighting => ({
    clusterId: (clusters[0] as FoundCluster).id,
    campaignId,
    change,
    others,
  });
  if (isNewborn) return splitFrom === null ? sighting('born') : sighting('split', [splitFrom]);
  if (mergedInto !== null) return sighting('split', [mergedInto]);
  if (merged.length > 0) return sighting('merged', merged.map(({ id }) => id).sort(order));
  if (Math.min(...clusters.map(({ from }) => from)) - lastSeen >= SLEEP_MS) return sighting('returned');
  const all = new Set(clusters.flatMap((cluster) => cluster.core));
  const joined = [...all].filter((account) => !core.has(account)).length;
  return sighting(joined > 0 && joined >= GROWN_SHARE * all.size ? 'grown' : 'seen');
}
