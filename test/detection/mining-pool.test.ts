import { expect, test } from 'vitest';
import { createMiningPool } from '../../src/detection/mining-pool.ts';
import { minePairs, type TraceColumns } from '../../src/mining/index.ts';

/** Groups of five that meet on every one of their buckets: `rows` rows. */
function traces(rows: number): TraceColumns {
  return {
    length: rows,
    bucket: Uint32Array.from({ length: rows }, (_, row) => Math.floor(row / 5)),
    at: Float64Array.from({ length: rows }, (_, row) => Math.floor(row / 5) * 1_000_000 + (row % 5)),
    account: Uint32Array.from({ length: rows }, (_, row) => (Math.floor(row / 5) % 500) * 5 + (row % 5)),
  };
}
const OPTIONS = { windowMs: 60_000, minSurprise: 5 };

test('threads find what this thread finds, for few rows and for many, whatever the number of threads', async () => {
  for (const rows of [500, 50_000]) {
    const columns = traces(rows);
    const expected = minePairs(columns, OPTIONS);
    if (rows > 500) expect(expected.edges.length).toBe(500 * 10);
    for (const size of [1, 2]) {
      const pool = createMiningPool(size);
      const found = await Promise.all([1, 2, 3].map(() => pool.mine(columns, OPTIONS)));
      await pool.close();
      for (const mined of found) expect(mined).toEqual(expected);
    }
  }
});

test('a failure in a thread reaches who asked, and what waits behind it is mined', async () => {
  const pool = createMiningPool(1);
  const failing = pool.mine(traces(50_000), { ...OPTIONS, windowMs: -1 });
  const behindIt = pool.mine(traces(50_000), OPTIONS);
  await expect(failing).rejects.toThrow('windowMs');
  expect((await behindIt).edges.length).toBe(500 * 10);
  await pool.close();
});
