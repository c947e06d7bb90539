/** The order that a graph gives its own nodes: the same, however they were numbered. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalGraph } from '../../src/clusters/canonical.ts';
import { buildCsr } from '../../src/clusters/csr.ts';
import { seededRandom } from '../../src/clusters/louvain.ts';
import { clique, type Edge, randomGraph, toEdges } from './shapes.ts';

const graphOf = (accounts: number, edges: readonly Edge[]) => buildCsr(toEdges(accounts, edges));

test('a renamed graph becomes the very same graph, and no edge is lost', () => {
  fc.assert(
    fc.property(fc.integer({ min: 7, max: 60 }), fc.integer(), (accounts, seed) => {
      const rng = seededRandom(seed);
      const edges = randomGraph(0, accounts, 6, seed).map(([u, v]): Edge => [u, v, 10 + 40 * rng()]);
      const name = Array.from({ length: accounts }, (_, i) => ({ i, key: rng() }))
        .sort((a, b) => a.key - b.key)
        .map(({ i }) => i);
      const renamed = edges.map(([u, v, w]): Edge => [name[u] as number, name[v] as number, w]);
      const one = canonicalGraph(graphOf(accounts, edges));
      const other = canonicalGraph(graphOf(accounts, renamed));
      expect(other.graph).toEqual(one.graph);
      // Which node is which: but for those that nothing tells apart, a pair of its own say, each edge is where it was.
      const back = ({ graph, nodes }: typeof one) =>
        Array.from({ length: graph.edges }, (_, e) => {
          const ends = [nodes[graph.a[e] as number] as number, nodes[graph.b[e] as number] as number];
          return `${ends.sort((a, b) => a - b).join('-')} ${graph.weight[e]}`;
        }).sort();
      const written = (list: readonly Edge[]) =>
        list.map(([u, v, w]) => `${[u, v].sort((a, b) => a - b).join('-')} ${w}`).sort();
      expect(back(one)).toEqual(written(edges));
      expect(back(other)).toEqual(written(renamed));
    }),
    { numRuns: 500 },
  );
});

test('nodes that nothing tells apart keep their order', () => {
  const { graph, nodes } = canonicalGraph(graphOf(8, clique(0, 8)));
  expect([...nodes]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(graph.edges).toBe(28);
});
