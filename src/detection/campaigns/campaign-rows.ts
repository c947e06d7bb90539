/** What the store remembers of a run's campaigns: rows of `campaigns` and `campaign_members`, without the run's own columns. */
import type { FoundCluster, Sighting } from '../../clusters/index.ts';
import type { VerdictLine } from '../../contract/index.ts';
import type { StoredCampaign } from './known-campaigns.ts';
import { guessOperator } from './operator-guess.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface SeenCluster {
  readonly line: VerdictLine;
  readonly cluster: FoundCluster;
}

/** A campaign in its cluster that shares most with it, and what it goes on from. */
export interface SeenCampaign extends SeenCluster {
  readonly sighting: Sighting;
  /** Other clusters of the run that are parts of it. */
  readonly parts: readonly SeenCluster[];
  /** Null for one that is born in this run. */
  readonly campaign: StoredCampaign | null;
  /** Campaigns that ended in it. */
  readonly ended: readonly StoredCampaign[];
}

/** Its row, and one for each campaign that ended in it. `asOf` is the end of the run's window, epoch ms. */
export function campaignRows(seen: SeenCampaign, asOf: number): readonly Row[] {
  return [seenRow(seen, asOf), ...seen.ended.map((one) => endedRow(one, seen.sighting.campaignId))];
}

function seenRow({ sighting, line, cluster, parts, campaign }: SeenCampaign, asOf: number): Row {
  const all = [{ line, cluster }, ...parts];
  const guesses = all.map((one) => guessOperator(one.line));
  const operator = guesses.find((guess) => guess !== null) ?? campaign?.operator ?? null;
  const splitFrom = campaign === null ? sighting.others[0] : campaign.splitFrom;
  return {
    campaign_id: sighting.campaignId,
    cluster_id: sighting.clusterId,
    parts: parts.map((part) => part.cluster.id),
    change: sighting.change,
    others: sighting.others,
    born_at: campaign?.bornAt ?? asOf,
    first_seen: Math.min(campaign?.firstSeen ?? cluster.from, ...all.map((one) => one.cluster.from)),
    last_seen: Math.max(campaign?.lastSeen ?? cluster.to, ...all.map((one) => one.cluster.to)),
    verdict: line.verdict,
    probability: line.probability,
    patterns: line.patterns,
    accounts: new Set(all.flatMap((one) => one.line.accounts.map(({ account_id }) => account_id))).size,
    operator_kind: operator?.kind ?? '',
    operator_value: operator?.value ?? '',
    split_from: splitFrom ?? '',
    merged_into: '',
  };
}

function endedRow(campaign: StoredCampaign, into: string): Row {
  return {
    campaign_id: campaign.id,
    cluster_id: '',
    change: 'ended',
    others: [into],
    born_at: campaign.bornAt,
    first_seen: campaign.firstSeen,
    last_seen: campaign.lastSeen,
    operator_kind: campaign.operator?.kind ?? '',
    operator_value: campaign.operator?.value ?? '',
    split_from: campaign.splitFrom ?? '',
    merged_into: into,
  };
}

/** Members of its clusters, and of campaigns that ended in it, that the campaign did not have, or not as core. */
export function newMembers(seen: SeenCampaign): readonly Row[] {
  const { sighting, campaign, ended } = seen;
  const all = [seen, ...seen.parts];
  const core = new Set([
    ...ended.flatMap((one) => [...one.core]),
    ...all.flatMap(({ cluster }) => cluster.core),
  ]);
  const accounts = new Set([
    ...core,
    ...ended.flatMap((one) => [...one.accounts]),
    ...all.flatMap(({ line }) => line.accounts.map(({ account_id }) => account_id)),
  ]);
  return [...accounts].sort().flatMap((account_id) => {
    const membership = core.has(account_id) ? 'core' : 'peripheral';
    const before = membership === 'core' ? campaign?.core : campaign?.accounts;
    return before?.has(account_id) ? [] : [{ campaign_id: sighting.campaignId, account_id, membership }];
  });
}
