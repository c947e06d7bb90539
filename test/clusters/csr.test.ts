import fc from 'fast-check';
import { expect, test } from 'vitest';
import { components, membersOf } from '../../src/clusters/components.ts';
import { buildCsr } from '../../src/clusters/csr.ts';
import { type Edge, toEdges } from './shapes.ts';

const edgeLists = fc
  .array(fc.tuple(fc.nat(9), fc.nat(9), fc.double({ min: 0.001, max: 100, noNaN: true })), { maxLength: 40 })
  .map((edges) => edges.filter(([u, v]) => u !== v) as Edge[]);

test('every account lists its partners once, in order, with the summed weight', () => {
  fc.assert(
    fc.property(edgeLists, (edges) => {
      const graph = buildCsr(toEdges(10, edges));
      for (let v = 0; v < 10; v++) {
        const expected = new Map<number, number>();
        for (const [x, y, w] of edges) {
          if (x !== v && y !== v) continue;
          const other = x === v ? y : x;
          expected.set(other, (expected.get(other) ?? 0) + w);
        }
        const half = Array.from(
          { length: (graph.offsets[v + 1] ?? 0) - (graph.offsets[v] ?? 0) },
          (_, i) => (graph.offsets[v] ?? 0) + i,
        );
        expect(half.map((h) => graph.target[h])).toEqual([...expected.keys()].sort((x, y) => x - y));
        for (const h of half)
          expect(graph.weight[graph.edge[h] as number]).toBeCloseTo(
            expected.get(graph.target[h] as number) as number,
            8,
          );
      }
    }),
  );
});

test('the order of parallel edges does not change a single bit of their sum', () => {
  const weights = [0.1, 0.2, 0.3, 1e9, 1e-9];
  const sum = (order: readonly number[]) =>
    buildCsr(
      toEdges(
        2,
        order.map((w): Edge => [0, 1, w]),
      ),
    ).weight[0];
  expect(sum(weights.toReversed())).toBe(sum(weights));
  expect(sum([0.3, 1e9, 0.1, 1e-9, 0.2])).toBe(sum(weights));
});

test('components are numbered by their smallest member; accounts without edges are in none', () => {
  const graph = buildCsr(
    toEdges(7, [
      [5, 6, 1],
      [1, 3, 1],
      [3, 4, 1],
    ]),
  );
  const found = components(graph);
  expect([...found.of]).toEqual([-1, 0, -1, 0, 0, 1, 1]);
  expect(membersOf(found).map((m) => [...m])).toEqual([
    [1, 3, 4],
    [5, 6],
  ]);
});
