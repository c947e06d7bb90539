/**
 * Clusters: from the edges that mining leaves to groups of accounts that act together.
 * Typed arrays first (prune, components, certificate), graphology only for what has to be split.
 * Also here: recruiting outsiders, stable ids, campaigns over time, and the graph as GEXF.
 */

export type { CampaignChange, FoundCluster, KnownCampaign, Sighting } from './campaign.ts';
export { clusterId } from './cluster-id.ts';
export { createUnionFind } from './components.ts';
export { CORE_SHARE, coreMembers } from './core-members.ts';
export { buildCsr, type WeightedEdges } from './csr.ts';
export type { Cluster } from './describe.ts';
export { type Clustering, findClusters } from './find-clusters.ts';
export { type GexfEdge, type GexfExport, type GexfNode, toGexf } from './gexf.ts';
export { campaignName, identifyCampaigns, SLEEP_MS, unusedName } from './identity.ts';
export { louvainLabels, seededRandom, toGraphology } from './louvain.ts';
export type { ClusterOptions } from './options.ts';
export { type Participations, type Recruit, recruit } from './recruit.ts';
export { type Left, type Tie, type TieTrace, tieOf } from './tie.ts';
