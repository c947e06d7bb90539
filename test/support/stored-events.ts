/** The embedded engine, filled from NDJSON files as a user would: what tests with SQL in them stand on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { AccountEvent, ActionEvent, ReportEvent } from '../../src/contract/index.ts';
import { type InputSpec, ingestFiles } from '../../src/ingest/index.ts';
import { migrate, openStore, type Store } from '../../src/storage/index.ts';

export type TestEvent = AccountEvent | ActionEvent | ReportEvent;

/** Later than any event of the tests. */
export const NOW = Date.UTC(2026, 5, 1);
const KEY = new Uint8Array(32).fill(7);

export interface StoredEvents {
  readonly store: Store;
  /** Adds one file of events for each list to what is stored. */
  add(...files: readonly (readonly TestEvent[])[]): Promise<void>;
  /** Adds inputs of any format. */
  ingest(inputs: readonly InputSpec[]): Promise<void>;
  /** A directory for files of the test's own. */
  readonly directory: string;
  /** Throws away all that is stored. */
  clear(): Promise<void>;
}

const TABLES = ['actions', 'accounts', 'reports', 'dead_letters', 'traces'];

/** One store for all tests of a file, in memory; the object is filled in before the first of them. */
export function storedEvents(): StoredEvents {
  let opened: { store: Store; directory: string } | undefined;
  let files = 0;
  const need = () => {
    if (opened === undefined) throw new Error('the store is open only while tests run');
    return opened;
  };
  beforeAll(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'breakwater-events-'));
    opened = { store: await openStore({ kind: 'memory' }), directory };
    await migrate(opened.store, { now: () => NOW });
  });
  afterAll(async () => {
    await opened?.store.close();
    await rm(need().directory, { recursive: true });
  });
  async function ingest(inputs: readonly InputSpec[]): Promise<void> {
    const options = { now: NOW, pseudonymKey: KEY, workers: 0 };
    const { deadLetters } = await ingestFiles({ inputs, store: need().store, options });
    if (deadLetters > 0) throw new Error(`${deadLetters} events of the test are refused`);
  }
  return {
    get store() {
      return need().store;
    },
    get directory() {
      return need().directory;
    },
    ingest,
    async add(...lists) {
      for (const events of lists) {
        files += 1;
        const name = `${files}.ndjson`;
        const path = join(need().directory, name);
        await writeFile(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
        await ingest([{ name, path, map: {}, set: {} }]);
      }
    },
    async clear() {
      for (const table of TABLES) await need().store.command(`TRUNCATE TABLE ${table}`);
    },
  };
}
