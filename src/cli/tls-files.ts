/** Certificates out of the files that settings name, looked at before anything connects with them. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { AppError } from '../contract/index.ts';

/** Paths of PEM files, as in the settings. */
export interface TlsPaths {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** The PEM texts behind them. */
export interface TlsTexts {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Reads what `setting` (`store.tls`) names. The handshake would take a file without a certificate for "trust nobody", so
 * each is read here.
 *
 * @throws AppError `bad-config`: a file cannot be read, holds no certificate or key, a key is not the certificate's, or
 *   one of the two is missing.
 */
export async function readTlsFiles(paths: TlsPaths, setting: string): Promise<TlsTexts> {
  const texts: { ca?: string; cert?: string; key?: string } = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const path = paths[name];
    if (path !== undefined) texts[name] = await readText(path, `${setting}.${name}`);
  }
  for (const name of ['ca', 'cert'] as const)
    if (texts[name] !== undefined) certificatesOf(texts[name], paths[name] ?? '', `${setting}.${name}`);
  if ((texts.cert === undefined) !== (texts.key === undefined))
    throw new AppError('bad-config', `cli/tls-files: ${setting}.cert and ${setting}.key go together`, {
      fix: 'name the PEM files of both, or of none',
    });
  try {
    createSecureContext(texts);
  } catch (cause) {
    throw new AppError('bad-config', `cli/tls-files: ${paths.key} is not the key of ${paths.cert}`, {
      cause,
      fix: `name the key that the certificate was made for in ${setting}.key, in PEM and without a passphrase`,
    });
  }
  return texts;
}

/** Epoch milliseconds at which the first of the certificates that are named runs out; undefined for none. */
export function firstExpiry({ ca, cert }: TlsTexts): number | undefined {
  const ends = [ca, cert]
    .flatMap((text) => text?.match(PEM_CERTIFICATE) ?? [])
    .map((pem) => new X509Certificate(pem).validToDate.getTime());
  return ends.length === 0 ? undefined : Math.min(...ends);
}

async function readText(path: string, setting: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause) => {
    throw new AppError('bad-config', `cli/tls-files: cannot read ${path}`, {
      cause,
      fix: `check ${setting}, and that the user of this process may read the file`,
    });
  });
}

function certificatesOf(text: string, path: string, setting: string): void {
  const found = text.match(PEM_CERTIFICATE) ?? [];
  try {
    for (const pem of found) new X509Certificate(pem);
    if (found.length > 0) return;
  } catch {
    // The same to whoever has to mend it.
  }
  throw new AppError('bad-config', `cli/tls-files: ${path} holds no certificate in PEM`, {
    fix: `name a file with -----BEGIN CERTIFICATE----- in it in ${setting}; openssl x509 -inform der turns DER into PEM`,
  });
}
