/** The costly half of a cycle, from stored events to a saved run; it may be done in another thread. */
import { type StageTime, VERDICTS, type Verdict } from '../../contract/index.ts';
import type { Store } from '../../storage/index.ts';
import { detect } from '../detect.ts';
import { createMiningPool } from '../mining-pool.ts';
import type { MiningTask } from '../mining-tasks/task.ts';
import { createTaskPool } from '../mining-tasks/task-pool.ts';
import { saveDetection } from '../save.ts';
import type { TimeWindow } from '../time-window.ts';
import { createStageClock } from './stage-clock.ts';

export interface RunJob {
  readonly runId: string;
  readonly horizon: string;
  readonly window: TimeWindow;
  /** Epoch ms. */
  readonly now: number;
}

/** What is told of a run beside its rows in the store. */
export interface RunReport {
  readonly stages: readonly StageTime[];
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly rows: number;
  readonly edges: number;
  readonly notes: readonly string[];
}

/** Does a job; see `createInlineRunner` and `createWorkerRunner`. */
export type RunDetection = (job: RunJob) => Promise<RunReport>;

/** Mining by workers: into how many parts it is split, and where the tasks go. */
export interface SplitMining {
  readonly parts: number;
  readonly sendTasks: (tasks: readonly MiningTask[]) => Promise<void>;
}

/** Detects and saves in this thread, which is busy meanwhile; pairs are mined in threads or, with `split`, by workers. */
export function createInlineRunner(store: Store, split: SplitMining | null = null): RunDetection {
  return async function detectAndSave({ runId, horizon, window, now }) {
    const clock = createStageClock(() => performance.now(), process.memoryUsage.rss);
    const createPool = () => {
      const local = createMiningPool();
      return split === null ? local : createTaskPool({ store, runId, ...split, local });
    };
    const found = await detect({ store, window, runId, onStage: clock.begin, createPool });
    clock.begin('save');
    await saveDetection(store, found, { now, horizon });
    const count = (verdict: Verdict) => found.verdicts.filter((line) => line.verdict === verdict).length;
    return {
      stages: clock.finish(),
      verdicts: Object.fromEntries(VERDICTS.map((name) => [name, count(name)])) as RunReport['verdicts'],
      rows: found.traces.reduce((sum, { rows }) => sum + rows, 0),
      edges: found.edges.length,
      notes: found.notes,
    };
  };
}
