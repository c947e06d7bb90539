/** `breakwater config show|check`. */
import { Command } from 'commander';
import {
  describeSettings,
  maskUrl,
  readKey,
  readSecret,
  SETTINGS,
  type Settings,
  traceSettings,
} from '../../config/index.ts';
import { AppError } from '../../contract/index.ts';
import { CONFIG_OPTION } from '../config-option.ts';
import type { CommandContext } from '../context.ts';
import { retentionDays } from '../run-retention.ts';
import { storeOptions } from '../store-options.ts';
import { firstExpiry, readTlsFiles } from '../tls-files.ts';

interface ConfigOptions {
  readonly config?: string;
  readonly json?: true;
}

/** How long before a certificate runs out it is warned of. */
const EXPIRY_WARNING_MS = 30 * 86_400_000;

export function configCommand({ now, print }: CommandContext): Command {
  const command = new Command('config')
    .summary('show and check the settings of the long-running jobs')
    .description(
      'Settings come from a YAML file, then from BREAKWATER_ variables, then from flags. docs/operations.md lists them.',
    );
  command
    .command('show')
    .description('print every setting, its value and where it came from; secrets are never printed')
    .option(...CONFIG_OPTION)
    .option('--json', 'print as JSON')
    .action(async ({ config, json }: ConfigOptions) => {
      const { settings, origins } = await traceSettings({ file: config, env: process.env });
      print(
        json ? `${JSON.stringify(describeSettings(settings), null, 2)}\n` : settingsOf(settings, origins),
      );
    });
  command
    .command('check')
    .description('read the settings, the secrets and the certificates that they name; starts nothing')
    .option(...CONFIG_OPTION)
    .option('--json', 'print as JSON')
    .action(async ({ config, json }: ConfigOptions) => {
      const { settings } = await traceSettings({ file: config, env: process.env });
      const warnings = await checkSettings(settings, process.env, now);
      print(
        json
          ? `${JSON.stringify({ ok: true, warnings })}\n`
          : `${warnings.map((warning) => `warning: ${warning}\n`).join('')}The settings are in order.\n`,
      );
    });
  return command;
}

/** A line for each setting that has a value. */
function settingsOf(settings: Settings, origins: ReadonlyMap<string, string>): string {
  const rows: (readonly [name: string, value: string, from: string])[] = [];
  for (const { name, path, kind } of SETTINGS) {
    let value: unknown = settings;
    for (const key of path) value = (value as Record<string, unknown> | undefined)?.[key];
    if (value === undefined || kind === 'group') continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    rows.push([name, maskUrl(text), origins.get(name) ?? 'default']);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value, from]) => `${name.padEnd(width)}  ${value}  (${from})\n`).join('');
}

/** Reads what the settings name; throws `bad-config` for what is missing, returns what is only doubtful. */
async function checkSettings(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  now: number,
): Promise<readonly string[]> {
  const warnings: string[] = [];
  const options = { warn: (message: string) => void warnings.push(message) };
  const { kafka, store, pseudonymKey, detect, http } = settings;
  for (const password of [kafka.sasl?.password, store.password])
    if (password !== undefined) await readSecret(password, env, options);
  if (pseudonymKey !== undefined) await readKey(pseudonymKey, env, options);
  for (const [name, tls] of [
    ['kafka.tls', kafka.tls],
    ['store.tls', store.tls],
  ] as const) {
    const end = tls === undefined ? undefined : firstExpiry(await readTlsFiles(tls, name));
    if (end !== undefined && end - now < EXPIRY_WARNING_MS)
      warnings.push(`${name}: a certificate runs out on ${new Date(end).toISOString().slice(0, 10)}`);
  }
  retentionDays(settings);
  await storeOptions(store, { env, warn: () => {}, isTyped: false });
  if (store.location.startsWith('http:') && store.password !== undefined)
    warnings.push(
      'store.location is http: password and events go in the clear; fine on a network of your own',
    );
  if (/^https?:/.test(store.location) && pseudonymKey === undefined)
    warnings.push('pseudonymKey is missing: `consume` needs it for a store on a server');
  if (maskUrl(store.location) !== store.location)
    warnings.push('store.location holds a password; store.username and store.password keep it out of sight');
  if (kafka.sasl?.mechanism === 'plain' && kafka.tls === undefined)
    warnings.push('kafka.sasl.mechanism plain without kafka.tls sends the password in the clear');
  if (kafka.tls?.insecureSkipVerify === true)
    warnings.push('kafka.tls.insecureSkipVerify trusts whoever answers');
  for (const { name, lookBackSeconds, everySeconds } of detect.horizons)
    if (everySeconds > lookBackSeconds)
      warnings.push(`detect.horizons ${name}: looks back ${lookBackSeconds} s every ${everySeconds} s: gaps`);
  if (new Set(detect.horizons.map(({ name }) => name)).size < detect.horizons.length)
    throw new AppError('bad-config', 'cli/config: two horizons of detect.horizons have the same name', {
      fix: 'give each its own: its name is how cycles are told apart in the store and in the metrics',
    });
  if (!['127.0.0.1', '::1', 'localhost'].includes(http.host))
    warnings.push(`http.host ${http.host}: metrics and health can be read by whoever reaches this machine`);
  return warnings;
}
