/** Campaigns and clusters as they are compared, and what may happen to a campaign. */

/** A campaign as it was known before a run. */
export interface KnownCampaign {
  readonly id: string;
  /** Every account that was ever a core member: who was silent in the last window has not left. */
  readonly core: ReadonlySet<string>;
  /** First and last act that was seen, epoch ms. */
  readonly firstSeen: number;
  readonly lastSeen: number;
  /**
   * The longest stretch of time over which a run has seen it, or has seen it end, beside the stretch of this run. Only a run over
   * no shorter one can see that campaigns became one, or came apart.
   */
  readonly seenOver: 'shorter' | 'same' | 'longer';
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

/**
 * What happened to a campaign: in this order, the first that applies; `part` for each of its clusters but the one that shares
 * most with it.
 */
export type CampaignChange = 'born' | 'split' | 'merged' | 'returned' | 'grown' | 'seen' | 'part';

/** A cluster under the name of its campaign. */
export interface Sighting {
  readonly clusterId: string;
  readonly campaignId: string;
  readonly change: CampaignChange;
  /** For `split` the campaign that it came out of, for `merged` those that it took in; else empty. */
  readonly others: readonly string[];
}
