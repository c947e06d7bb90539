/** The contract: what goes in and what comes out. Imports nothing from other rooms. */
export * from './errors.ts';
export * from './events.ts';
export * from './json-schemas.ts';
export * from './outputs.ts';
