/** Mining in parts through the store, with workers that are slow, killed, doubled or not there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMiningPool } from '../../../src/detection/mining-pool.ts';
import { doMiningTask } from '../../../src/detection/mining-tasks/do-task.ts';
import { MiningTask } from '../../../src/detection/mining-tasks/task.ts';
import { createTaskPool } from '../../../src/detection/mining-tasks/task-pool.ts';
import { minePairs, pairSupport } from '../../../src/mining/index.ts';
import type { Store } from '../../../src/storage/index.ts';
import { crowd, edgesOf, seeded, tracesOf } from '../../mining/traces.ts';
import { ENGINES, type StartedStore } from '../../support/engines.ts';

const rng = seeded(3);
const traces = tracesOf(crowd(rng, { rows: 30_000, accounts: 500, targets: 900, days: 2 }));
const family = Uint32Array.from({ length: 900 }, () => Math.floor(rng() * 60));
const joined = {
  length: 2,
  a: Uint32Array.of(0, 3),
  b: Uint32Array.of(9, 4),
  weight: Float64Array.of(3, 0.1),
};
const support = { pairs: pairSupport(joined, 500), minOwn: 0.2 };
const options = { windowMs: 600_000, minSurprise: 0.5, pairBudget: 1e7, family, support };
const whole = minePairs(traces, options);

describe.each(ENGINES)('four parts through a %s store', (_name, start) => {
  let started: StartedStore;
  let store: Store;
  let runs = 0;
  const threads = createMiningPool(1);
  beforeAll(async () => {
    started = await start();
    store = started.store;
  });
  afterAll(async () => {
    await threads.close();
    await started.stop();
  });

  /** Mines with workers that do with the tasks whatever `work` says. */
  async function mineWith(work: (tasks: readonly MiningTask[]) => Promise<unknown>) {
    runs += 1;
    const pool = createTaskPool({
      store,
      runId: `run ${runs}`,
      parts: 4,
      local: createMiningPool(1),
      minRows: 1,
      patienceMs: 300,
      // What is sent is what arrives: text.
      sendTasks: async (tasks) => {
        void work(tasks.map((task) => MiningTask.parse(JSON.parse(JSON.stringify(task)))));
      },
    });
    try {
      return await pool.mine(traces, options);
    } finally {
      await pool.close();
    }
  }
  const both = (tasks: readonly MiningTask[]) =>
    Promise.all(tasks.map((task) => doMiningTask(store, task, threads)));

  test('have exactly the edges of the whole', async () => {
    expect(whole.edges.length).toBeGreaterThan(300);
    const { edges, stats } = await mineWith(both);
    expect(edgesOf(edges)).toEqual(edgesOf(whole.edges));
    expect(stats).toEqual(whole.stats);
  });

  test('have them, too, when every task is taken twice', async () => {
    const { edges } = await mineWith((tasks) => both([...tasks, ...tasks]));
    expect(edgesOf(edges)).toEqual(edgesOf(whole.edges));
  });

  test('have them, too, when workers die after they wrote edges and before they said so', async () => {
    const dying: Store = {
      ...store,
      async insertArrow(table, ipc, given) {
        await store.insertArrow(table, ipc, given);
        throw new Error('killed');
      },
    };
    const { edges } = await mineWith(async (tasks) => {
      await Promise.allSettled(tasks.slice(0, 2).map((task) => doMiningTask(dying, task, threads)));
      await both(tasks.slice(1));
    });
    expect(edgesOf(edges)).toEqual(edgesOf(whole.edges));
  });

  test('have them, too, without any worker', async () => {
    const { edges } = await mineWith(async () => {});
    expect(edgesOf(edges)).toEqual(edgesOf(whole.edges));
  });

  test('leave nothing behind, and a worker that comes too late finds nothing to do', async () => {
    let late: MiningTask | undefined;
    await mineWith((tasks) => {
      late = tasks[0];
      return both(tasks);
    });
    expect(await doMiningTask(store, MiningTask.parse(late), threads)).toBe('stale');
    for (const table of ['mining_rows', 'mining_edges', 'mining_parts'])
      expect(await store.rows(`SELECT count() AS n FROM ${table}`)).toEqual([{ n: '0' }]);
  });
});
