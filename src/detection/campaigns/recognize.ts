/** A run's clusters under the names of their campaigns, and what the store has to remember of that. */
import { type FoundCluster, identifyCampaigns, type Sighting, unusedName } from '../../clusters/index.ts';
import type { VerdictLine } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import type { Detection } from '../detect.ts';
import { knownCampaigns, type StoredCampaign } from './known-campaigns.ts';
import { guessOperator } from './operator-guess.ts';

type Row = Readonly<Record<string, unknown>>;

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
  found: Detection,
  horizon: string,
): Promise<Recognized> {
  const asOf = found.window?.to ?? 0;
  const known = await knownCampaigns(store, { asOf, horizon });
  const byId = new Map(known.map((campaign) => [campaign.id, campaign]));
  const proven = found.verdicts.filter(
    ({ verdict }) => verdict === 'coordinated' || verdict === 'water_army',
  );
  const lines = new Map(proven.map((line) => [line.cluster_id, line]));
  const sightings = identifyCampaigns(
    known,
    proven.map((line) => foundCluster(line, asOf)),
  );
  const run = { as_of: asOf, run_id: found.runId, horizon };
  const rows = sightings.map((sighting) => {
    const line = lines.get(sighting.clusterId) as VerdictLine;
    const campaign = byId.get(sighting.campaignId);
    return {
      seen: seenRow({ sighting, line, campaign, asOf }),
      ended: takenIn(sighting).map((id) => endedRow(byId.get(id) as StoredCampaign, sighting.campaignId)),
      members: newMembers(
        sighting,
        line,
        campaign,
        takenIn(sighting).flatMap((id) => byId.get(id) ?? []),
      ),
    };
  });
  return {
    verdicts: named(found.verdicts, sightings),
    campaigns: rows.flatMap(({ seen, ended }) => [seen, ...ended]).map((row) => ({ ...run, ...row })),
    members: rows
      .flatMap(({ members }) => members)
      .map((row) => ({ ...row, as_of: asOf, run_id: found.runId })),
  };
}

function foundCluster(line: VerdictLine, asOf: number): FoundCluster {
  return {
    id: line.cluster_id,
    core: coreOf(line),
    // Acts without a time say 1970; then it was seen when the window ended.
    from: Date.parse(line.window.from) || asOf,
    to: Date.parse(line.window.to) || asOf,
  };
}

const takenIn = ({ change, others }: Sighting): readonly string[] => (change === 'merged' ? others : []);

function seenRow({
  sighting,
  line,
  campaign,
  asOf,
}: {
  readonly sighting: Sighting;
  readonly line: VerdictLine;
  readonly campaign: StoredCampaign | undefined;
  readonly asOf: number;
}): Row {
  const { from, to } = foundCluster(line, asOf);
  const operator = guessOperator(line) ?? campaign?.operator ?? null;
  const splitFrom = campaign === undefined ? sighting.others[0] : campaign.splitFrom;
  return {
    campaign_id: sighting.campaignId,
    cluster_id: sighting.clusterId,
    change: sighting.change,
    others: sighting.others,
    born_at: campaign?.bornAt ?? asOf,
    first_seen: Math.min(campaign?.firstSeen ?? from, from),
    last_seen: Math.max(campaign?.lastSeen ?? to, to),
    verdict: line.verdict,
    probability: line.probability,
    patterns: line.patterns,
    accounts: line.accounts.length,
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

/** Members of the cluster, and of campaigns that merged into it, that the campaign did not have, or not as core. */
function newMembers(
  { campaignId }: Sighting,
  line: VerdictLine,
  campaign: StoredCampaign | undefined,
  takenIn: readonly StoredCampaign[],
): readonly Row[] {
  const core = new Set([...takenIn.flatMap((one) => [...one.core]), ...coreOf(line)]);
  const all = new Set([
    ...core,
    ...takenIn.flatMap((one) => [...one.accounts]),
    ...line.accounts.map(({ account_id }) => account_id),
  ]);
  return [...all].sort().flatMap((account_id) => {
    const membership = core.has(account_id) ? 'core' : 'peripheral';
    const has = membership === 'core' ? campaign?.core : campaign?.accounts;
    return has?.has(account_id) ? [] : [{ campaign_id: campaignId, account_id, membership }];
  });
}

const coreOf = ({ accounts }: VerdictLine): readonly string[] =>
  accounts.filter(({ membership }) => membership === 'core').map(({ account_id }) => account_id);

/** Clusters that are no campaign stay out of the way of those that are. */
function named(verdicts: readonly VerdictLine[], sightings: readonly Sighting[]): readonly VerdictLine[] {
  const names = new Map(sightings.map(({ clusterId, campaignId }) => [clusterId, campaignId]));
  const taken = new Set(names.values());
  return verdicts.map((line) => {
    const campaign_id = names.get(line.cluster_id) ?? unusedName(line.campaign_id, taken);
    return campaign_id === line.campaign_id ? line : { ...line, campaign_id };
  });
}
