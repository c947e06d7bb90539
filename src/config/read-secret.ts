/** Secrets from where settings say they are; they are never part of an error, a log line or the settings themselves. */
import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../contract/index.ts';
import type { Environment } from './read-settings.ts';
import type { SecretSource } from './settings.ts';

const OTHERS_MAY_READ = 0o004;
const MIN_KEY_BYTES = 16;

export interface SecretOptions {
  /** Told when a file can be read by everybody on the machine. */
  readonly warn?: (message: string) => void;
}

/**
 * A secret as text; one line break at the end of a file is not part of it.
 *
 * @throws AppError `bad-config`: the file cannot be read, the variable is not set, or the secret is empty.
 */
export async function readSecret(
  source: SecretSource,
  env: Environment,
  options: SecretOptions = {},
): Promise<string> {
  const bytes = await readBytes(source, env, options);
  const text = 'file' in source ? bytes.toString('utf8').replace(/\r?\n$/, '') : bytes.toString('utf8');
  if (text !== '') return text;
  throw new AppError('bad-config', `config/read-secret: the secret of ${nameOf(source)} is empty`, {
    fix: 'put the secret there, or take the setting out',
  });
}

/**
 * A key as the bytes that stand there, line breaks included: keys are random bytes.
 *
 * @throws AppError `bad-config`: not there, or shorter than 16 bytes.
 */
export async function readKey(
  source: SecretSource,
  env: Environment,
  options: SecretOptions = {},
): Promise<Uint8Array> {
  const bytes = await readBytes(source, env, options);
  if (bytes.length >= MIN_KEY_BYTES) return bytes;
  throw new AppError(
    'bad-config',
    `config/read-secret: the key of ${nameOf(source)} has ${bytes.length} bytes, ${MIN_KEY_BYTES} are the least`,
    { fix: 'make one with: head -c 32 /dev/urandom > pseudonym.key' },
  );
}

const nameOf = (source: SecretSource): string =>
  'file' in source ? `file ${source.file}` : `environment variable ${source.env}`;

async function readBytes(source: SecretSource, env: Environment, { warn }: SecretOptions): Promise<Buffer> {
  if ('env' in source) {
    const value = env[source.env];
    if (value !== undefined) return Buffer.from(value, 'utf8');
    throw new AppError('bad-config', `config/read-secret: ${nameOf(source)} is not set`, {
      fix: 'set it for this process, or give the secret in a file',
    });
  }
  try {
    const bytes = await readFile(source.file);
    // Windows has no such bits.
    if (process.platform !== 'win32' && ((await stat(source.file)).mode & OTHERS_MAY_READ) !== 0)
      warn?.(`${source.file} can be read by everybody on this machine; chmod 600 it (640 for a group)`);
    return bytes;
  } catch (cause) {
    throw new AppError('bad-config', `config/read-secret: cannot read ${nameOf(source)}`, {
      cause,
      fix: 'check that the file is there and that the user of this process may read it',
    });
  }
}
