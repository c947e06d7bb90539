/** Keyed hashes in place of addresses, devices and contact data: equal values stay equal, nobody can read them back. */
import { AppError } from '../contract/index.ts';
import { readIp } from './ip-address.ts';
import { createKeyedHash } from './keyed-hash.ts';

/** A 64-bit keyed hash, never 0; undefined where the value is absent or no such thing. */
export type Pseudonym = bigint | undefined;

export interface Pseudonymiser {
  ip(raw: string | null | undefined): Pseudonym;
  /** Of the IPv4 /24 or IPv6 /48 that the address is in. */
  network(raw: string | null | undefined): Pseudonym;
  device(raw: string | null | undefined): Pseudonym;
  emailDomain(raw: string | null | undefined): Pseudonym;
  phonePrefix(raw: string | null | undefined): Pseudonym;
}

/**
 * HMAC-SHA256 (RFC 2104) under `key`, cut to 64 bits. The field's name stands before the value, so that equal values
 * of different fields stay unrelated. Throws `bad-config` for a key under 16 bytes.
 */
export function createPseudonymiser(key: Uint8Array): Pseudonymiser {
  if (key.length < 16) {
    throw new AppError('bad-config', `ingest/pseudonymise: a key of ${key.length} bytes is too short`, {
      fix: 'set a random key of at least 16 bytes (32 are usual)',
    });
  }
  const hash = createKeyedHash(key);
  // 0 means absent in the tables; once in 2^64.
  const keyed = (field: string, value: string): bigint => hash(`${field}\0${value}`) || 1n;

  function ofText(
    field: string,
    fold: (text: string) => string,
  ): (raw: string | null | undefined) => Pseudonym {
    return (raw) => {
      const value = raw == null ? '' : fold(raw.trim());
      return value === '' ? undefined : keyed(field, value);
    };
  }
  const addressOf = (raw: string | null | undefined) => (raw == null ? undefined : readIp(raw));
  return {
    ip(raw) {
      const read = addressOf(raw);
      return read === undefined ? undefined : keyed('ip', read.address);
    },
    network(raw) {
      const read = addressOf(raw);
      return read === undefined ? undefined : keyed('network', read.network);
    },
    device: ofText('device_id', (text) => text),
    emailDomain: ofText('email_domain', (text) => text.toLowerCase()),
    phonePrefix: ofText('phone_prefix', (text) => text),
  };
}
