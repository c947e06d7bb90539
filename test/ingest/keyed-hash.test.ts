import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyedHash } from '../../src/ingest/keyed-hash.ts';

const reference = (key: Uint8Array, text: string): bigint =>
  createHmac('sha256', key).update(text).digest().readBigUInt64LE(0);

const keys = fc.uint8Array({ minLength: 16, maxLength: 80 });

test('is the HMAC-SHA256 of the runtime, cut to 64 bits, for any key and any text', () => {
  fc.assert(
    fc.property(keys, fc.string({ unit: 'binary', maxLength: 80 }), (key, text) => {
      expect(createKeyedHash(key)(text)).toBe(reference(key, text));
    }),
  );
});

test('is so on both sides of one block of ASCII, and of the longest key that is used as it is', () => {
  for (const bytes of [16, 64, 65])
    for (let length = 50; length < 70; length += 1) {
      const key = new Uint8Array(bytes).fill(200);
      expect(createKeyedHash(key)('x'.repeat(length))).toBe(reference(key, 'x'.repeat(length)));
    }
});

test('keeps nothing from one text to the next', () => {
  const key = new Uint8Array(32).fill(3);
  const hash = createKeyedHash(key);
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 60 }), { maxLength: 5 }), (texts) => {
      expect(texts.map(hash)).toEqual(texts.map((text) => reference(key, text)));
    }),
  );
});
