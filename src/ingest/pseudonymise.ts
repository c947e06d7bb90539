/** Keyed hashes in place of addresses, devices and contact data: equal values stay equal, nobody can read them back. */
import { AppError } from '../contract/index.ts';
import { type IpAddress, readIp } from './ip-address.ts';
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

/** Networks come again with other addresses; so many hashes are remembered. */
const MOST_NETWORKS = 65_536;

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
  // A row asks for the address and then for its network: the second time it has been read.
  let last = '';
  let lastRead: IpAddress | undefined;
  function addressOf(raw: string): IpAddress | undefined {
    if (raw !== last) {
      last = raw;
      lastRead = readIp(raw);
    }
    return lastRead;
  }
  const networks = new Map<string, bigint>();
  function networkHash(network: string): bigint {
    const known = networks.get(network);
    if (known !== undefined) return known;
    if (networks.size === MOST_NETWORKS) networks.clear();
    const hashed = keyed('network', network);
    networks.set(network, hashed);
    return hashed;
  }
  return {
    ip(raw) {
      const read = raw == null ? undefined : addressOf(raw);
      return read === undefined ? undefined : keyed('ip', read.address);
    },
    network(raw) {
      const read = raw == null ? undefined : addressOf(raw);
      return read === undefined ? undefined : networkHash(read.network);
    },
    device: ofText('device_id', (text) => text),
    emailDomain: ofText('email_domain', (text) => text.toLowerCase()),
    phonePrefix: ofText('phone_prefix', (text) => text),
  };
}
