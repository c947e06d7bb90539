/** Trying again, with full jitter, until it works or there is no sense in it any more. */
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type ErrorCode } from '../../contract/index.ts';

export interface RetryOptions {
  /** What is tried, for the message at the end: `writing a batch`. */
  readonly what: string;
  /** Milliseconds from the first attempt. */
  readonly giveUpMs: number;
  /** Aborted when nobody waits for the result any more. */
  readonly signal: AbortSignal;
  /** Uniform in [0, 1). */
  readonly rng: () => number;
  /** Called before each wait. */
  readonly onFailure: (error: unknown, attempt: number, waitMs: number) => void;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 15_000;
/** No attempt mends these. */
const HOPELESS: ReadonlySet<ErrorCode> = new Set([
  'internal',
  'cancelled',
  'bad-usage',
  'bad-config',
  'store-in-use',
  'store-refused',
  'kafka-refused',
  'migration-changed',
]);

/**
 * Waits a random part of min(15 s, 100 ms · 2^n) after the n-th failure ("full jitter"), so that many consumers do not
 * come back all at once. An attempt that never ends counts as failed when the time is up.
 *
 * @throws AppError with the last failure's code when `giveUpMs` is over, `cancelled` when the signal is aborted,
 *   and at once what cannot be mended by trying again.
 */
export async function retrying<T>(task: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { what, giveUpMs, signal } = options;
  const clock = new AbortController();
  let last: unknown;
  let over: AppError | undefined;
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  const end = (error: AppError) => {
    over ??= error;
    ended.reject(over);
  };
  const giveUp = () => end(givenUp(what, giveUpMs, last));
  const cancel = () => end(new AppError('cancelled', `ingest/kafka: ${what}: stopped on request`));
  const timer = setTimeout(giveUp, giveUpMs);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await Promise.race([task(), ended.promise]);
      } catch (error) {
        if (over !== undefined) throw over;
        if (error instanceof AppError && HOPELESS.has(error.code)) throw error;
        last = error;
        const waitMs = options.rng() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 20));
        options.onFailure(error, attempt, waitMs);
        await Promise.race([delay(waitMs, undefined, { signal: clock.signal }), ended.promise]);
      }
    }
  } finally {
    clearTimeout(timer);
    clock.abort();
    signal.removeEventListener('abort', cancel);
  }
}

function givenUp(what: string, giveUpMs: number, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : 'no answer';
  const code = cause instanceof AppError ? cause.code : 'store-unreachable';
  return new AppError(
    code,
    `ingest/kafka: ${what}: given up after ${Math.round(giveUpMs / 1000)} s: ${reason}`,
    {
      cause,
      fix: 'Mend what the reason names; nothing is lost, the consumer goes on where it was when it is started again.',
    },
  );
}
