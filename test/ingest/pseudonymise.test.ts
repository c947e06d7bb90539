import { createHmac } from 'node:crypto';
import { isIP, SocketAddress } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPseudonymiser } from '../../src/ingest/index.ts';
import { readIp } from '../../src/ingest/ip-address.ts';
import { KEY } from './helpers.ts';

describe('addresses', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    [' 203.0.113.7 ', '203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['::ffff:cb00:7107', '203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2::5', '2001:db8:1:2:0:0:0:5', '2001:db8:1::/48'],
    ['2001:0DB8:0001:0002:0000:0000:0000:0005', '2001:db8:1:2:0:0:0:5', '2001:db8:1::/48'],
    ['fe80::1%eth0', 'fe80:0:0:0:0:0:0:1', 'fe80:0:0::/48'],
    ['::', '0:0:0:0:0:0:0:0', '0:0:0::/48'],
  ])('%s', (raw, address, network) => {
    expect(readIp(raw)).toEqual({ address, network });
  });

  test.each(['', '203.0.113', '203.0.113.256', '203.0.113.07', 'localhost', '1::2::3', '203.0.113.7:80'])(
    '%j is no address',
    (raw) => {
      expect(readIp(raw)).toBeUndefined();
    },
  );
});

test('an address is read where the runtime sees one, and whatever its spelling', () => {
  const sign = fc.constantFrom(...'0123456789abcdefABCDEF:.%: g');
  const near = fc.tuple(
    fc.oneof(fc.ipV6(), fc.ipV4()),
    fc.nat(50),
    fc.array(sign, { maxLength: 3 }),
    fc.nat(3),
  );
  fc.assert(
    fc.property(near, ([address, place, signs, cut]) => {
      const at = place % (address.length + 1);
      const text = (address.slice(0, at) + signs.join('') + address.slice(at + cut)).trim();
      const read = readIp(text);
      expect(read !== undefined).toBe(isIP(text) !== 0);
      // The runtime's own spelling of an IPv6 address differs, and is read as the same address.
      if (isIP(text) === 6 && !text.includes('%')) {
        expect(readIp(new SocketAddress({ family: 'ipv6', address: text }).address)).toEqual(read);
      }
    }),
    { numRuns: 2000 },
  );
});

describe('pseudonyms', () => {
  const hidden = createPseudonymiser(KEY);

  test('are HMAC-SHA256 of field and value, cut to 64 bits', () => {
    const full = createHmac('sha256', KEY).update('device_id\0d-1').digest();
    expect(hidden.device('d-1')).toBe(full.readBigUInt64LE(0));
  });

  test('of equal values in different fields are unrelated', () => {
    const all = [hidden.device('170'), hidden.phonePrefix('170'), hidden.emailDomain('170')];
    expect(new Set(all).size).toBe(3);
  });

  test('of one value are the same however it is spelt', () => {
    expect(hidden.ip('::ffff:203.0.113.7')).toBe(hidden.ip('203.0.113.7'));
    expect(hidden.emailDomain(' Example.COM')).toBe(hidden.emailDomain('example.com'));
    expect(hidden.network('203.0.113.7')).toBe(hidden.network('203.0.113.200'));
    expect(hidden.network('203.0.113.7')).not.toBe(hidden.network('203.0.114.7'));
  });

  test('of another key are others', () => {
    expect(createPseudonymiser(new Uint8Array(32)).device('d-1')).not.toBe(hidden.device('d-1'));
  });

  test('of absent and invalid values are absent', () => {
    for (const raw of [null, undefined, '', '  ']) {
      expect(hidden.device(raw)).toBeUndefined();
      expect(hidden.ip(raw)).toBeUndefined();
    }
    expect(hidden.ip('unknown')).toBeUndefined();
    expect(hidden.network('unknown')).toBeUndefined();
  });

  test('stay the same when more values are seen than are remembered', () => {
    const before = hidden.device('d-1');
    for (let i = 0; i < 140_000; i++) hidden.device(`d${i}`);
    expect(hidden.device('d-1')).toBe(before);
  });

  test('need a key of at least 16 bytes', () => {
    expect(() => createPseudonymiser(new Uint8Array(15))).toThrow(
      expect.objectContaining({ code: 'bad-config' }),
    );
  });
});
