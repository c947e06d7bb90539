/** The console, served until somebody stops it: what `serve` and `demo` have in common. */
import { once } from 'node:events';
import { readSecret, type Settings } from '../config/index.ts';
import { startConsole } from '../console/index.ts';
import { createLog } from '../observability/index.ts';
import { migrate, openStore, type Store, type StoreOptions } from '../storage/index.ts';
import { leaveInTime } from './leave-in-time.ts';

export interface ConsoleRun {
  readonly store: StoreOptions;
  readonly settings: Settings;
  readonly signal: AbortSignal;
  /** Before it is served: whoever has to be there to sign in. */
  readonly prepare?: (store: Store) => Promise<void>;
  readonly onServed: (url: string) => void;
}

/** @throws AppError as `openStore` and `startConsole`. */
export async function runConsole({ store: options, settings, signal, prepare, onServed }: ConsoleRun) {
  const log = createLog({
    level: settings.log.level,
    job: 'serve',
    destination: process.stderr,
    pretty: process.stderr.isTTY,
  });
  const store = await openStore(options);
  try {
    await migrate(store, { now: Date.now });
    await prepare?.(store);
    const running = await startConsole({
      store,
      ...(await consoleOptions(settings)),
      log: (error) => log.error('a request failed', { error: describe(error) }),
    });
    onServed(running.url);
    leaveInTime(signal, log);
    if (!signal.aborted) await once(signal, 'abort');
    await running.close();
  } finally {
    await store.close();
  }
}

async function consoleOptions({ console: { host, port, publicUrl, secondReviewer, oidc } }: Settings) {
  return {
    host,
    port,
    publicUrl,
    secondReviewer,
    oidc:
      oidc === undefined
        ? undefined
        : { ...oidc, clientSecret: await readSecret(oidc.clientSecret, process.env) },
  };
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
