import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plant, shuffleEdges } from '../../bench/planted-groups.ts';
import { type ClusterOptions, findClusters } from '../../src/clusters/index.ts';
import { seededRandom } from '../../src/clusters/louvain.ts';
import { clique, type Edge, memberLists, path, randomGraph, ring, star, toEdges } from './shapes.ts';

const find = (accounts: number, edges: readonly Edge[], options: Partial<ClusterOptions> = {}) =>
  memberLists(findClusters({ edges: toEdges(accounts, edges), options }));

/** Groups of many shapes side by side, loosely bridged, with distinct random weights. */
const groups = fc
  .record({
    shapes: fc.array(
      fc.record({
        kind: fc.constantFrom('clique', 'ring', 'star', 'path', 'random'),
        size: fc.integer({ min: 3, max: 24 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    bridges: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 4 }),
    seed: fc.integer(),
  })
  .map(({ shapes, bridges, seed }) => {
    let accounts = 0;
    const edges: Edge[] = [];
    for (const { kind, size } of shapes) {
      if (kind === 'clique') edges.push(...clique(accounts, size));
      if (kind === 'ring') edges.push(...ring(accounts, size));
      if (kind === 'star') edges.push(...star(accounts, size - 1));
      if (kind === 'path') edges.push(...path(accounts, size));
      if (kind === 'random') edges.push(...randomGraph(accounts, size, Math.min(6, size - 1), seed));
      accounts += size;
    }
    for (const [u, v] of bridges)
      if (u % accounts !== v % accounts) edges.push([u % accounts, v % accounts, 1]);
    const rng = seededRandom(seed);
    return { accounts, edges: edges.map(([u, v]): Edge => [u, v, 10 + 40 * rng()]) };
  });

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rng = seededRandom(seed);
  return items
    .map((item) => ({ item, key: rng() }))
    .sort((x, y) => x.key - y.key)
    .map(({ item }) => item);
}

describe('what must not matter', () => {
  test('the order of the edges changes nothing, parallel edges included', () => {
    fc.assert(
      fc.property(groups, fc.integer(), fc.boolean(), ({ accounts, edges }, seed, doubled) => {
        const all = doubled ? [...edges, ...edges.map(([u, v, w]): Edge => [u, v, w / 3])] : edges;
        const one = findClusters({ edges: toEdges(accounts, all) });
        const other = findClusters({ edges: toEdges(accounts, shuffled(all, seed)) });
        expect(other).toEqual(one);
      }),
      { numRuns: 150 },
    );
  });

  test('the seed changes nothing', () => {
    fc.assert(
      fc.property(groups, ({ accounts, edges }) => {
        const [first, ...others] = [1, 2, 3, 4, 5].map((seed) => find(accounts, edges, { seed }));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 60 },
    );
  });

  test('renaming accounts changes nothing but names', () => {
    fc.assert(
      fc.property(groups, fc.integer(), ({ accounts, edges }, seed) => {
        const name = shuffled(
          Array.from({ length: accounts }, (_, i) => i),
          seed,
        );
        const renamed = edges.map(([u, v, w]): Edge => [name[u] as number, name[v] as number, w]);
        const expected = find(accounts, edges)
          .map((members) => members.map((v) => name[v] as number).sort((x, y) => x - y))
          .sort((x, y) => (x[0] as number) - (y[0] as number));
        expect(find(accounts, renamed)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test('two inputs side by side give the clusters of both', () => {
    fc.assert(
      fc.property(groups, groups, (one, two) => {
        const options = { population: 1_000 };
        const both = [
          ...one.edges,
          ...two.edges.map(([u, v, w]): Edge => [u + one.accounts, v + one.accounts, w]),
        ];
        expect(find(one.accounts + two.accounts, both, options)).toEqual([
          ...find(one.accounts, one.edges, options),
          ...find(two.accounts, two.edges, options).map((members) => members.map((v) => v + one.accounts)),
        ]);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what always holds', () => {
  test('clusters are sorted, disjoint, at least two accounts, and agree with clusterOf', () => {
    fc.assert(
      fc.property(groups, ({ accounts, edges }) => {
        const { clusters, clusterOf } = findClusters({ edges: toEdges(accounts, edges) });
        const seen = new Int32Array(accounts).fill(-1);
        clusters.forEach(({ members, size }, c) => {
          expect(size).toBe(members.length);
          expect(size).toBeGreaterThanOrEqual(2);
          expect(members).toEqual(members.slice().sort());
          for (const v of members) {
            expect(seen[v]).toBe(-1);
            seen[v] = c;
          }
        });
        expect(clusterOf).toEqual(seen);
        const first = clusters.map(({ members }) => members[0] as number);
        expect(first).toEqual(first.toSorted((x, y) => x - y));
      }),
      { numRuns: 60 },
    );
  });
});

test('planted groups with half of the edges noise: same clusters for 5 seeds and shuffled edges', () => {
  const { edges } = plant({
    seed: 3,
    accounts: 10_000,
    groups: 30,
    smallest: 10,
    largest: 200,
    insideDegree: 10,
    noise: 16_000,
    bridges: 10,
    bridgeEdges: 4,
    hubs: 0,
    hubLinks: 0,
    noisyWeights: true,
  });
  const first = memberLists(findClusters({ edges }));
  for (const seed of [2, 3, 4, 5])
    expect(memberLists(findClusters({ edges: shuffleEdges(edges, seed), options: { seed } }))).toEqual(first);
});
