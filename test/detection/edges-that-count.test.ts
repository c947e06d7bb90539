import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuseEdges, type KindEdges } from '../../src/detection/fuse-edges.ts';
import { edgesThatCount, pairSupport } from '../../src/mining/index.ts';
import { traceKind } from '../../src/traces/index.ts';

type Edge = readonly [a: number, b: number, surprise: number];

const list = (trace: string, edges: readonly Edge[]): KindEdges => ({
  kind: traceKind(trace),
  edges: {
    length: edges.length,
    a: Uint32Array.from(edges, ([a]) => a),
    b: Uint32Array.from(edges, ([, b]) => b),
    meetings: Uint32Array.from(edges, (_, edge) => edge),
    surprise: Float64Array.from(edges, ([, , surprise]) => surprise),
    firstAt: new Float64Array(edges.length),
    lastAt: new Float64Array(edges.length),
  },
});

/** Sorted edges over ten accounts, each pair once. */
const anyEdges = fc
  .uniqueArray(
    fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 20, noNaN: true })),
    { selector: ([a, b]) => `${a} ${b}` },
  )
  .map((edges) => edges.filter(([a, b]) => a < b).sort((x, y) => x[0] - y[0] || x[1] - y[1]));

test('edges that are left out change no pair that comes up to the bar', () => {
  fc.assert(
    fc.property(
      anyEdges,
      anyEdges,
      anyEdges,
      anyEdges,
      fc.double({ min: 1, max: 30, noNaN: true }),
      (likes, reposts, devices, networks, bar) => {
        const others = [list('co-device', devices), list('co-network', networks)];
        const acts = [list('co-like', likes), list('co-repost', reposts)];
        const support = pairSupport(fuseEdges(others, 0), 10);
        const fewer = acts.map(({ kind, edges }) => ({ kind, edges: edgesThatCount(edges, support, bar) }));
        expect(fuseEdges([...fewer, ...others], bar)).toEqual(fuseEdges([...acts, ...others], bar));
      },
    ),
  );
});

test('an act counts that comes up to the bar alone, or along with a device', () => {
  const { edges } = list('co-like', [
    [0, 1, 12],
    [0, 2, 6],
    [1, 2, 6],
  ]);
  const support = pairSupport(fuseEdges([list('co-device', [[1, 2, 5]])], 0), 3);
  const { length, a, b, meetings } = edgesThatCount(edges, support, 11);
  expect(length).toBe(2);
  expect([...a]).toEqual([0, 1]);
  expect([...b]).toEqual([1, 2]);
  expect([...meetings]).toEqual([0, 2]);
});
