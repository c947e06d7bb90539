/** What other rooms use of cycles. */
export {
  createInlineRunner,
  type RunDetection,
  type RunJob,
  type RunReport,
  type SplitMining,
} from './detect-run.ts';
export type { OutgoingMessage, PublishedCounts, Publisher } from './publish-run.ts';
export type { CycleReport } from './run-cycle.ts';
export { type CyclesInput, type CycleWatcher, runCycles } from './run-cycles.ts';
export type { Horizon } from './timetable.ts';
export { createWorkerRunner } from './worker-runner.ts';
