/** A worker's work: one part of one job. */
import type { Store } from '../../storage/index.ts';
import type { MiningPool } from '../mining-pool.ts';
import { readJobRows, writeJobEdges } from './job-rows.ts';
import type { MiningTask } from './task.ts';

/** `done`; or `stale`: the job was finished by others, and there is nothing left of it. */
export type TaskOutcome = 'done' | 'stale';

/**
 * Reads the job's rows, mines the part and writes its edges, then that it is done. Given twice, or cut off and given to
 * another, it writes the same rows again, which change nothing. The pairs are mined in the pool's threads.
 */
export async function doMiningTask(store: Store, task: MiningTask, pool: MiningPool): Promise<TaskOutcome> {
  const { columns, owners } = await readJobRows(store, task.job, task.rows);
  if (columns.length !== task.rows) return 'stale';
  const { edges, stats } = await pool.mine(columns, {
    windowMs: task.window_ms ?? Number.POSITIVE_INFINITY,
    minSurprise: task.min_surprise,
    ...(task.pair_budget === undefined ? {} : { pairBudget: task.pair_budget }),
    ...(task.has_owners ? { family: owners } : {}),
    part: { index: task.part, of: task.of },
  });
  await writeJobEdges(store, task.job, task.part, edges);
  await store.insertRows('mining_parts', [{ job: task.job, part: task.part, stats: JSON.stringify(stats) }]);
  return 'done';
}
