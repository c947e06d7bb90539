/** Both engines, for suites that every store must pass. */
import { migrate, openStore, type Store } from '../../src/storage/index.ts';
import { startClickHouseHttp } from './clickhouse-http.ts';

export interface StartedStore {
  readonly store: Store;
  /** Closes the store and ends its server. */
  stop(): Promise<void>;
}

/** `[name, start]` of each engine; a started store is empty and migrated. */
export const ENGINES: readonly (readonly [string, () => Promise<StartedStore>])[] = [
  ['embedded', startEmbedded],
  ['server', startServer],
];

async function startEmbedded(): Promise<StartedStore> {
  const store = await openStore({ kind: 'memory' });
  await migrate(store, { now: () => 0 });
  return { store, stop: () => store.close() };
}

async function startServer(): Promise<StartedStore> {
  const { url, username, password, stop } = await startClickHouseHttp();
  const store = await openStore({ kind: 'server', url, username, password, database: 'bw test' });
  await migrate(store, { now: () => 0 });
  return {
    store,
    async stop() {
      await store.close();
      await stop();
    },
  };
}
