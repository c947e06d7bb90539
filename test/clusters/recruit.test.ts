import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Participations, recruit } from '../../src/clusters/index.ts';
import { lnPoissonTail } from '../../src/clusters/price.ts';

type Row = readonly [cluster: number, account: number, gathering: number, nats: number];

function columns(rows: readonly Row[]): Participations {
  return {
    length: rows.length,
    cluster: Uint32Array.from(rows, ([c]) => c),
    account: Uint32Array.from(rows, ([, v]) => v),
    gathering: Uint32Array.from(rows, ([, , g]) => g),
    weightNats: Float64Array.from(rows, ([, , , w]) => w),
  };
}

/** `account` at gatherings 0 … count-1 of `cluster`, each as surprising as `nats`. */
const attends = (account: number, cluster: number, count: number, nats: number): Row[] =>
  Array.from({ length: count }, (_, g): Row => [cluster, account, 100 * cluster + g, nats]);

const GATHERINGS = Uint32Array.of(20, 20);
const run = (rows: readonly Row[], activity: readonly number[]) =>
  recruit({ participations: columns(rows), gatheringsOf: GATHERINGS, activity: Float64Array.from(activity) })
    .recruits;

describe('who is recruited', () => {
  test('an outsider with ten actions, eight of them in gatherings of one cluster', () => {
    const [one, ...others] = run(attends(0, 1, 8, Math.log(100_000)), [10]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ account: 0, cluster: 1, gatherings: 8 });
    expect(one?.evidenceNats).toBeGreaterThan(one?.priceNats ?? Number.POSITIVE_INFINITY);
  });
  test('nobody on two gatherings, however surprising', () => {
    expect(run(attends(0, 0, 2, 50), [2])).toEqual([]);
    expect(run(attends(0, 0, 3, 50), [3])).toHaveLength(1);
  });
  test('two gatherings are enough where each was tested against chance', () => {
    const rows = attends(0, 0, 2, 50);
    const run = (standsFor: number, count: number) => {
      const participations = {
        ...columns(rows.slice(0, count)),
        standsFor: new Float64Array(count).fill(standsFor),
      };
      return recruit({ participations, gatheringsOf: GATHERINGS, activity: Float64Array.of(2) }).recruits;
    };
    expect(run(1.5, 2)).toHaveLength(1);
    expect(run(1, 2)).toEqual([]);
    expect(run(1.5, 1)).toEqual([]);
  });
  test('what was found of those who are not recruited is said, too', () => {
    const participations = columns([...attends(0, 0, 2, 50), ...attends(1, 0, 4, 50)]);
    const found = recruit({ participations, gatheringsOf: GATHERINGS, activity: Float64Array.of(2, 4) });
    expect(found.recruits.map(({ account }) => account)).toEqual([1]);
    expect(found.tested.map(({ account, gatherings }) => [account, gatherings])).toEqual([
      [0, 2],
      [1, 4],
    ]);
  });
  test('not the same gathering three times', () => {
    expect(run([...attends(0, 0, 1, 50), ...attends(0, 0, 1, 50), ...attends(0, 0, 1, 50)], [3])).toEqual([]);
  });
  test('not a celebrity that everybody meets', () => {
    const rows = attends(0, 0, 12, Math.log(100_000));
    expect(run(rows, [30])).toHaveLength(1);
    expect(run(rows, [80_000])).toEqual([]);
  });
  test('not the crowd of a viral post', () => {
    const crowd = Array.from({ length: 500 }, (_, v) => attends(v, 0, 3, Math.log(20)));
    expect(run(crowd.flat(), new Array<number>(500).fill(12))).toEqual([]);
  });
  test('by one cluster only: the one with more evidence', () => {
    const found = run([...attends(0, 0, 5, 12), ...attends(0, 1, 9, 12)], [14]);
    expect(found.map(({ cluster }) => cluster)).toEqual([1]);
  });
  test('an unknown cluster, and more gatherings than the cluster held, are errors', () => {
    expect(() => run(attends(0, 5, 3, 9), [3])).toThrow(/clusters\/recruit: no such cluster 5/);
    expect(() => run(attends(0, 0, 21, 9), [30])).toThrow(/21 of 20 gatherings/);
  });
});

describe('the evidence', () => {
  test('for equal gatherings is the Poisson tail, within its own price', () => {
    for (const x of [4, 8, 15]) {
      const chance = 0.001;
      const [one] = run(attends(0, 0, x, Math.log(10 / chance)), [10]);
      const tail = -lnPoissonTail(x, 20 * chance);
      expect(one?.evidenceNats).toBeGreaterThan(tail - Math.log(21) - x);
      expect(one?.evidenceNats).toBeLessThan(tail + x * (x / 20));
    }
  });
  test('rows in any order, and repeated, give the same recruits', () => {
    const rows = fc.array(
      fc.tuple(fc.nat(1), fc.nat(4), fc.nat(9), fc.double({ min: 0, max: 30, noNaN: true })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (list, keys) => {
        const apart = list.map(([c, v, g, w]): Row => [c, v, 10 * c + g, w]);
        const keyed = [...apart, ...apart].map((row) => ({ row, key: keys.next().value as number }));
        const shuffled = keyed.sort((x, y) => x.key - y.key).map(({ row }) => row);
        const activity = [3, 5, 8, 20, 100];
        expect(run(shuffled, activity)).toEqual(run(apart, activity));
      }),
    );
  });
  test('one more gathering never loses a recruit that most of its actions stand for', () => {
    for (let x = 3; x < 20; x++) {
      const [fewer] = run(attends(0, 0, x, 11), [25]);
      const [more] = run(attends(0, 0, x + 1, 11), [25]);
      if (fewer) expect(more?.evidenceNats).toBeGreaterThan(fewer.evidenceNats);
    }
  });
});
