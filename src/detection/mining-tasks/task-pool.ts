/** A mining pool whose threads are other processes. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { edgesThatCount, type MinedPairs, type MiningStats } from '../../mining/index.ts';
import type { Store } from '../../storage/index.ts';
import type { MiningPool } from '../mining-pool.ts';
import { doMiningTask } from './do-task.ts';
import { dropJob, readJobEdges, writeJobRows } from './job-rows.ts';
import type { MiningTask } from './task.ts';

export interface TaskPoolInput {
  readonly store: Store;
  /** The run that mines; no two jobs of different runs share anything. */
  readonly runId: string;
  readonly parts: number;
  /** Puts tasks where workers take them; they may be taken twice or never. */
  readonly sendTasks: (tasks: readonly MiningTask[]) => Promise<void>;
  /** Mines what is too small to be worth a task. */
  readonly local: MiningPool;
  /** Fewer rows are mined here. Default 200,000. */
  readonly minRows?: number;
  /** When no part was finished for this long, this process takes the next itself. Default 30 s. */
  readonly patienceMs?: number;
}

const POLL_MS = 100;

/**
 * Writes a kind's traces into the store once, so that all workers see the same whatever arrives meanwhile; sends a task for
 * each part; waits until all parts are done; and reads their edges back, sorted. Workers make it faster and nothing else:
 * without any of them the parts are mined here, one after another.
 */
export function createTaskPool(input: TaskPoolInput): MiningPool {
  const { store, runId, parts, sendTasks, local, minRows = 200_000, patienceMs = 30_000 } = input;
  let jobs = 0;

  async function doneParts(job: bigint): Promise<ReadonlyMap<number, MiningStats>> {
    const rows = await store.rows(SELECT_PARTS, { job });
    return new Map(rows.map(({ part, stats }) => [Number(part), JSON.parse(String(stats)) as MiningStats]));
  }

  async function waitForParts(job: bigint, tasks: readonly MiningTask[]): Promise<MiningStats> {
    let seen = 0;
    let since = performance.now();
    for (;;) {
      const done = await doneParts(job);
      const stats = done.get(0);
      if (done.size === tasks.length && stats !== undefined) return stats;
      if (done.size > seen) {
        seen = done.size;
        since = performance.now();
      }
      const missing = tasks.find(({ part }) => !done.has(part));
      if (missing !== undefined && performance.now() - since >= patienceMs)
        await doMiningTask(store, missing, local);
      else await delay(POLL_MS);
    }
  }

  return {
    async mine(traces, options): Promise<MinedPairs> {
      if (traces.length < minRows) return local.mine(traces, options);
      jobs += 1;
      const job = jobNumber(`${runId} ${jobs}`);
      await writeJobRows(store, job, { columns: traces, owners: options.family ?? null });
      // Workers do not know what supports a pair: they keep all that could count.
      const { support } = options;
      const tasks = Array.from(
        { length: parts },
        (_, part): MiningTask => ({
          type: 'mining-task',
          job: String(job),
          rows: traces.length,
          part,
          of: parts,
          window_ms: Number.isFinite(options.windowMs) ? options.windowMs : null,
          min_surprise: support?.minOwn ?? options.minSurprise,
          ...(options.pairBudget === undefined ? {} : { pair_budget: options.pairBudget }),
          has_owners: options.family !== undefined,
        }),
      );
      await sendTasks(tasks);
      const stats = await waitForParts(job, tasks);
      const edges = await readJobEdges(store, job);
      await dropJob(store, job);
      return {
        edges: support === undefined ? edges : edgesThatCount(edges, support.pairs, options.minSurprise),
        stats,
      };
    },
    close: () => local.close(),
  };
}

const jobNumber = (name: string): bigint => createHash('sha256').update(name).digest().readBigUInt64BE();

const SELECT_PARTS = `SELECT part, any(stats) AS stats FROM mining_parts WHERE job = {job:UInt64} GROUP BY part`;
