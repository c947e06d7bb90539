import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEdgeTable } from '../../src/detection/edge-table.ts';
import { fuseEdges, type KindEdges } from '../../src/detection/fuse-edges.ts';
import { traceKind } from '../../src/traces/index.ts';

const TRACES = ['near-text', 'co-like', 'co-device'];
const MIN_NATS = 10;

/** Edges over ten accounts by trace, each pair once in each. */
const anyLists = fc.tuple(
  ...TRACES.map(() =>
    fc
      .uniqueArray(fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 20 })), {
        minLength: 20,
        selector: ([a, b]) => `${a} ${b}`,
      })
      .map((edges) => edges.filter(([a, b]) => a < b).sort((x, y) => x[0] - y[0] || x[1] - y[1])),
  ),
);

test('an edge table has every trace of the surviving pairs inside clusters, in order of names', () => {
  let seen = 0;
  fc.assert(
    fc.property(anyLists, fc.array(fc.nat(2), { minLength: 10, maxLength: 10 }), (edgesOf, clusters) => {
      const lists = edgesOf.map(
        (edges, i): KindEdges => ({
          kind: traceKind(TRACES[i] as string),
          edges: {
            length: edges.length,
            a: Uint32Array.from(edges, ([a]) => a),
            b: Uint32Array.from(edges, ([, b]) => b),
            meetings: new Uint32Array(edges.length).fill(2),
            surprise: Float64Array.from(edges, ([, , nats]) => nats),
            firstAt: new Float64Array(edges.length).fill(1_000),
            lastAt: new Float64Array(edges.length).fill(61_000),
          },
        }),
      );
      const fused = fuseEdges(lists, MIN_NATS);
      // Names in another order than the accounts' numbers; cluster 0 stands for none.
      const name = (account: number) => `u${(account * 7) % 10}`;
      const inClusters = Int32Array.from(clusters, (cluster) => cluster - 1);
      const ids = new Map(
        clusters.flatMap((cluster, account): [number, string][] =>
          cluster === 0 ? [] : [[account, name(account)]],
        ),
      );
      const survives = (a: number, b: number) =>
        clusters[a] !== 0 &&
        clusters[a] === clusters[b] &&
        Array.from(fused.a).some((x, pair) => x === a && fused.b[pair] === b);
      const expected = edgesOf
        .flatMap((edges, i) =>
          edges
            .filter(([a, b]) => survives(a, b))
            .map(([a, b, nats]) => [...[name(a), name(b)].sort(), TRACES[i] as string, nats] as const),
        )
        .sort((x, y) => (`${x[0]} ${x[1]} ${x[2]}` < `${y[0]} ${y[1]} ${y[2]}` ? -1 : 1));
      const table = createEdgeTable({ lists, fused, inClusters, ids });
      const read = () =>
        [...table.rows()].map((row) => [row.account_a, row.account_b, row.trace, row.surprise_nats] as const);
      expect(read()).toEqual(expected);
      expect(read()).toEqual(expected);
      expect(table.length).toBe(expected.length);
      for (const row of table.rows())
        expect(row).toMatchObject({
          meetings: 2,
          first_at: '1970-01-01T00:00:01.000Z',
          last_at: '1970-01-01T00:01:01.000Z',
        });
      seen += expected.length;
    }),
  );
  expect(seen).toBeGreaterThan(20);
});
