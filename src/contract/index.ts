/** The contract: what goes in and what comes out. Imports nothing from other rooms. */
export * from './account-why.ts';
export * from './did-you-mean.ts';
export * from './errors.ts';
export * from './events.ts';
export * from './json-schemas.ts';
export * from './outputs.ts';
export * from './sanctions.ts';
export * from './tls-refusal.ts';
export * from './verdict-message.ts';
