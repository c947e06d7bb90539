/** Which store is meant, and how it is logged in to: from a location that was typed, and from the settings. */
import { type Environment, readSecret, readSettings, type Settings } from '../config/index.ts';
import { AppError } from '../contract/index.ts';
import { parseStoreLocation, type StoreOptions } from '../storage/index.ts';
import { readTlsFiles } from './tls-files.ts';

type ServerOptions = Extract<StoreOptions, { kind: 'server' }>;

export interface NamedStore {
  /** As it was typed; the store of the settings when absent. */
  readonly location: string | undefined;
  /** Settings file; `BREAKWATER_CONFIG` when absent. */
  readonly file?: string | undefined;
  readonly env: Environment;
  /** Hears of secrets that everybody on the machine may read. */
  readonly warn: (message: string) => void;
}

/**
 * What to open for a command that takes a store. Directories and memory need no settings.
 *
 * @throws AppError `bad-usage` and `bad-config`.
 */
export async function namedStore({ location, file, env, warn }: NamedStore): Promise<StoreOptions> {
  const typed = location === undefined ? undefined : parseStoreLocation(location);
  if (typed !== undefined && typed.kind !== 'server') return typed;
  const { store } = await readSettings({ file, env, flags: { 'store.location': location } });
  return storeOptions(store, { env, warn, isTyped: typed !== undefined });
}

/**
 * The store of the settings. What they say of user, password and database wins over the location's own, unless the
 * location was typed on the command line: then the settings give only what it leaves out, no password to a user who stands
 * in it, and certificates only for https.
 */
export async function storeOptions(
  store: Settings['store'],
  {
    env,
    warn,
    isTyped,
  }: {
    readonly env: Environment;
    readonly warn: (message: string) => void;
    readonly isTyped: boolean;
  },
): Promise<StoreOptions> {
  const location = parseStoreLocation(store.location);
  if (location.kind !== 'server') return location;
  if (!isTyped) return loginOf(location, store, env, warn);
  const { username, password, tls, ...others } = store;
  const own = {
    ...others,
    ...(location.username === undefined ? { username, password } : {}),
    ...(location.url.startsWith('https:') ? { tls } : {}),
  };
  return { ...(await loginOf(location, own, env, warn)), ...location };
}

async function loginOf(
  location: ServerOptions,
  { username, password, database, tls }: Partial<Settings['store']>,
  env: Environment,
  warn: (message: string) => void,
): Promise<ServerOptions> {
  if (tls !== undefined && !location.url.startsWith('https:'))
    throw new AppError(
      'bad-config',
      `cli/store-options: store.tls is set, and ${location.url} is not https`,
      {
        fix: 'give the location as https://host:8443, or take store.tls out',
      },
    );
  return {
    ...location,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password: await readSecret(password, env, { warn }) }),
    ...(database === undefined ? {} : { database }),
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(await readTlsFiles(tls, 'store.tls')),
            ...(tls.serverName === undefined ? {} : { serverName: tls.serverName }),
          },
        }),
  };
}
