import { describe, expect, test } from 'vitest';
import { findClusters } from '../../src/clusters/index.ts';
import {
  clique,
  type Edge,
  memberLists,
  path,
  randomGraph,
  range,
  ring,
  STRONG,
  star,
  toEdges,
} from './shapes.ts';

const find = (accounts: number, edges: readonly Edge[]) => findClusters({ edges: toEdges(accounts, edges) });

describe('shapes that stand alone', () => {
  test('no edges make no clusters', () => {
    const result = find(10, []);
    expect(memberLists(result)).toEqual([]);
    expect(result.clusterOf).toEqual(new Int32Array(10).fill(-1));
  });
  test('a lone strong pair is a cluster', () => {
    expect(memberLists(find(1_000, [[3, 700, STRONG]]))).toEqual([[3, 700]]);
  });
  test('a lone pair that is less surprising than the best of all possible pairs is none', () => {
    const pairs = Math.log((1_000 * 999) / 2);
    expect(memberLists(find(1_000, [[3, 700, pairs + 0.01]]))).toEqual([[3, 700]]);
    const weak = find(1_000, [[3, 700, pairs - 0.01]]);
    expect(memberLists(weak)).toEqual([]);
    expect(weak.stats.droppedAsWeak).toBe(1);
    expect(weak.stats.unclustered).toBe(2);
  });
  test.each([
    ['clique', clique(2, 12), 12],
    ['star', star(2, 30), 31],
    ['star of 190 leaves', star(2, 190), 191],
    ['path', path(2, 60), 60],
    ['ring', ring(2, 100), 100],
    ['triangle', clique(2, 3), 3],
    ['square', ring(2, 4), 4],
    ['clique with loose ends', [...clique(2, 12), [13, 14, STRONG], [14, 15, STRONG], [2, 16, STRONG]], 15],
    ['two stars joined by one link', [...star(2, 20), ...star(23, 20), [2, 23, STRONG]], 42],
  ] as const)('a %s is one cluster', (_, edges, size) => {
    expect(memberLists(find(200, edges))).toEqual([range(2, size)]);
  });
  test('a tree of weak links is no cluster, a clique of weak links is', () => {
    expect(memberLists(find(1_000_000, star(0, 10, 2)))).toEqual([]);
    expect(memberLists(find(1_000_000, clique(0, 10, 2)))).toEqual([range(0, 10)]);
  });
  test.each([3, 6, 12])('a random graph with %d links each is not split', (degree) => {
    for (const seed of [1, 2, 3]) {
      const result = find(300, randomGraph(0, 300, degree, seed));
      const large = result.clusters.filter((c) => c.size >= 10);
      expect(large).toHaveLength(1);
      expect(large[0]?.size).toBeGreaterThan(degree === 3 ? 250 : 290);
    }
  });
});

describe('what has no place to cut', () => {
  test('a long chain in which everybody meets the next five is one cluster, for any seed', () => {
    const chain = range(0, 2_000).flatMap((i) => range(1, 5).map((d): Edge => [i, (i + d) % 2_000, STRONG]));
    for (const seed of [1, 2, 3])
      expect(memberLists(findClusters({ edges: toEdges(2_000, chain), options: { seed } }))).toEqual([
        range(0, 2_000),
      ]);
  });
  test('a grid is one cluster, for any seed', () => {
    const grid = range(0, 20).flatMap((x) =>
      range(0, 20).flatMap((y): Edge[] => [
        ...(x < 19 ? [[20 * x + y, 20 * x + y + 20, STRONG] as const] : []),
        ...(y < 19 ? [[20 * x + y, 20 * x + y + 1, STRONG] as const] : []),
      ]),
    );
    for (const seed of [1, 2, 3])
      expect(memberLists(findClusters({ edges: toEdges(400, grid), options: { seed } }))).toEqual([
        range(0, 400),
      ]);
  });
});

