import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuseEdges, type KindEdges } from '../../src/detection/fuse-edges.ts';
import { createKeyIndex } from '../../src/detection/key-index.ts';
import { traceKind } from '../../src/traces/index.ts';

type Edge = readonly [a: number, b: number, surprise: number];

const list = (trace: string, edges: readonly Edge[]): KindEdges => ({
  kind: traceKind(trace),
  edges: {
    length: edges.length,
    a: Uint32Array.from(edges, ([a]) => a),
    b: Uint32Array.from(edges, ([, b]) => b),
    meetings: new Uint32Array(edges.length).fill(1),
    surprise: Float64Array.from(edges, ([, , surprise]) => surprise),
    firstAt: new Float64Array(edges.length),
    lastAt: new Float64Array(edges.length),
  },
});
const fused = (lists: readonly KindEdges[], minNats = 0): Edge[] => {
  const { length, a, b, weight } = fuseEdges(lists, minNats);
  return Array.from({ length }, (_, edge) => [a[edge], b[edge], weight[edge]] as unknown as Edge);
};

/** Sorted edges over ten accounts, each pair once. */
const anyEdges = fc
  .uniqueArray(fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 40 })), {
    selector: ([a, b]) => `${a} ${b}`,
  })
  .map((edges) => edges.filter(([a, b]) => a < b).sort((x, y) => x[0] - y[0] || x[1] - y[1]));
const anyLists = fc
  .tuple(anyEdges, anyEdges, anyEdges, anyEdges)
  .map(([likes, topics, devices, networks]) => ({
    likes,
    topics,
    devices,
    networks,
    lists: [
      list('co-like', likes),
      list('co-topic', topics),
      list('co-device', devices),
      list('co-network', networks),
    ],
  }));

describe('fused edges', () => {
  test('are the strongest act plus devices plus networks, for every pair that reaches the bar', () => {
    fc.assert(
      fc.property(
        anyLists,
        fc.integer({ min: 0, max: 60 }),
        ({ likes, topics, devices, networks, lists }, bar) => {
          const nats = (edges: readonly Edge[], a: number, b: number) =>
            edges.find(([x, y]) => x === a && y === b)?.[2] ?? 0;
          const pairs = new Set([likes, topics, devices, networks].flat().map(([a, b]) => a * 10 + b));
          const expected = [...pairs]
            .sort((x, y) => x - y)
            .map((pair): Edge => {
              const [a, b] = [Math.floor(pair / 10), pair % 10];
              const acts = Math.max(nats(likes, a, b), nats(topics, a, b));
              return [a, b, acts + nats(devices, a, b) + nats(networks, a, b)];
            })
            .filter(([, , total]) => total >= bar);
          expect(fused(lists, bar)).toEqual(expected);
        },
      ),
    );
  });

  test('are the same in whatever order the kinds come', () => {
    fc.assert(
      fc.property(anyLists, ({ lists }) => {
        expect(fused([...lists].reverse())).toEqual(fused(lists));
      }),
    );
  });

  test('do not count one act twice: within a minute, within an hour, on its target and for its author', () => {
    const traces = ['co-like', 'co-like-1h', 'co-like-author', 'co-url', 'near-text'];
    expect(fused(traces.map((trace) => list(trace, [[0, 1, 9]])))).toEqual([[0, 1, 9]]);
  });
});

describe('an index of keys', () => {
  const anyKeys = fc.uniqueArray(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 200 });

  test('finds every key at its place, and no other', () => {
    fc.assert(
      fc.property(anyKeys, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (keys, other) => {
        const index = createKeyIndex(BigUint64Array.from(keys));
        expect([...index.indexesOf(BigUint64Array.from(keys))]).toEqual(keys.map((_, place) => place));
        expect(keys.map((key) => index.find(key))).toEqual(keys.map((_, place) => place));
        if (!keys.includes(other)) expect(index.find(other)).toBe(-1);
      }),
    );
  });

  test('tells keys apart that agree in their low or high halves', () => {
    const keys = [1n, 1n << 32n, (1n << 32n) + 1n, 0n, 2n ** 64n - 1n];
    const index = createKeyIndex(BigUint64Array.from(keys));
    expect(keys.map((key) => index.find(key))).toEqual([0, 1, 2, 3, 4]);
    expect(index.find(2n ** 32n - 1n)).toBe(-1);
  });

  test('throws for a column with a key that is not known, as that would be a bug', () => {
    expect(() => createKeyIndex(BigUint64Array.of(1n)).indexesOf(BigUint64Array.of(2n))).toThrow(
      /unknown key 2/,
    );
  });
});
