/** What a long-running job starts from: the settings, and the secrets that they name, read once. */
import { readKey, readSecret, readSettings, type Settings, type SettingsSources } from '../config/index.ts';
import type { StoreOptions } from '../storage/index.ts';
import { storeOptions } from './store-options.ts';

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
  const isTyped = sources.flags?.['store.location'] !== undefined;
  const store = await storeOptions(settings.store, { env, warn, isTyped });
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
