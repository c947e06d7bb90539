/** Config: every setting of every process, from one schema: a file, then the environment, then flags. */
export * from './describe-settings.ts';
export * from './read-secret.ts';
export * from './read-settings.ts';
export * from './setting-list.ts';
export * from './settings.ts';
export * from './settings-table.ts';
