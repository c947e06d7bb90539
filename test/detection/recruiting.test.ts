/** Who else was at a proven group's gatherings, and what becomes of the groups that they leave. */
import { describe, expect, test } from 'vitest';
import type { GatheredGroup } from '../../src/detection/acting-core.ts';
import { gatherEvidence } from '../../src/detection/group-evidence.ts';
import { growGroups } from '../../src/detection/grow-groups.ts';
import type { IndexedTraces } from '../../src/detection/read-traces.ts';
import { recruitGuests } from '../../src/detection/recruiting.ts';
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
  return recruitGuests([groupOf(source, members)], [source], taken).recruits.map(({ account }) => account);
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

describe('groups that grow', () => {
  const grow = (source: IndexedTraces, proven: readonly number[], others: readonly (readonly number[])[]) =>
    growGroups(
      [proven, ...others].map((members) => groupOf(source, members)),
      {
        traces: [source],
        accounts: ACCOUNTS,
        isProven: ({ members }) => members.length === proven.length,
        gather: (members) => groupOf(source, [...members]),
      },
    );

  test('take members from groups of which nothing is proven, and what is left of those is weighed anew', () => {
    const members = range(0, 40);
    const polls = range(0, 4).map(() => [...members, 500]);
    const source = traces(vote, [...polls, [500, 501, 502, 503], [600, 601, 602], ...crowd(2)]);
    const [army, smaller, same] = grow(source, members, [range(500, 4), range(600, 3)]);
    expect(army?.recruits).toEqual([500]);
    expect([...(smaller?.members ?? [])]).toEqual([501, 502, 503]);
    expect(smaller?.gatherings.every((gathering) => !gathering.members.includes(500))).toBe(true);
    expect([...(same?.members ?? [])]).toEqual(range(600, 3));
  });

  test('know more in each round: who stood among strangers stands among members', () => {
    const members = range(0, 60);
    // Sixty come to six polls; whoever comes to three of those stands out once it is known whose polls they are.
    const strangers = range(500, 60);
    const polls = range(0, 9).map((poll) => [
      ...members,
      ...(poll < 6 ? strangers : []),
      ...(poll >= 3 && poll < 6 ? [700] : []),
    ]);
    const source = traces(vote, [...polls, ...crowd(2)]);
    const [army] = grow(source, members, []);
    expect(army?.recruits).toContain(700);
    const known = new Uint8Array(ACCOUNTS);
    for (const member of members) known[member] = 1;
    const once = recruitGuests([groupOf(source, members)], [source], known).recruits.map(
      ({ account }) => account,
    );
    expect(army?.recruits.length).toBeGreaterThan(once.length);
  });
});
