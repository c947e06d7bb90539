/** Who else was at a proven group's gatherings, and what becomes of the groups that they leave. */
import { describe, expect, test } from 'vitest';
import type { GatheredGroup } from '../../src/detection/acting-core.ts';
import { gatherEvidence } from '../../src/detection/group-evidence.ts';
import type { IndexedTraces } from '../../src/detection/read-traces.ts';
import { recruitGuests, withoutRecruits } from '../../src/detection/recruiting.ts';
import { indexTraces } from '../../src/mining/index.ts';
import { retoldText, type TraceKind, traceKind } from '../../src/traces/index.ts';

const ACCOUNTS = 3_000;
const vote = traceKind('co-vote');
const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
/** What everybody else does, each by himself. */
const crowd = (times: number) =>
  range(1_000, 2_000).flatMap((account) => range(0, times).map(() => [account]));

/** Traces of one kind out of the accounts of each bucket, some milliseconds apart. */
function traces(kind: TraceKind, buckets: readonly (readonly number[])[]): IndexedTraces {
  const rows = buckets.flatMap((accounts, bucket) =>
    [...accounts]
      .sort((a, b) => a - b)
      .map((account, n) => ({ bucket, account, at: 10_000_000 * bucket + 50 * n })),
  );
  const columns = {
    length: rows.length,
    bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
    at: Float64Array.from(rows, ({ at }) => at),
    account: Uint32Array.from(rows, ({ account }) => account),
  };
  const bucketKeys = BigUint64Array.from(buckets, (_, bucket) => BigInt(bucket + 1));
  return { kind, columns, bucketKeys, owners: null, index: indexTraces(columns, kind.windowMs) };
}

const groupOf = (source: IndexedTraces, members: readonly number[]): GatheredGroup => {
  const sorted = Uint32Array.from(members);
  return { members: sorted, ...gatherEvidence([source], sorted, ACCOUNTS) };
};
function recruited(source: IndexedTraces, members: readonly number[]): readonly number[] {
  const taken = new Uint8Array(ACCOUNTS);
  for (const member of members) taken[member] = 1;
  return recruitGuests([groupOf(source, members)], [source], taken).map(({ account }) => account);
}

describe('guests at the gatherings', () => {
  const members = range(0, 40);
  const polls = (others: readonly (readonly number[])[]) =>
    traces(vote, [...others.map((guests) => [...members, ...guests]), ...crowd(2)]);

  test('join where hardly an outsider was, and that four times', () => {
    const guest = [500];
    expect(recruited(polls([guest, guest, guest, guest, []]), members)).toEqual(guest);
    expect(recruited(polls([guest, guest, [], [], []]), members)).toEqual([]);
  });

  test('do not where many outsiders were: a place that everybody goes to', () => {
    const public_ = range(500, 450);
    expect(recruited(polls([public_, public_, public_, public_, public_]), members)).toEqual([]);
  });

  test('do not when they are everywhere', () => {
    const busy = 500;
    const elsewhere = range(0, 3_000).map(() => [busy]);
    const buckets = [...range(0, 4).map(() => [...members, busy]), ...elsewhere, ...crowd(2)];
    expect(recruited(traces(vote, buckets), members)).toEqual([]);
  });
});

describe('who retells', () => {
  const members = range(0, 20);
  const retelling = (share: number, guest: readonly number[]) =>
    traces(retoldText, [
      ...[0, 1, 2].map((source) => [
        ...members.slice(0, Math.round(20 * share)),
        ...(source < guest.length ? [500] : []),
        ...range(600 + 30 * source, Math.round(20 * (1 - share))),
      ]),
      ...crowd(2),
    ]);

  test("two of the group's own manuscripts joins it, one does not", () => {
    expect(recruited(retelling(0.8, [0, 1]), members)).toEqual([500]);
    expect(recruited(retelling(0.8, [0]), members)).toEqual([]);
  });

  test('what mostly others retell joins nobody', () => {
    expect(recruited(retelling(0.2, [0, 1]), members)).toEqual([]);
  });
});

test('a group that members leave is weighed anew without them; others stay as they are', () => {
  const source = traces(vote, [range(0, 6), range(0, 6), range(10, 5), ...crowd(2)]);
  const [left, same] = [groupOf(source, range(0, 6)), groupOf(source, range(10, 5))];
  const gone = new Uint8Array(ACCOUNTS);
  gone[5] = 1;
  const [smaller, other] = withoutRecruits([left, same], gone, (members) => groupOf(source, [...members]));
  expect([...(smaller?.members ?? [])]).toEqual(range(0, 5));
  expect(smaller?.gatherings.every(({ members }) => !members.includes(5))).toBe(true);
  expect(other).toBe(same);
});
