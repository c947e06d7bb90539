import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterId } from '../../src/clusters/index.ts';

test('an id is c_ and twelve hex digits, the same for any order of members', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (ids) => {
      expect(clusterId(ids)).toMatch(/^c_[0-9a-f]{12}$/);
      expect(clusterId(ids.toReversed())).toBe(clusterId(ids));
      expect(clusterId([...ids, ...ids])).toBe(clusterId(ids));
    }),
  );
});

test('different members have different ids, whatever separators they hold', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.uniqueArray(fc.string()), (one, two) => {
      fc.pre(JSON.stringify(one.toSorted()) !== JSON.stringify(two.toSorted()));
      expect(clusterId(one)).not.toBe(clusterId(two));
    }),
  );
  expect(clusterId(['a,b'])).not.toBe(clusterId(['a', 'b']));
  expect(clusterId(['a\u0000b'])).not.toBe(clusterId(['a', 'b']));
});
