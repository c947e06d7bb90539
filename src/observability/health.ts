/** Whether this process can do its work now. */

/** Null: fine; otherwise why not, in plain words without secrets. */
export type HealthCheck = () => string | null | Promise<string | null>;

export interface Readiness {
  readonly ready: boolean;
  /** `ok`, or why not, by check. */
  readonly checks: Readonly<Record<string, string>>;
}

export interface Health {
  /** Adds a check, or replaces the one of this name. */
  check(name: string, check: HealthCheck): void;
  /** Runs all checks at once. Callers that come while they run get the same answer. */
  readiness(): Promise<Readiness>;
}

/** A check that has not answered after `timeoutMs` is not fine. */
export function createHealth({ timeoutMs = 2_000 } = {}): Health {
  const checks = new Map<string, HealthCheck>();
  let running: Promise<Readiness> | null = null;

  async function runCheck(check: HealthCheck): Promise<string> {
    const { promise: late, resolve } = Promise.withResolvers<string>();
    const timer = setTimeout(() => resolve(`no answer within ${timeoutMs} ms`), timeoutMs);
    try {
      return (await Promise.race([check(), late])) ?? 'ok';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(timer);
    }
  }
  async function runAll(): Promise<Readiness> {
    const results = await Promise.all(
      [...checks].map(async ([name, check]) => [name, await runCheck(check)] as const),
    );
    return { ready: results.every(([, result]) => result === 'ok'), checks: Object.fromEntries(results) };
  }
  return {
    check: (name, check) => void checks.set(name, check),
    readiness() {
      running ??= runAll().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

export interface Freshness {
  /** It has just happened. */
  touch(): void;
  readonly check: HealthCheck;
}

/** Fine for `limitSeconds` after the last `touch`, and as long from the beginning. `now` gives epoch milliseconds. */
export function createFreshness(what: string, limitSeconds: number, now: () => number): Freshness {
  let last = now();
  return {
    touch() {
      last = now();
    },
    check() {
      const seconds = (now() - last) / 1_000;
      return seconds <= limitSeconds
        ? null
        : `no ${what} for ${Math.round(seconds)} s (limit ${limitSeconds} s)`;
    },
  };
}
