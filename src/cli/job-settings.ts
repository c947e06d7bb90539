/** What a long-running job starts from: the settings, and the secrets that they name, read once. */
import {
  type Environment,
  readKey,
  readSecret,
  readSettings,
  type Settings,
  type SettingsSources,
} from '../config/index.ts';
import { parseStoreLocation, type StoreOptions } from '../storage/index.ts';

export interface JobSettings {
  readonly settings: Settings;
  /** Ready for `openStore`. */
  readonly store: StoreOptions;
  readonly kafkaPassword: string | undefined;
  readonly pseudonymKey: Uint8Array | undefined;
  /** Every secret as text, for the log to keep out. */
  readonly secrets: readonly string[];
}

/** `warn` hears of secrets that everybody on the machine may read. Throws `bad-config` and `bad-usage`. */
export async function readJobSettings(
  sources: SettingsSources,
  warn: (message: string) => void,
): Promise<JobSettings> {
  const { env } = sources;
  const settings = await readSettings(sources);
  const { kafka, pseudonymKey } = settings;
  const kafkaPassword =
    kafka.sasl === undefined ? undefined : await readSecret(kafka.sasl.password, env, { warn });
  const key = pseudonymKey === undefined ? undefined : await readKey(pseudonymKey, env, { warn });
  const store = await storeOf(settings, env, warn);
  const storePassword = store.kind === 'server' ? store.password : undefined;
  const keyForms =
    key === undefined
      ? []
      : (['utf8', 'hex', 'base64'] as const).map((form) => Buffer.from(key).toString(form));
  return {
    settings,
    store,
    kafkaPassword,
    pseudonymKey: key,
    secrets: [kafkaPassword, storePassword, ...keyForms].filter((secret) => secret !== undefined),
  };
}

/** Where the store is; what the settings say of user, password and database wins over the location's own. */
async function storeOf(
  { store }: Settings,
  env: Environment,
  warn: (message: string) => void,
): Promise<StoreOptions> {
  const location = parseStoreLocation(store.location);
  if (location.kind !== 'server') return location;
  return {
    ...location,
    ...(store.username === undefined ? {} : { username: store.username }),
    ...(store.password === undefined ? {} : { password: await readSecret(store.password, env, { warn }) }),
    ...(store.database === undefined ? {} : { database: store.database }),
  };
}
