import { expect, test } from 'vitest';
import { sharedMeetings } from '../../src/detection/shared-meetings.ts';
import { indexTraces } from '../../src/mining/index.ts';
import { traceKind } from '../../src/traces/index.ts';

const HOUR = 3_600_000;
const cell = (first: number) => Uint32Array.from({ length: 5 }, (_, n) => first + n);
const CELLS = [cell(0), cell(5), cell(10)];

/** Likes of one post an hour; `at` says who comes to it, in which second. */
function likes(posts: number, at: (post: number) => readonly number[]) {
  const rows = Array.from({ length: posts }, (_, bucket) =>
    at(bucket).map((account, place) => ({ bucket, account, at: bucket * HOUR + place * 100 })),
  ).flat();
  const columns = {
    length: rows.length,
    bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
    at: Float64Array.from(rows, ({ at: time }) => time),
    account: Uint32Array.from(rows, ({ account }) => account),
  };
  const kind = traceKind('co-like');
  const bucketKeys = BigUint64Array.from({ length: posts }, (_, bucket) => BigInt(bucket));
  return [{ kind, columns, bucketKeys, owners: null, index: indexTraces(columns, kind.windowMs) }];
}
const crowd = (post: number, count: number) => Array.from({ length: count }, (_, n) => 100 + post * 100 + n);

test('groups that come to the same posts, hour by hour, are one', () => {
  const all = likes(4, () => CELLS.flatMap((members) => [...members]));
  expect(sharedMeetings(CELLS, all)).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  const two = likes(4, () => [0, 1, 2, 5, 6, 7]);
  expect(sharedMeetings(CELLS, two)).toEqual([[0, 1]]);
});

test.each([
  ['twice only', likes(2, () => [0, 1, 2, 5, 6, 7])],
  ['with a few of their members', likes(6, () => [0, 1, 5, 6])],
  ['in a crowd', likes(6, (post) => [0, 1, 2, 5, 6, 7, ...crowd(post, 20)])],
  ['seldom, of all that one of them does', likes(12, (post) => (post < 4 ? [0, 1, 2, 5, 6, 7] : [0, 1, 2]))],
])('groups that come to the same posts %s are not', (_, kinds) => {
  expect(sharedMeetings(CELLS, kinds)).toEqual([]);
});
