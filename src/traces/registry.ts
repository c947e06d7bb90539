/** All kinds of traces. A new source is one file and one line here. */
import { AppError, didYouMean } from '../contract/index.ts';
import { coActionOnAuthor, coActionOnTarget } from './co-action.ts';
import { coReport } from './co-report.ts';
import { COMPUTED_KINDS } from './computed.ts';
import { coDomain, coMedia, coTopic, coUrl } from './content.ts';
import { coDevice, coNetwork } from './infrastructure.ts';
import {
  cohortOnTarget,
  registeredByTemplate,
  registeredOnDevice,
  registeredOnNetwork,
} from './registration.ts';
import type { TraceKind, TraceSource } from './trace-kind.ts';

export const TRACE_SOURCES: readonly TraceSource[] = [
  coActionOnTarget,
  coActionOnAuthor,
  coReport,
  coUrl,
  coDomain,
  coTopic,
  coMedia,
  coDevice,
  coNetwork,
  registeredOnNetwork,
  registeredOnDevice,
  registeredByTemplate,
  cohortOnTarget,
];

/** Every kind by name, in the registry's order. */
export const TRACE_KINDS: readonly TraceKind[] = [
  ...TRACE_SOURCES.flatMap((source) =>
    source.kinds.flatMap((kind) => [kind, ...(kind.slower ? [kind.slower] : [])]),
  ),
  ...COMPUTED_KINDS,
];

/** The kind of this name. Throws `bad-usage` with the known names. */
export function traceKind(name: string): TraceKind {
  const kind = TRACE_KINDS.find((candidate) => candidate.name === name);
  if (kind === undefined)
    throw new AppError('bad-usage', `traces: there is no trace "${name}"`, {
      fix: `breakwater pairs --help lists them${didYouMean(
        name,
        TRACE_KINDS.map((known) => known.name),
      )}`,
    });
  return kind;
}
