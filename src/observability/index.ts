/** Observability: one log line per batch and cycle, metrics in one registry, health over HTTP. Loopback by default. */
export * from './health.ts';
export * from './log.ts';
export * from './metric-list.ts';
export * from './metrics.ts';
export * from './readiness.ts';
export * from './watch-server.ts';
