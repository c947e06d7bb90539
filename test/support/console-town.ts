/** A store with a detected town in it, as `breakwater detect` leaves it: what tests of the console stand on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { VerdictLine } from '../../src/contract/index.ts';
import { detect, saveDetection } from '../../src/detection/index.ts';
import { ingestFiles, inputsFromFlags } from '../../src/ingest/index.ts';
import { composeScenarios, demoDay, PLAIN_CROWD, writeScenario } from '../../src/redteam/index.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

/** Later than any event of the towns. */
export const TOWN_NOW = Date.UTC(2026, 5, 1);
const FROM = Date.UTC(2026, 4, 2);
const DAY = 86_400_000;

export interface ConsoleTown {
  readonly store: Store;
  readonly runId: string;
  /** All verdict lines of the run, as stored. */
  readonly verdicts: readonly VerdictLine[];
  close(): Promise<void>;
}

/**
 * `small`: 2,000 honest accounts, a like farm, a comment-control army and a fan drive, in a few seconds.
 * `demo`: the demonstration day, in about fifteen.
 */
export async function consoleTown(size: 'small' | 'demo' = 'small'): Promise<ConsoleTown> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-console-'));
  const composition =
    size === 'demo'
      ? demoDay()
      : composeScenarios({
          seed: 5,
          from: FROM,
          to: FROM + DAY,
          parts: [
            { scenario: 'organic-city', knobs: { ...PLAIN_CROWD, accounts: 2_000 } },
            { scenario: 'like-farm', knobs: {} },
            { scenario: 'comment-control', knobs: {} },
            { scenario: 'fan-drive', knobs: {} },
          ],
        });
  await writeScenario({ dir: directory, composition });
  const store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => TOWN_NOW });
  const options = { now: TOWN_NOW, pseudonymKey: new Uint8Array(32).fill(7), workers: 0 };
  await ingestFiles({
    inputs: inputsFromFlags({ files: [join(directory, 'events.ndjson')] }),
    store,
    options,
  });
  const runId = 'run-of-the-town';
  const found = await detect({ store, runId });
  const verdicts = await saveDetection(store, found, { now: TOWN_NOW, horizon: 'all' });
  await rm(directory, { recursive: true });
  return { store, runId, verdicts, close: () => store.close() };
}
