import { expect, test } from 'vitest';
import { tlsRefusal } from '../../src/contract/index.ts';

const failure = (code: string, message = '') => Object.assign(new Error(message), { code });

// As Node 24 and OpenSSL 3 give them.
test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', /nobody who is trusted/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate', /nobody who is trusted/],
  ['CERT_HAS_EXPIRED', 'certificate has expired', /out of date/],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    "Hostname/IP does not match certificate's altnames: Host: ch. is not in the cert's altnames: DNS:localhost",
    /another name: Host: ch\. is not in the cert's altnames: DNS:localhost$/,
  ],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'error:0A00045C:SSL routines', /certificate of this client/],
  ['ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE', 'error:0A000412:SSL routines', /certificate of this client/],
  ['EPROTO', 'write EPROTO error:0A000410:ssl3_read_bytes:sslv3 alert handshake failure', /of this client/],
  ['EPROTO', 'write EPROTO error:0A00010B:tls_validate_record_header:wrong version number', /not speak TLS/],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'error:0A000102:SSL routines', /handshake failed/],
])('%s %s', (code, message, reason) => {
  const found = tlsRefusal(failure(code, message), 'store.tls');
  expect(found?.reason).toMatch(reason);
  expect(found?.fix).toBeTruthy();
});

test('a failure is found behind those that wrap it, and what is no TLS is none', () => {
  const wrapped = new Error('retries exceeded', {
    cause: new Error('x', { cause: failure('CERT_UNTRUSTED') }),
  });
  expect(tlsRefusal(wrapped, 'kafka.tls')?.fix).toContain('kafka.tls.ca');
  for (const error of [failure('ECONNREFUSED'), new Error('alert unknown ca'), 'text', undefined])
    expect(tlsRefusal(error, 'kafka.tls')).toBeUndefined();
});
