/** What the console's API takes and gives, as zod schemas; the pages use their types. */
export * from './cases.ts';
export * from './cluster.ts';
export * from './overview.ts';
export * from './people.ts';
export * from './problem.ts';
export * from './sanctions.ts';
