/** Certificates for tests, made with the machine's openssl: an authority, and what it signs. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

export interface Certificate {
  /** Paths of PEM files; keys are PKCS 8. */
  readonly cert: string;
  readonly key: string;
  /** Certificate and key in one file, as Java's PEM key stores want them. */
  readonly both: string;
}

export interface Authority {
  /** Path of its certificate. */
  readonly ca: string;
  /** `names` as openssl writes them: `DNS:localhost`, `IP:127.0.0.1`. */
  issue(subject: string, names: readonly string[]): Promise<Certificate>;
  remove(): Promise<void>;
}

/** A new authority in a directory of its own. */
export async function createAuthority(subject = 'breakwater test authority'): Promise<Authority> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-pki-'));
  const openssl = (...args: readonly string[]) => run('openssl', [...args], { cwd: directory });
  await openssl(
    ...['req', '-x509', ...EC_KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2'],
    ...['-subj', `/CN=${subject}`],
  );
  return {
    ca: join(directory, 'ca.pem'),
    async issue(name, names) {
      const file = (ending: string) => join(directory, `${name}.${ending}`);
      await openssl('req', ...EC_KEY, '-keyout', file('key'), '-out', file('csr'), '-subj', `/CN=${name}`);
      await writeFile(file('ext'), `subjectAltName=${names.join(',')}\n`);
      await openssl(
        ...['x509', '-req', '-in', file('csr'), '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'],
        ...['-out', file('pem'), '-extfile', file('ext'), '-days', '1'],
      );
      await writeFile(
        file('both'),
        (await readFile(file('key'), 'utf8')) + (await readFile(file('pem'), 'utf8')),
      );
      return { cert: file('pem'), key: file('key'), both: file('both') };
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
