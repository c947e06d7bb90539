/** Pieces of one army are put together where a mark suggests it and what they did bears it out; a promotion's are not. */
import { expect, test } from 'vitest';
import { withCommonMarks } from '../../src/detection/common-marks.ts';
import type { IndexedTraces } from '../../src/detection/read-traces.ts';
import { unitePieces } from '../../src/detection/unite-pieces.ts';
import { indexTraces } from '../../src/mining/index.ts';
import { traceKind } from '../../src/traces/index.ts';

const piece = (first: number) => Uint32Array.from({ length: 6 }, (_, n) => first + n);
const PIECES = [piece(0), piece(6), piece(12)];

/** Who uses which device, one list a device. */
function marks(name: string, lists: readonly (readonly number[])[]): readonly IndexedTraces[] {
  const rows = lists.flatMap((accounts, bucket) => accounts.map((account) => ({ bucket, account })));
  const columns = {
    length: rows.length,
    bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
    at: new Float64Array(rows.length),
    account: Uint32Array.from(rows, ({ account }) => account),
  };
  const kind = traceKind(name);
  const bucketKeys = new BigUint64Array(lists.length);
  return [{ kind, columns, bucketKeys, owners: null, index: indexTraces(columns, kind.windowMs) }];
}
const others = (count: number) => Array.from({ length: count }, (_, n) => 100 + n);

test('groups with a device in common may be one', () => {
  expect(withCommonMarks(PIECES, marks('co-device', [[0, 1, 6, 7]]))).toEqual([[0, 1]]);
});

test.each([
  ['a phone that one of them used', marks('co-device', [[0, 1, 6]])],
  ['a phone that most people on it use who are in none', marks('co-device', [[0, 1, 6, 7, ...others(20)]])],
  ['a batch of registrations, which may be a promotion', marks('registered-burst', [[0, 1, 6, 7]])],
  ['a network, where people live', marks('co-network', [[0, 1, 6, 7]])],
])('%s does not suggest it', (_, kinds) => {
  expect(withCommonMarks(PIECES, kinds)).toEqual([]);
});

/** Groups whose net evidence is told by their size: pieces of 6, two of them, three of them. */
const united = (nets: Readonly<Record<number, number>>) => {
  const gather = (members: Uint32Array) => ({
    members,
    gatherings: [],
    counted: [],
    together: { evidenceNats: 100 + (nets[members.length] ?? 0), priceNats: 100 },
  });
  return unitePieces(PIECES.map(gather), {
    traces: marks('co-device', [
      [0, 1, 6, 7],
      [8, 9, 12, 13],
    ]),
    gather,
    isProven: ({ together }) => together.evidenceNats - together.priceNats >= 7,
  }).map(({ members }) => members.length);
};

test('what a mark suggests is one where it proves more than its pieces do', () => {
  expect(united({ 6: -20, 12: 10, 18: 30 })).toEqual([18]);
  expect(united({ 6: 10, 12: 25, 18: 40 })).toEqual([18]);
});

test('a piece that adds less than it costs to choose it stays apart', () => {
  expect(united({ 6: -20, 12: 10, 18: 8 })).toEqual([12, 6]);
  expect(united({ 6: 10, 12: 15, 18: 20 })).toEqual([6, 6, 6]);
});

test('pieces that prove nothing together stay as they were', () => {
  expect(united({ 6: -20, 12: -10, 18: 5 })).toEqual([6, 6, 6]);
});
