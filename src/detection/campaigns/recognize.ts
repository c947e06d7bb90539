/** A run's clusters under the names of their campaigns, and what the store has to remember of that. */
import { type FoundCluster, identifyCampaigns, type Sighting, unusedName } from '../../clusters/index.ts';
import type { VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import type { Detection } from '../detect.ts';
import type { TimeWindow } from '../time-window.ts';
import { campaignRows, newMembers, type Row, type SeenCampaign } from './campaign-rows.ts';
import { knownCampaigns } from './known-campaigns.ts';

/** What a run makes of the campaigns; nothing of it is stored yet. */
export interface Recognized {
  /** The run's verdicts with the ids of their campaigns, in the order they had. */
  readonly verdicts: readonly VerdictLine[];
  /** Rows of `campaigns`. */
  readonly campaigns: readonly Row[];
  /** Rows of `campaign_members`: who is new. */
  readonly members: readonly Row[];
}

/**
 * Only clusters that are proven to act together make campaigns or go on with one; the others keep the name of their own. A pure
 * function of the run and of what was stored before the end of its window: see `knownCampaigns`.
 */
export async function recognizeCampaigns(
  store: Store,
  { runId, verdicts, window }: Pick<Detection, 'runId' | 'verdicts' | 'window'>,
  horizon: string,
): Promise<Recognized> {
  const asOf = window?.to ?? 0;
  const spanMs = window === null ? 0 : window.to - window.from;
  const known = await knownCampaigns(store, { asOf, spanMs });
  const byId = new Map(known.map((campaign) => [campaign.id, campaign]));
  const found = new Map(
    verdicts
      .filter(({ verdict }) => verdict === 'coordinated' || verdict === 'water_army')
      .map((line) => [line.cluster_id, { line, cluster: foundCluster(line, window) }]),
  );
  const sightings = identifyCampaigns(
    known,
    [...found.values()].map(({ cluster }) => cluster),
  );
  const wholes = sightings.filter(({ change }) => change !== 'part');
  const seen = wholes.flatMap((sighting): SeenCampaign[] => {
    const { clusterId, campaignId, change, others } = sighting;
    const one = found.get(clusterId);
    const parts = sightings
      .filter((other) => other.campaignId === campaignId && other.change === 'part')
      .flatMap((other) => found.get(other.clusterId) ?? []);
    const campaign = byId.get(campaignId) ?? null;
    const ended = change === 'merged' ? others.flatMap((id) => byId.get(id) ?? []) : [];
    return one === undefined ? [] : [{ ...one, parts, sighting, campaign, ended }];
  });
  const run = { as_of: asOf, run_id: runId };
  return {
    verdicts: named(verdicts, sightings),
    campaigns: seen
      .flatMap((one) => campaignRows(one, asOf))
      .map((row) => ({ ...run, horizon, span_ms: spanMs, ...row })),
    members: seen.flatMap(newMembers).map((row) => ({ ...run, ...row })),
  };
}

/** Registrations, too, stand in a verdict's window, and may lie weeks before: an act of the run lies in the run's. */
function foundCluster(line: VerdictLine, window: TimeWindow | null): FoundCluster {
  const within = (iso: string): number =>
    Math.min(Math.max(Date.parse(iso), window?.from ?? 0), window?.to ?? 0);
  return {
    id: line.cluster_id,
    core: line.accounts.filter(({ membership }) => membership === 'core').map(({ account_id }) => account_id),
    from: within(line.window.from),
    to: within(line.window.to),
  };
}

/** Clusters that are no campaign stay out of the way of those that are. */
function named(verdicts: readonly VerdictLine[], sightings: readonly Sighting[]): readonly VerdictLine[] {
  const names = new Map(sightings.map(({ clusterId, campaignId }) => [clusterId, campaignId]));
  const taken = new Set(names.values());
  return verdicts.map((line) => {
    const campaign_id = names.get(line.cluster_id) ?? unusedName(line.campaign_id, taken);
    return campaign_id === line.campaign_id ? line : { ...line, campaign_id };
  });
}
