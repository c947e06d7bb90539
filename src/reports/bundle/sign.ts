/** Signatures of bundles: Ed25519 over canonical JSON (RFC 8785), as a JWS whose payload stands beside it (RFC 7515, appendix F). */
import canonicalize from 'canonicalize';
import {
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  compactVerify,
  exportJWK,
  importPKCS8,
  importSPKI,
} from 'jose';
import { z } from 'zod';
import { AppError } from '../../contract/index.ts';
import { CampaignBundle } from './bundle.ts';

export const SignedBundle = z.object({ bundle: CampaignBundle, signature: z.string() });
export type SignedBundle = z.infer<typeof SignedBundle>;

const textOf = (bundle: unknown): Uint8Array => new TextEncoder().encode(canonicalize(bundle) ?? '');

/** `pem`: an Ed25519 key as PKCS #8. @throws AppError `bad-config` when it is none. */
export async function signBundle(bundle: CampaignBundle, pem: string): Promise<SignedBundle> {
  const key = await importPKCS8(pem, 'EdDSA', { extractable: true }).catch((cause) => {
    throw noKey(cause);
  });
  const jws = await new CompactSign(textOf(bundle))
    .setProtectedHeader({ alg: 'EdDSA', kid: await keyId(key) })
    .sign(key);
  const [header, , signature] = jws.split('.');
  return { bundle, signature: `${header}..${signature}` };
}

/**
 * Whether this very bundle was signed with the key of `pem` (SPKI). The bundle as it stands in the file counts, not as a schema reads it.
 *
 * @throws AppError `bad-input` when it is no bundle, or was changed, or another key signed it.
 */
export async function verifyBundle(text: string, pem: string): Promise<CampaignBundle> {
  const key = await importSPKI(pem, 'EdDSA').catch((cause) => {
    throw noKey(cause);
  });
  let given: { readonly bundle: unknown; readonly signature: string };
  let bundle: CampaignBundle;
  try {
    given = JSON.parse(text);
    ({ bundle } = SignedBundle.parse(given));
  } catch (cause) {
    throw new AppError('bad-input', 'reports/bundle: this is no signed bundle', {
      cause,
      fix: 'give the .json file as breakwater campaigns bundle wrote it',
    });
  }
  const [header = '', , signature = ''] = given.signature.split('.');
  const payload = Buffer.from(textOf(given.bundle)).toString('base64url');
  await compactVerify(`${header}.${payload}.${signature}`, key, { algorithms: ['EdDSA'] }).catch((cause) => {
    throw new AppError('bad-input', 'reports/bundle: the signature does not fit', {
      cause,
      fix: 'the file was changed, or another key signed it: ask whoever sent it',
    });
  });
  return bundle;
}

/** RFC 7638: names the key without telling it. */
async function keyId(key: CryptoKey): Promise<string> {
  const { d: _, ...shared } = await exportJWK(key);
  return calculateJwkThumbprint(shared);
}

const noKey = (cause: unknown) =>
  new AppError('bad-config', 'reports/bundle: the key is no Ed25519 key in PEM', {
    cause,
    fix: 'openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem',
  });
