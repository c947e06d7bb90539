/** What a failed TLS handshake means to an operator, by the code that Node gives it. */

/** What is wrong, to be put behind the address, and how to mend it. */
export interface TlsRefusal {
  readonly reason: string;
  readonly fix: string;
}

const UNTRUSTED = new Set([
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const OUT_OF_DATE = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
/** By which a server refuses the client's certificate, or asks for one that was not sent; in the code or in the message. */
const CLIENT_REFUSED =
  /alert (\w+ )?certificate|alert unknown ca|alert handshake failure|alert access denied/i;
const NO_TLS = /wrong version number|packet length too long|http request/i;

/**
 * The meaning of an error with one of Node's TLS codes, or of one that has such an error for its cause; undefined for all
 * others. `setting` is where certificates are set, such as `store.tls`.
 */
export function tlsRefusal(error: unknown, setting: string): TlsRefusal | undefined {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    const found = refusalOf('code' in one ? String(one.code) : '', one.message, setting);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refusalOf(code: string, message: string, setting: string): TlsRefusal | undefined {
  if (UNTRUSTED.has(code))
    return {
      reason: `its certificate was signed by nobody who is trusted here (${code})`,
      fix: `Name the PEM file of the authority that signed it in ${setting}.ca; openssl s_client -connect HOST:PORT -showcerts shows who that is.`,
    };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      reason: `its certificate is for another name: ${message.replace(/^.*? altnames: /, '').trim()}`,
      fix: 'Reach it by a name that its certificate has, or have one made for the name that is used.',
    };
  if (OUT_OF_DATE.has(code))
    return {
      reason: `its certificate is out of date (${code})`,
      fix: 'Renew the certificate of the server; if it is good, set the clock of this machine.',
    };
  // OpenSSL's own errors come with a code of their own, or as EPROTO and only the message says which.
  if (!/^(EPROTO$|ERR_SSL_)/.test(code)) return undefined;
  const said = `${code.replaceAll('_', ' ')} ${message}`;
  if (CLIENT_REFUSED.test(said))
    return {
      reason: 'it refuses the certificate of this client, or misses one',
      fix: `Name a certificate that the server trusts, and its key, in ${setting}.cert and ${setting}.key.`,
    };
  if (NO_TLS.test(said))
    return {
      reason: 'it does not speak TLS on this port',
      fix: 'Give the port that TLS is spoken on, or switch TLS off.',
    };
  return {
    reason: `the TLS handshake failed (${code})`,
    fix: `Check ${setting}, and which versions of TLS the server speaks.`,
  };
}
