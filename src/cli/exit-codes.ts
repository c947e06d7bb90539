/** How people start Breakwater. This file: the one place that turns failures into words on stderr and exit codes. */
import { AppError, type ErrorCode } from '../contract/index.ts';

/** 0 done · 1 a bug · 2 wrong usage or settings · 3 input · 4 store · 5 Kafka · 6 a figure of the red team dropped · 7 results cannot be written · 130 stopped by Ctrl-C. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  internal: 1,
  'bad-usage': 2,
  'bad-config': 2,
  'bad-input': 3,
  'too-many-bad-lines': 3,
  'red-team-drop': 6,
  'input-missing': 3,
  'store-in-use': 4,
  'store-unreachable': 4,
  'store-refused': 4,
  'store-broken': 4,
  'migration-changed': 4,
  'kafka-unreachable': 5,
  'kafka-refused': 5,
  'kafka-broken': 5,
  'output-failed': 7,
  cancelled: 130,
};

/** For `--help`. */
export const EXIT_CODES_HELP =
  'Exit codes: 0 done, 1 a bug, 2 usage or settings, 3 input, 4 store, 5 Kafka, 6 a figure of the\nred team dropped, 7 results cannot be written, 130 stopped by Ctrl-C.';

/** Prints what went wrong and how to mend it; returns the exit code. Bugs come with their stack. */
export function reportFailure(error: unknown, write: (text: string) => void): number {
  if (!(error instanceof AppError)) {
    write(`breakwater: a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return EXIT_CODES.internal;
  }
  write(`breakwater: ${error.message}\n`);
  if (error.fix !== undefined) write(`  to mend it: ${error.fix}\n`);
  return EXIT_CODES[error.code];
}
