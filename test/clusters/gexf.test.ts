import fc from 'fast-check';
import { MultiUndirectedGraph } from 'graphology';
import { parse } from 'graphology-gexf';
import { describe, expect, test } from 'vitest';
import { type GexfEdge, type GexfNode, toGexf } from '../../src/clusters/index.ts';

const node = (id: string, cluster = 'c_1'): GexfNode => ({
  id,
  cluster,
  verdict: 'coordinated',
  membership: 'core',
});
const edge = (a: string, b: string, weight = 30, trace = 'co-like'): GexfEdge => ({ a, b, trace, weight });
const read = (gexf: string) => parse(MultiUndirectedGraph as unknown as Parameters<typeof parse>[0], gexf);

describe('the file', () => {
  test('reads back as the graph with its attributes', () => {
    const { gexf } = toGexf({
      nodes: [node('u2'), node('u1')],
      edges: [edge('u1', 'u2', 31.5), edge('u2', 'u1', 7, 'co-url')],
      maxEdges: 10,
    });
    const graph = read(gexf);
    expect(graph.nodes()).toEqual(['u1', 'u2']);
    expect(graph.getNodeAttributes('u1')).toMatchObject({
      cluster: 'c_1',
      verdict: 'coordinated',
      membership: 'core',
    });
    expect(graph.mapEdges((_, { trace, weight }) => [trace, weight])).toEqual([
      ['co-like', 31.5],
      ['co-url', 7],
    ]);
  });
  test('holds only edges inside clusters, the heaviest first, and says what it left out', () => {
    const result = toGexf({
      nodes: [node('a'), node('b'), node('c'), node('z', 'c_2')],
      edges: [
        edge('a', 'b', 1),
        edge('b', 'c', 9),
        edge('a', 'c', 5),
        edge('a', 'z', 99),
        edge('a', 'q', 99),
      ],
      maxEdges: 2,
    });
    expect(result).toMatchObject({ nodes: 4, edges: 2, outsideEdges: 2, edgesOverLimit: 1 });
    expect(read(result.gexf).mapEdges((_, { weight }) => weight)).toEqual([9, 5]);
    expect(result.gexf).toContain('1 weaker edges above the limit of 2, 2 edges outside of clusters');
  });
  test('is the same for any order of nodes and edges', () => {
    const nodes = ['b', 'a', 'd', 'c'].map((id) => node(id));
    const edges = [edge('a', 'b', 3), edge('d', 'c', 3), edge('b', 'c', 4), edge('a', 'b', 3, 'co-url')];
    const one = toGexf({ nodes, edges, maxEdges: 3 });
    const flipped = edges.toReversed().map(({ a, b, trace, weight }) => edge(b, a, weight, trace));
    expect(toGexf({ nodes: nodes.toReversed(), edges: flipped, maxEdges: 3 })).toEqual(one);
  });
});

describe('hostile names', () => {
  test('markup, control characters, lone surrogates and direction overrides cannot break the file', () => {
    const id = '"/><script>alert(1)</script>&amp;&\u0000\u001b[31m\u202eevil\ud800\uffff\n\'';
    const { gexf } = toGexf({ nodes: [node(id), node('b')], edges: [edge(id, 'b')], maxEdges: 5 });
    expect(read(gexf).nodes().sort()).toEqual(
      ['"/><script>alert(1)</script>&amp;&[31mevil\ufffd \'', 'b'].sort(),
    );
    expect(gexf).not.toContain('<script');
  });
  test('ids that differ only in what is removed stay two accounts', () => {
    const { gexf } = toGexf({
      nodes: [node('u\u0001'), node('u')],
      edges: [edge('u', 'u\u0001')],
      maxEdges: 5,
    });
    expect(read(gexf).nodes()).toEqual(['u', 'u #2']);
  });
  test('an account named __proto__ is an account', () => {
    const { gexf } = toGexf({
      nodes: [node('__proto__'), node('constructor')],
      edges: [edge('__proto__', 'constructor')],
      maxEdges: 5,
    });
    expect(read(gexf).nodes()).toEqual(['__proto__ #2', 'constructor']);
    expect(read(gexf).size).toBe(1);
  });
  test('any strings give a file that reads back with every node and edge', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), { minLength: 2, maxLength: 6 }),
        (ids) => {
          const [first, ...others] = ids as [string, ...string[]];
          const result = toGexf({
            nodes: ids.map((id) => node(id, 'c_1')),
            edges: others.map((id) => edge(first, id, 3, id)),
            maxEdges: 100,
          });
          const graph = read(result.gexf);
          expect([graph.order, graph.size]).toEqual([ids.length, others.length]);
        },
      ),
    );
  });
});
