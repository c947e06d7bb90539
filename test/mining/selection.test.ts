import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectionPrice } from '../../src/mining/index.ts';

const lnChoose = (n: number, k: number): number => {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
};
const members = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

describe('the price of having picked a group', () => {
  test('without marks is ln of the number of such groups', () => {
    const { nats, byMark } = selectionPrice({ size: 20, accounts: 10_000, sets: [], setsLookedAt: 0 });
    expect(nats).toBeCloseTo(lnChoose(10_000, 20), 6);
    expect(byMark.size).toBe(0);
  });

  test('of a whole batch is that of naming the batch', () => {
    const { nats } = selectionPrice({
      size: 20,
      accounts: 10_000,
      sets: [{ size: 20, members: members(0, 20) }],
      setsLookedAt: 50,
    });
    expect(nats).toBeCloseTo(Math.log(50), 6);
  });

  test('of half a batch and some others is paid in three parts', () => {
    const { nats, byMark } = selectionPrice({
      size: 15,
      accounts: 10_000,
      sets: [{ size: 20, members: members(0, 10) }],
      setsLookedAt: 50,
    });
    expect(nats).toBeCloseTo(Math.log(50) + lnChoose(20, 10) + lnChoose(10_000, 5), 6);
    expect(byMark.size).toBe(10);
  });

  test('a mark that most of the platform carries saves nothing', () => {
    const sets = [{ size: 8_000, members: members(0, 10) }];
    const plain = selectionPrice({ size: 10, accounts: 10_000, sets: [], setsLookedAt: 1_000 });
    expect(selectionPrice({ size: 10, accounts: 10_000, sets, setsLookedAt: 1_000 }).nats).toBeCloseTo(
      plain.nats,
      6,
    );
  });

  test('never rises with another mark, and never falls below naming one', () => {
    const set = fc.record({
      size: fc.integer({ min: 2, max: 200 }),
      members: fc.uniqueArray(fc.nat(29), { minLength: 2, maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(set, { maxLength: 6 }), set, (sets, more) => {
        const price = (marks: typeof sets) =>
          selectionPrice({
            size: 30,
            accounts: 5_000,
            sets: marks.map((mark) => ({ ...mark, size: Math.max(mark.size, mark.members.length) })),
            setsLookedAt: 100,
          }).nats;
        const plain = price([]);
        expect(price(sets)).toBeLessThanOrEqual(plain + 1e-9);
        expect(price([...sets, more])).toBeLessThanOrEqual(plain + 1e-9);
        expect(price([more])).toBeGreaterThanOrEqual(Math.min(plain, Math.log(100)) - 1e-9);
      }),
    );
  });
});
