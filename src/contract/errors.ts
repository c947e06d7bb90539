/** What every failure that a person can mend looks like: where, what, and how to mend it. */

/** Stable codes; one place per process maps them to exit codes and HTTP problems. */
export type ErrorCode =
  | 'bad-usage'
  | 'bad-config'
  | 'bad-input'
  | 'too-many-bad-lines'
  | 'input-missing'
  | 'store-in-use'
  | 'store-unreachable'
  /** It answers, and does not let us in, or is not who it should be: password, certificate, authority. */
  | 'store-refused'
  | 'store-broken'
  | 'migration-changed'
  | 'kafka-unreachable'
  | 'kafka-refused'
  | 'kafka-broken'
  /** Figures of the red-team matrix are below the ones that were committed. */
  | 'red-team-drop'
  | 'output-failed'
  | 'cancelled'
  | 'internal';

/**
 * An expected failure. The message begins with the unit that failed (`storage/embedded: …`);
 * `fix` tells the operator what to do next.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fix: string | undefined;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; fix?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.fix = options.fix;
  }
}
