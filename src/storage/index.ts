/**
 * The storage room: one store for two engines, ClickHouse embedded in this process and ClickHouse served over HTTP.
 * It opens stores, brings their tables up to date and moves rows in and out as Arrow.
 * What the rows mean is known by the rooms that write and read them.
 */
export { forgetPseudonyms } from './forget-pseudonyms.ts';
export type { AppliedMigration, Migration, MigrationState } from './migrations.ts';
export { checkMigrations, migrate } from './migrations.ts';
export { openStore } from './open-store.ts';
export { type RetentionStep, retain } from './retention.ts';
export type { RetentionDays } from './retention-rules.ts';
export { type StoreServer, type StoreServerOptions, serveStore } from './serve-store.ts';
export { inlineParams } from './sql-text.ts';
export type { QueryParams, Store, TableName } from './store.ts';
export type { StoreOptions } from './store-location.ts';
export { parseStoreLocation } from './store-location.ts';
export type { TableReport } from './store-report.ts';
export { storeReport } from './store-report.ts';
