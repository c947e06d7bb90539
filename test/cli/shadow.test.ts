/** A new model beside the one that is used: what it would change, on what is stored. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runDetection } from '../../src/cli/run-detection.ts';
import { writeScenario } from '../../src/redteam/index.ts';
import { openStore } from '../../src/storage/index.ts';
import { MODEL, type Model } from '../../src/verdicts/index.ts';
import { composeSmall, TO } from '../redteam/support.ts';

const root = mkdtempSync(join(tmpdir(), 'breakwater-shadow-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const STORE = { kind: 'embedded', directory: join(root, 'store') } as const;
const run = (
  out: string,
  more: { readonly paths?: readonly string[]; readonly model?: Model; readonly compare?: string },
) =>
  runDetection({
    inputs: (more.paths ?? []).map((path) => ({ name: path, path, map: {}, set: {} })),
    out: join(root, out),
    store: STORE,
    pseudonymKey: new Uint8Array(32).fill(7),
    signal: new AbortController().signal,
    now: TO,
    model: more.model,
    compare: more.compare,
  });

async function storedRuns(): Promise<number> {
  const store = await openStore(STORE);
  try {
    const [row] = await store.rows('SELECT count() AS n FROM runs FINAL');
    return Number(row?.n);
  } finally {
    await store.close();
  }
}

test('a model that convicts nobody is seen to free the armies before it goes live', async () => {
  const { eventsPath } = await writeScenario({ dir: root, composition: composeSmall(5, ['like-farm']) });
  const live = await run('live', { paths: [eventsPath] });
  const convicted = live.verdicts
    .filter(({ verdict }) => verdict === 'water_army')
    .flatMap(({ accounts }) => accounts);
  expect(convicted.length).toBeGreaterThan(40);

  const same = await run('same', { compare: 'latest' });
  expect(same.comparison?.changes).toEqual([]);

  const mild: Model = { ...MODEL, version: 'mild', armyProbability: 1 };
  const shadow = await run('shadow', { model: mild, compare: 'latest' });
  expect(shadow.summary.model_version).toBe('mild');
  expect(shadow.comparison?.changes).toHaveLength(convicted.length);
  expect(shadow.comparison?.counts).toContainEqual({
    before: 'water_army',
    after: 'coordinated',
    accounts: convicted.length,
  });
  const rows = readFileSync(join(root, 'shadow', 'comparison.csv'), 'utf8')
    .trimEnd()
    .split('\n');
  expect(rows).toHaveLength(convicted.length + 1);
  expect(await storedRuns()).toBe(1);

  await expect(run('none', { compare: 'yesterday' })).rejects.toThrow(/there is no run "yesterday"/);
});