describe('groups that touch', () => {
  test('two cliques joined by a bridge are two clusters', () => {
    expect(memberLists(find(20, [...clique(0, 10), ...clique(10, 10), [9, 10, STRONG]]))).toEqual([
      range(0, 10),
      range(10, 10),
    ]);
  });
  test('two armies with three bridge accounts are two clusters', () => {
    const bridges: Edge[] = range(0, 3).flatMap((i) => [
      [i, 40 + i, STRONG],
      [i, 41 + i, STRONG],
      [i, 42 + i, STRONG],
    ]);
    const result = find(80, [...randomGraph(0, 40, 16, 1), ...randomGraph(40, 40, 16, 2), ...bridges]);
    expect(memberLists(result)).toEqual([range(0, 40), range(40, 40)]);
  });
  test('two cliques sharing one account are two clusters, and the account is in one of them', () => {
    const result = find(19, [...clique(0, 10), ...clique(9, 10)]);
    expect(result.clusters).toHaveLength(2);
    expect(result.clusterOf.slice(0, 9)).toEqual(new Int32Array(9).fill(0));
    expect(result.clusterOf.slice(10)).toEqual(new Int32Array(9).fill(1));
    expect(result.clusterOf[9]).toBeGreaterThanOrEqual(0);
  });
  test('two cliques joined as densely as they are inside are one cluster', () => {
    expect(memberLists(find(20, clique(0, 20)))).toEqual([range(0, 20)]);
    const half = clique(0, 20).filter(([u, v]) => u < 10 === v < 10 || (u + v) % 2 === 0);
    expect(memberLists(find(20, half))).toEqual([range(0, 20)]);
  });
  test('a ring of twelve cliques is twelve clusters', () => {
    const edges = range(0, 12).flatMap((i): Edge[] => [
      ...clique(8 * i, 8),
      [8 * i, (8 * i + 12) % 96, STRONG],
    ]);
    expect(memberLists(find(96, edges))).toEqual(range(0, 12).map((i) => range(8 * i, 8)));
  });
  test('many weak links between two groups do not join them, as many strong ones do', () => {
    const between = (weight: number): Edge[] =>
      range(0, 30).flatMap((i) => range(0, 4).map((j): Edge => [i, 30 + ((7 * i + j) % 30), weight]));
    const groups = [...randomGraph(0, 30, 12, 1), ...randomGraph(30, 30, 12, 2)];
    expect(memberLists(find(60, [...groups, ...between(2)]))).toEqual([range(0, 30), range(30, 30)]);
    expect(memberLists(find(60, [...groups, ...between(STRONG)]))).toEqual([range(0, 60)]);
  });
  test('one enormous weight does not tear a pair out of its group', () => {
    const edges = [...clique(0, 12).slice(1), [0, 1, 1e6] as const];
    expect(memberLists(find(12, edges))).toEqual([range(0, 12)]);
  });
  test('a celebrity that everybody meets belongs to no cluster and joins none together', () => {
    const cliques = range(0, 5).flatMap((i) => clique(12 * i, 12));
    const everybody = range(0, 399).map((v): Edge => [v, 399, STRONG]);
    const result = find(400, [...cliques, ...everybody]);
    expect(memberLists(result)).toEqual(range(0, 5).map((i) => range(12 * i, 12)));
  });
  test('a random background of 20,000 accounts yields no cluster of its own', () => {
    const result = find(20_000, [...randomGraph(0, 20_000, 8, 5), ...clique(100, 15)]);
    const group = result.clusters.filter((c) => c.size >= 3);
    expect(group).toHaveLength(1);
    expect(Array.from(group[0]?.members ?? [])).toEqual(range(100, 15));
  });
});

describe('what is reported', () => {
  test('parallel edges of different traces add up, and count as one link', () => {
    const [cluster] = find(5, [
      [1, 2, 20],
      [1, 2, 30],
    ]).clusters;
    expect(cluster).toMatchObject({ size: 2, edges: 1, weight: 50, conductance: 0, treeNats: 50 });
    expect(cluster?.priceNats).toBeCloseTo(Math.log(10), 10);
  });
  test('a clique of n has n(n-1)/2 links, a spectral gap of n/(n-1) and a tree of n-1', () => {
    const [cluster] = find(10, clique(0, 10)).clusters;
    expect(cluster).toMatchObject({ edges: 45, weight: 45 * STRONG, conductance: 0, treeNats: 9 * STRONG });
    expect(cluster?.spectralGap).toBeCloseTo(10 / 9, 6);
  });
  test('conductance is the share of the weight that leads out', () => {
    const [first] = find(20, [...clique(0, 10), ...clique(10, 10), [9, 10, STRONG]]).clusters;
    expect(first?.conductance).toBeCloseTo(1 / 91, 10);
  });
  test('an edge that breaks the contract is an error that says which', () => {
    const edges = { ...toEdges(3, [[0, 1, 1]]), weight: Float64Array.of(Number.NaN) };
    expect(() => findClusters({ edges })).toThrow(/clusters\/csr: edge 0 .*among 3 accounts/);
    expect(() => find(2, [[0, 2, 1]])).toThrow(/edge 0/);
    expect(() => find(2, [[1, 1, 1]])).toThrow(/edge 0/);
  });
});
