/** Face of the room: trace kinds, their sources, and canonical URLs. */
export * from './computed.ts';
export { TRACE_KINDS, TRACE_SOURCES, traceKind } from './registry.ts';
export { ACTS, type TraceFamily, type TraceKind, type TraceSource } from './trace-kind.ts';
export { canonicalUrl, registrableDomain, urlsInText } from './url.ts';
