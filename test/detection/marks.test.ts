/** What sets groups apart beside their acts, and what follows from it: selection, joining of cells, friends, who resembles whom. */
import { describe, expect, test } from 'vitest';
import { findFriends } from '../../src/detection/friends.ts';
import { joinGroups } from '../../src/detection/join-groups.ts';
import { createMarkFinder } from '../../src/detection/marks.ts';
import type { IndexedTraces } from '../../src/detection/read-traces.ts';
import { findResembling } from '../../src/detection/resembling.ts';
import { indexTraces, NO_OWNER } from '../../src/mining/index.ts';
import { registeredInBurst, type TraceKind, traceKind } from '../../src/traces/index.ts';

/** Traces of one kind out of the accounts of each bucket; a bucket's rows are a second apart. */
function traces(
  kind: TraceKind,
  buckets: readonly (readonly number[])[],
  owners?: readonly number[],
): IndexedTraces {
  const rows = buckets.flatMap((accounts, bucket) =>
    [...accounts].sort((a, b) => a - b).map((account, n) => ({ bucket, account, at: 1_000 * n })),
  );
  const columns = {
    length: rows.length,
    bucket: Uint32Array.from(rows, ({ bucket }) => bucket),
    at: Float64Array.from(rows, ({ at }) => at),
    account: Uint32Array.from(rows, ({ account }) => account),
  };
  return {
    kind,
    columns,
    bucketKeys: BigUint64Array.from(buckets, (_, bucket) => BigInt(bucket + 1)),
    owners: owners === undefined ? null : Uint32Array.from(owners),
    index: indexTraces(columns, kind.windowMs),
  };
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);
const ACCOUNTS = 1_000;
const device = traceKind('co-device');
const like = traceKind('co-like');
const topic = traceKind('co-topic');

describe('marks', () => {
  const finder = createMarkFinder(
    [traces(registeredInBurst, [range(0, 30), range(100, 4)]), traces(device, [range(0, 6), range(40, 300)])],
    ACCOUNTS,
  );

  test('are batches and crowded devices, not what few or very many carry', () => {
    expect(finder.count).toBe(2);
    expect(finder.marksOf(Uint32Array.from(range(0, 10)))).toEqual([
      { size: 30, members: range(0, 10) },
      { size: 6, members: range(0, 6) },
    ]);
    expect(finder.marksOf(Uint32Array.from(range(100, 4)))).toEqual([]);
  });

  test('are carried by others, too', () => {
    expect([...finder.carriersOf(Uint32Array.from([0, 1]))].sort((a, b) => a - b)).toEqual(range(0, 30));
  });
});

describe('cells', () => {
  const cells = [
    Uint32Array.from(range(0, 6)),
    Uint32Array.from(range(10, 6)),
    Uint32Array.from(range(20, 6)),
  ];

  test('that share three crowded phones are one group', () => {
    const phones = [0, 1, 2].map((n) => [n, n + 3, n + 10, n + 13]);
    expect(joinGroups({ groups: cells, cells: 3 }, [traces(device, phones)])).toEqual([[0, 1], [2]]);
    // A batch holds people who came by chance, whatever phones some of it share.
    expect(joinGroups({ groups: cells, cells: 1 }, [traces(device, phones)])).toEqual([[0], [1], [2]]);
  });

  test('that share a phone that changed hands stay apart', () => {
    expect(joinGroups({ groups: cells, cells: 3 }, [traces(device, [[0, 1, 10, 11]])])).toEqual([
      [0],
      [1],
      [2],
    ]);
  });
});

describe('friends', () => {
  const members = range(0, 10);
  const gatheringsOn = (source: IndexedTraces, buckets: readonly number[]) =>
    buckets.map((bucket) => ({
      kind: 0,
      bucket,
      from: 0,
      to: 0,
      members: members.slice(0, 5),
      times: [],
      population: source.columns.length,
      natsPerMember: 2,
    }));

  test('are authors who go where the group goes; a customer who does not is none', () => {
    const source = traces(like, [[...members, 51], [...members, 51], members, members], [50, 50, 51, 52]);
    const friends = findFriends(gatheringsOn(source, [0, 1, 2, 3]), [source], new Set(members));
    expect([50, 51, 52].filter((author) => friends.has(author))).toEqual([51]);
  });

  test('are no busy people who were there twice among much else', () => {
    const elsewhere = range(4, 40).map(() => [51]);
    const source = traces(
      like,
      [[...members, 51], [...members, 51], members, members, ...elsewhere],
      [50, 50, 51, 52, ...elsewhere.map(() => NO_OWNER)],
    );
    expect(findFriends(gatheringsOn(source, [0, 1, 2]), [source], new Set(members)).has(51)).toBe(false);
  });
});

describe('who resembles a proven group', () => {
  const members = Uint32Array.from(range(0, 20));
  const taken = new Uint8Array(ACCOUNTS);
  for (const member of members) taken[member] = 1;
  const group = { members, gatherings: [], counted: [], together: { evidenceNats: 0, priceNats: 0 } };
  const find = (
    traces: readonly IndexedTraces[],
    evidenceNats: readonly (readonly [number, number])[] = [],
  ) => {
    const guests = evidenceNats.map(([account, evidenceNats]) => ({ account, cluster: 0, evidenceNats }));
    return findResembling({ groups: [group], traces, taken, guests }).map(({ account }) => account);
  };

  test('has its phone and its hashtag', () => {
    expect(find([traces(device, [[0, 1, 2, 30]]), traces(topic, [[...members, 30, 31]])])).toEqual([30]);
  });

  test('has its phone and was at its gatherings, though neither would be enough', () => {
    const phone = traces(device, [[0, 1, 2, 30]]);
    expect(find([phone], [[30, 5]])).toEqual([30]);
    expect(find([phone], [[30, 0.5]])).toEqual([]);
    expect(find([phone])).toEqual([]);
    expect(find([], [[30, 50]])).toEqual([]);
  });

  test('has more than its hashtag, however rare', () => {
    expect(find([traces(topic, [[...members, 31]])])).toEqual([]);
  });

  test('is nobody when its phones and topics are everybody’s', () => {
    const crowd = range(100, 300);
    expect(find([traces(device, [[0, 1, 2, ...crowd]]), traces(topic, [[...members, ...crowd]])])).toEqual(
      [],
    );
  });
});
