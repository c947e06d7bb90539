/** Face of the room: one detection, storing its results, and cycles of them. */
export {
  type CampaignLife,
  type CampaignSummary,
  listCampaigns,
  readCampaign,
} from './campaigns/read-campaigns.ts';
export { recognizeCampaigns } from './campaigns/recognize.ts';
export {
  type CycleReport,
  type CyclesInput,
  type CycleWatcher,
  createInlineRunner,
  createWorkerRunner,
  type OutgoingMessage,
  type Publisher,
  runCycles,
  type SplitMining,
} from './cycles/index.ts';
export { type DetectInput, type Detection, detect, newRunId } from './detect.ts';
export { createMiningPool, type MiningPool } from './mining-pool.ts';
export { doMiningTask } from './mining-tasks/do-task.ts';
export { MiningTask } from './mining-tasks/task.ts';
export { type RawPair, rawPairsOf } from './raw-pairs-of.ts';
export { saveDetection } from './save.ts';
export type { TimeWindow } from './time-window.ts';
export { whyAccount } from './why/why-account.ts';
