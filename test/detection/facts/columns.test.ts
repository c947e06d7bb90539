/** Rows as they are numbered, folded and put in order, against the plain way of doing it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldEvents } from '../../../src/detection/facts/fold-events.ts';
import { rowNumbers, sortedBy, timeOrder } from '../../../src/detection/facts/time-order.ts';
import { ValueNumbers } from '../../../src/detection/facts/value-numbers.ts';
import { groupRows, NONE } from '../../../src/traces/index.ts';

/** Few values in all words of a key, so that keys repeat and differ in one word only. */
const key = fc.oneof(
  fc.bigInt({ min: 0n, max: 3n }),
  fc.bigInt({ min: 0n, max: 3n }).map((high) => high << 32n),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
);
const ascending = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

test('values are numbered in order of their keys, whatever came first; the key 0 is none', () => {
  fc.assert(
    fc.property(fc.array(fc.array(key, { maxLength: 40 })), (batches) => {
      const numbers = new ValueNumbers();
      const given = batches.map((batch) => {
        const into = new Uint32Array(batch.length + 1);
        numbers.number(BigUint64Array.from(batch), into, 1);
        return into.slice(1);
      });
      const { keys, rank } = numbers.finish();
      expect([...keys]).toEqual([...new Set(batches.flat())].filter((each) => each !== 0n).sort(ascending));
      batches.forEach((batch, index) => {
        batch.forEach((each, row) => {
          const number = given[index]?.[row] as number;
          if (each === 0n) expect(number).toBe(NONE);
          else expect(keys[rank[number] as number]).toBe(each);
        });
      });
    }),
  );
});

test('more values than there was room for keep their numbers', () => {
  const keys = BigUint64Array.from({ length: 50_000 }, (_, i) => BigInt(i + 1) * 0x9e37_79b9_7f4an);
  const numbers = new ValueNumbers();
  const first = new Uint32Array(keys.length);
  numbers.number(keys, first, 0);
  const again = new Uint32Array(keys.length);
  numbers.number(keys, again, 0);
  expect(again).toEqual(first);
  expect(first).toEqual(rowNumbers(keys.length));
});

test('of the rows of one event the one with the greatest hash counts', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ event: key, hash: key })), (rows) => {
      const kept = foldEvents(
        BigUint64Array.from(rows, ({ event }) => event),
        BigUint64Array.from(rows, ({ hash }) => hash),
      );
      const best = new Map<bigint, bigint>();
      for (const { event, hash } of rows) if (hash > (best.get(event) ?? -1n)) best.set(event, hash);
      const counted = [...(kept ?? rowNumbers(rows.length))].map((row) => rows[row]);
      expect(new Map(counted.map((row) => [row?.event, row?.hash]))).toEqual(best);
      expect(counted).toHaveLength(best.size);
      if (kept === null) expect(best.size).toBe(rows.length);
    }),
  );
});

describe('rows in order', () => {
  test('of any numbers keep equals as they came, and leave what was given', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(5), fc.nat(0xffff_ffff))), (keys) => {
        const given = Uint32Array.from(keys);
        const sorted = [...sortedBy(rowNumbers(keys.length), given)];
        expect(sorted).toEqual(
          keys.map((_, row) => row).sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b),
        );
        expect([...given]).toEqual(keys);
      }),
    );
  });

  test('come by time, account and event, over milliseconds or centuries', () => {
    const row = fc.record({
      at: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -9e12, max: 9e12 })),
      account: fc.nat(3),
      event: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ event }) => event }), (rows) => {
        const { rows: order, at } = timeOrder({
          at: Float64Array.from(rows, (one) => one.at),
          account: Uint32Array.from(rows, (one) => one.account),
          event: BigUint64Array.from(rows, (one) => one.event),
          rows: rowNumbers(rows.length),
        });
        const sorted = [...rows].sort(
          (a, b) => a.at - b.at || a.account - b.account || ascending(a.event, b.event),
        );
        expect([...order].map((index) => rows[index])).toEqual(sorted);
        expect([...at]).toEqual(sorted.map((one) => one.at));
      }),
    );
  });

  test('are grouped by value in the order in which they came, without those that have none', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(4), { nil: NONE })), (of) => {
        const { start, rows } = groupRows(Uint32Array.from(of), 5);
        for (let value = 0; value < 5; value++)
          expect([...rows.subarray(start[value], start[value + 1])]).toEqual(
            of.flatMap((each, row) => (each === value ? [row] : [])),
          );
        expect(rows).toHaveLength(of.filter((each) => each !== NONE).length);
      }),
    );
  });
});
