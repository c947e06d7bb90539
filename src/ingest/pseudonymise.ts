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

const NO_ADDRESS: { readonly ip: Pseudonym; readonly network: Pseudonym } = {
  ip: undefined,
  network: undefined,
};

/** Places for remembered values; a power of two. */
const PLACES = 131_072;

/** Values repeat soon or late: each has one place, where it stands until another value needs it. */
function remember<Value>(compute: (value: string) => Value): (raw: string) => Value {
  const keys: (string | undefined)[] = new Array(PLACES).fill(undefined);
  const values: (Value | undefined)[] = new Array(PLACES).fill(undefined);
  return function lookUp(raw) {
    let mixed = 0;
    for (let i = 0; i < raw.length; i++) mixed = Math.imul(mixed ^ raw.charCodeAt(i), 0x01000193);
    const place = (mixed ^ (mixed >>> 15)) & (PLACES - 1);
    if (keys[place] === raw) return values[place] as Value;
    const value = compute(raw);
    keys[place] = raw;
    values[place] = value;
    return value;
  };
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

  const networkHash = remember((network) => keyed('network', network));
  const hashesOfIp = remember((raw) => {
    const ip = readIp(raw);
    return ip === undefined ? NO_ADDRESS : { ip: keyed('ip', ip.address), network: networkHash(ip.network) };
  });
  // A row asks for the address and then for its network: the second time the same string is at hand.
  let last = '';
  let lastHashes = NO_ADDRESS;
  function ofIp(raw: string): typeof NO_ADDRESS {
    if (raw !== last) {
      last = raw;
      lastHashes = hashesOfIp(raw);
    }
    return lastHashes;
  }
  function ofText(
    field: string,
    fold: (text: string) => string,
  ): (raw: string | null | undefined) => Pseudonym {
    const lookUp = remember((value) => keyed(field, value));
    return (raw) => {
      const value = raw == null ? '' : fold(raw.trim());
      return value === '' ? undefined : lookUp(value);
    };
  }
  return {
    ip: (raw) => (raw == null ? undefined : ofIp(raw).ip),
    network: (raw) => (raw == null ? undefined : ofIp(raw).network),
    device: ofText('device_id', (text) => text),
    emailDomain: ofText('email_domain', (text) => text.toLowerCase()),
    phonePrefix: ofText('phone_prefix', (text) => text),
  };
}
