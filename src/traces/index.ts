/** Face of the room: trace kinds, their sources, the facts that they are read out of, and canonical URLs. */
export * from './computed.ts';
export {
  type Acts,
  type Facts,
  type KnownAccounts,
  type ListColumn,
  NONE,
  type Reports,
  type Uses,
  type ValueColumn,
} from './facts.ts';
export { TRACE_KINDS, TRACE_SOURCES, traceKind } from './registry.ts';
export {
  ACTS,
  ASKED,
  IN_REPORT_WINDOW,
  IN_WINDOW,
  namesOf,
  type TraceFamily,
  type TraceKind,
  type TraceSource,
} from './trace-kind.ts';
export { bucketRows, groupRows, sharedFloat64, sharedUint32, type TraceRows } from './trace-rows.ts';
export { canonicalUrl, registrableDomain, urlsInText } from './url.ts';
