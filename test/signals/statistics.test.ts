import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excessNats, shareElsewhere } from '../../src/signals/index.ts';
import { mostSurprisingShare } from '../../src/signals/statistics.ts';
import { census } from '../support/cluster-views.ts';

/** ln P(X ≥ k) of a binomial, summed exactly in logarithms. */
function lnUpperTail(k: number, n: number, p: number): number {
  let ln = 0;
  const terms: number[] = [];
  for (let i = 0; i <= n; i += 1) {
    if (i >= k) terms.push(ln + i * Math.log(p) + (n - i) * Math.log1p(-p));
    ln += Math.log(n - i) - Math.log(i + 1);
  }
  const most = Math.max(...terms);
  return most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0));
}

const draws = fc
  .integer({ min: 1, max: 300 })
  .chain((n) => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n }) }));
const share = fc.double({ min: 1e-6, max: 0.999, noNaN: true });

describe('the excess of a share', () => {
  test('never claims more than the exact binomial tail gives', () => {
    fc.assert(
      fc.property(draws, share, ({ k, n }, p) => {
        expect(excessNats(k, n, p)).toBeLessThanOrEqual(-lnUpperTail(k, n, p) + 1e-7);
      }),
      { numRuns: 500 },
    );
  });

  test('is off by less than ln(n + 1): a bound, but no loose one', () => {
    fc.assert(
      fc.property(draws, share, ({ k, n }, p) => {
        fc.pre(k / n > p);
        expect(excessNats(k, n, p)).toBeGreaterThanOrEqual(-lnUpperTail(k, n, p) - Math.log(n + 1) - 1e-7);
      }),
      { numRuns: 500 },
    );
  });

  test('grows with the number inside, and falls with what is usual', () => {
    fc.assert(
      fc.property(draws, share, share, ({ k, n }, p, q) => {
        if (k < n) expect(excessNats(k + 1, n, p)).toBeGreaterThanOrEqual(excessNats(k, n, p));
        const [low, high] = p < q ? [p, q] : [q, p];
        expect(excessNats(k, n, low)).toBeGreaterThanOrEqual(excessNats(k, n, high) - 1e-9);
      }),
    );
  });

  test('is nothing for nobody, and for a share that is usual', () => {
    expect(excessNats(0, 0, 0.1)).toBe(0);
    expect(excessNats(1, 10, 0.1)).toBe(0);
    expect(excessNats(10, 10, 1)).toBe(0);
    expect(excessNats(10, 10, 0.5)).toBeCloseTo(10 * Math.LN2, 9);
  });
});

test('the share of others is never 0 or 1, and never counts the members', () => {
  const counts = fc.record({
    total: fc.nat(1e6),
    known: fc.nat(1e6),
    inside: fc.nat(1e3),
    members: fc.nat(1e3),
  });
  fc.assert(
    fc.property(counts, ({ total, known, inside, members }) => {
      fc.pre(total <= known && inside <= members && inside <= total && total - inside <= known - members);
      const usual = shareElsewhere(total, known, inside, members);
      expect(usual).toBeGreaterThan(0);
      expect(usual).toBeLessThan(1);
    }),
  );
  expect(shareElsewhere(30, 130, 30, 30)).toBe(1 / 102);
});

describe('the most surprising share', () => {
  const values = (count: number, inside: number) =>
    Array.from({ length: count }, (_, n) => (n < inside ? 'x' : `own ${n}`));

  test('must be large, however significant: 20 % of 10,000 members are not enough', () => {
    expect(mostSurprisingShare(values(10_000, 2_000), census(1_000_000, { x: 2_100 }))).toBeNull();
    expect(mostSurprisingShare(values(10_000, 3_000), census(1_000_000, { x: 3_100 }))?.value).toBe('x');
  });

  test('must be a multiple of the usual: four times is not, in however large a group', () => {
    const usual = 0.2;
    const platform = census(1_010_000, { x: 8_000 + usual * 1_000_000 });
    expect(mostSurprisingShare(values(10_000, 8_000), platform)).toBeNull();
  });

  test('leaves out who has no value, and needs three who share one', () => {
    expect(mostSurprisingShare(['x', 'x', null, '', 'y'], census(1_000, { x: 2 }))).toBeNull();
    const found = mostSurprisingShare(['x', 'x', null, '', 'x', 'y'], census(1_000, { x: 3 }));
    expect(found?.members).toEqual([0, 1, 4]);
    expect(found?.share).toBe(0.75);
  });

  test('pays for having looked at every value', () => {
    const alone = mostSurprisingShare(values(20, 20), census(10_000, { x: 20 }));
    const among = mostSurprisingShare(
      [...values(20, 20)].map((value, n) => (n < 12 ? value : `own ${n}`)),
      census(10_000, { x: 12 }),
    );
    const expected = excessNats(12, 20, shareElsewhere(12, 10_000, 12, 20)) - Math.log(9);
    expect(among?.nats).toBeCloseTo(expected, 9);
    expect(alone?.nats).toBeGreaterThan(among?.nats ?? 0);
  });
});
