import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCsr } from '../../src/clusters/csr.ts';
import { countSquares, countTriangles } from '../../src/clusters/cycles.ts';
import { toEdges } from './shapes.ts';

const graphs = fc
  .record({
    nodes: fc.integer({ min: 2, max: 12 }),
    picks: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 60 }),
  })
  .map(({ nodes, picks }) => {
    const keys = new Set<number>();
    for (const [x, y] of picks) {
      const [u, v] = [Math.min(x % nodes, y % nodes), Math.max(x % nodes, y % nodes)];
      if (u !== v) keys.add(u * nodes + v);
    }
    const edges = Array.from(keys, (key) => [Math.floor(key / nodes), key % nodes, 1] as const);
    return buildCsr(toEdges(nodes, edges));
  });

function joined(graph: ReturnType<typeof buildCsr>): (u: number, v: number) => boolean {
  const has = new Set(Array.from(graph.a, (u, e) => `${u} ${graph.b[e]}`));
  return (u, v) => has.has(`${Math.min(u, v)} ${Math.max(u, v)}`);
}

test('triangles through each edge equal the common neighbours of its ends', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const has = joined(graph);
      const triangles = countTriangles(graph, new Uint8Array(graph.nodes).fill(1));
      for (let e = 0; e < graph.edges; e++) {
        let common = 0;
        for (let w = 0; w < graph.nodes; w++)
          if (has(graph.a[e] as number, w) && has(graph.b[e] as number, w)) common++;
        expect(triangles[e]).toBe(common);
      }
    }),
  );
});

test('squares through each edge equal the paths of three other edges between its ends', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const has = joined(graph);
      const squares = countSquares(
        graph,
        new Uint8Array(graph.edges).fill(1),
        new Uint8Array(graph.nodes).fill(1),
      );
      for (let e = 0; e < graph.edges; e++) {
        const [u, v] = [graph.a[e] as number, graph.b[e] as number];
        let paths = 0;
        for (let x = 0; x < graph.nodes; x++)
          for (let y = 0; y < graph.nodes; y++)
            if (x !== v && y !== u && x !== y && has(u, x) && has(x, y) && has(y, v)) paths++;
        expect(squares[e]).toBe(paths);
      }
    }),
  );
});

test('squares keep to the edges and nodes they are given', () => {
  const square = buildCsr(
    toEdges(4, [
      [0, 1, 1],
      [1, 2, 1],
      [2, 3, 1],
      [0, 3, 1],
    ]),
  );
  const all = new Uint8Array(4).fill(1);
  expect([...countSquares(square, all, all)]).toEqual([1, 1, 1, 1]);
  expect([...countSquares(square, Uint8Array.of(1, 1, 1, 0), all)]).toEqual([0, 0, 0, 0]);
  expect([...countSquares(square, all, Uint8Array.of(1, 0, 1, 1))]).toEqual([0, 0, 0, 0]);
});
