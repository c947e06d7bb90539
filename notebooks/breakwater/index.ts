/** What notebooks use of the project, under one name: `import { … } from 'breakwater-modules'`. */
export type { Graph, Raster, Registrations, Targets } from '../../src/console/contract/index.ts';
export type { AccountWhy, VerdictLine } from '../../src/contract/index.ts';
export {
  type CampaignLife,
  type CampaignSummary,
  listCampaigns,
  readCampaign,
  whyAccount,
} from '../../src/detection/index.ts';
export { createRng, type Evaluation, evaluate, parseTruth, type TruthRow } from '../../src/redteam/index.ts';
export { registrationsChart } from '../../src/reports/charts/index.ts';
export { describePolicy, diffPolicies, planSanctions, readPolicy } from '../../src/sanctions/index.ts';
export type { Policy } from '../../src/sanctions/policy/policy.ts';
export type { Store } from '../../src/storage/index.ts';
export { traceKind } from '../../src/traces/index.ts';
export { PATTERN_NAMES, probabilityText } from '../../src/verdicts/index.ts';
export { graphOf, type SharedFact, sharedFacts } from './campaigns.ts';
export {
  type ClusterEvidence,
  clusterEvidence,
  latestVerdicts,
  type MemberTie,
  memberTies,
} from './clusters.ts';
export { type Act, pairsThatMet, readActs, withShiftedClocks } from './meetings.ts';
export { barChart, histogramChart, lineChart } from './pictures/charts.ts';
export { drawing } from './pictures/drawing.ts';
export { graphChart } from './pictures/graph.ts';
export { heatmapChart } from './pictures/heatmap.ts';
export { LOOK } from './pictures/look.ts';
export { rasterChart, rasterWithin } from './pictures/raster.ts';
export { reliabilityChart } from './pictures/reliability.ts';
export { table } from './pictures/table.ts';
export { knownTruth, openStoreCopy } from './store-copy.ts';
