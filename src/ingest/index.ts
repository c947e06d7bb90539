/** Face of the room: files and stdin in, checked and pseudonymised rows in the store and dead letters out. */

export type { IngestArgs, IngestOptions, IngestResult, InputReport, Progress } from './ingest-files.ts';
export { ingestFiles } from './ingest-files.ts';
export { type InputFlags, type InputSpec, inputsFromFlags, PRESETS } from './input-spec.ts';
export { readInputsFile } from './inputs-file.ts';
export { type MaxBad, parseMaxBad } from './max-bad.ts';
export { createPseudonymiser, type Pseudonymiser } from './pseudonymise.ts';
export type { IngestCounts } from './result-ledger.ts';
